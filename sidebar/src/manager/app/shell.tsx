import type { MeView } from '@zhike/shared/contracts/session';
import { Suspense, useEffect, useRef, useState } from 'react';
import { NavLink, Outlet, useLocation } from 'react-router';
import { useLive } from '../../shared/live/use-live.ts';
import { ErrorBoundary } from '../../shared/states/error-boundary.tsx';
import { Skeleton } from '../../shared/states/skeleton.tsx';
import { StateView } from '../../shared/states/state-view.tsx';
import { texts } from '../../shared/texts/zh-cn.ts';
import { Avatar } from '../components/avatar.tsx';
import { Icon } from '../components/icon.tsx';
import { notifyFailed } from '../components/notify.ts';
import { keysOf } from './live-keys.ts';
import { mayOpen, visibleNavigation } from './navigation.ts';
import { endSession } from './sign-out.ts';
import { useViewer } from './viewer.ts';
import './shell.css';

const roleNames = { admin: '管理员', manager: '主管', rep: '员工' } as const;

/** The frame of every page: navigation, who is signed in, and whether news arrive. */
export function Shell() {
  const me = useViewer();
  const { pathname } = useLocation();
  const { connected } = useLive(keysOf);
  const [open, setOpen] = useState(false);

  // `pathname` is no value used here but the moment: a new page closes the menu of the phone and begins at its top
  useEffect(() => {
    setOpen(false);
    window.scrollTo(0, 0);
  }, [pathname]);

  return (
    <div className="shell">
      <a className="shell-skip" href="#main" onClick={(event) => skipTo(event, 'main')}>
        跳到内容
      </a>
      <header className="shell-bar">
        <button
          type="button"
          className="shell-menu-button"
          aria-expanded={open}
          aria-controls="navigation"
          aria-label={open ? '收起菜单' : '打开菜单'}
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? 'close' : 'menu'} />
        </button>
        <span className="shell-bar-name">知客</span>
      </header>
      {open ? (
        <button type="button" className="shell-veil" aria-label="收起菜单" onClick={() => setOpen(false)} />
      ) : null}
      <Navigation me={me} open={open} onChosen={() => setOpen(false)} />
      <main id="main" className="shell-main" tabIndex={-1}>
        {connected ? null : (
          <p className="shell-offline" role="status">
            {texts.offline}
          </p>
        )}
        <ErrorBoundary key={pathname}>
          {mayOpen(me, pathname) ? (
            <Suspense fallback={<Skeleton lines={6} />}>
              <Outlet />
            </Suspense>
          ) : (
            <StateView title="你没有打开这个页面的权限" hint="需要时请联系管理员,在「成员与角色」中为你调整" />
          )}
        </ErrorBoundary>
      </main>
    </div>
  );
}

function Navigation({ me, open, onChosen }: { me: MeView; open: boolean; onChosen(): void }) {
  const { pathname } = useLocation();
  const groups = useRef<HTMLDivElement>(null);
  // Where one is may stand below the fold of a long menu; the page itself stays where it is.
  useEffect(() => {
    const list = groups.current;
    const current = list?.querySelector('[aria-current="page"]');
    if (!list || !current) return;
    const [inside, around] = [current.getBoundingClientRect(), list.getBoundingClientRect()];
    if (inside.top < around.top || inside.bottom > around.bottom)
      list.scrollTop += inside.top - around.top - (around.height - inside.height) / 2;
  }, [pathname, open]);
  return (
    <nav id="navigation" className={`shell-navigation${open ? ' open' : ''}`} aria-label="主导航">
      <div className="shell-brand" aria-hidden="true">
        <span className="shell-mark" />
        知客
      </div>
      <div className="shell-groups" ref={groups}>
        {visibleNavigation(me).map((group) => (
          <div key={group.label ?? 'start'} className="shell-group">
            {group.label ? <h2 className="shell-group-label">{group.label}</h2> : null}
            {group.items.map((item) => (
              <NavLink key={item.path} to={item.path} end={item.path === '/'} className="shell-link" onClick={onChosen}>
                <Icon name={item.icon} />
                {item.label}
              </NavLink>
            ))}
          </div>
        ))}
      </div>
      <div className="shell-person">
        <Avatar name={me.name} src={me.avatar} size={32} />
        <span className="shell-person-name">
          {me.name}
          <span className="fine">{roleNames[me.role]}</span>
        </span>
        <button
          type="button"
          className="shell-leave"
          aria-label="退出登录"
          title="退出登录"
          onClick={() => void endSession().catch(notifyFailed)}
        >
          <Icon name="leave" />
        </button>
      </div>
    </nav>
  );
}

/** The hash of the address belongs to the router: move the focus by hand. */
function skipTo(event: React.MouseEvent, id: string): void {
  event.preventDefault();
  document.getElementById(id)?.focus();
}
