import { useState } from 'react';
import { control } from '../api/control.ts';
import { useWorld } from '../api/world.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { useAction } from '../ui/use-action.ts';
import { AppMark } from '../wecom/app-mark.tsx';
import { AboutDialog } from './about-dialog.tsx';
import { ClockControl } from './clock-control.tsx';
import { CorpDialog } from './corp-dialog.tsx';
import { FaultsMenu } from './faults-menu.tsx';

type OpenDialog = 'none' | 'about' | 'corp' | 'reset';

/** People, clock, faults, reset: the levers of the emulated world. */
export function TopBar({ onStartTour }: { onStartTour: () => void }) {
  const { overview } = useWorld();
  const [dialog, setDialog] = useState<OpenDialog>('none');
  const { busy, run } = useAction();
  const close = () => setDialog('none');
  const { counts } = overview;
  return (
    <header className="top-bar">
      <AppMark size={34} />
      <div className="brand">
        <h1>模拟企业微信</h1>
        <p>
          {overview.corp.name}
          <span className="brand-counts">
            {' '}
            · {counts.members} 位员工 · {counts.customers.toLocaleString('zh-CN')} 位客户
          </span>
        </p>
      </div>
      <ClockControl />
      <nav className="bar-actions" aria-label="模拟器">
        <button type="button" className="bar-button bar-button-story" aria-label="两分钟导览" onClick={onStartTour}>
          <Icon name="play" size={15} />
          <span className="bar-label">两分钟导览</span>
        </button>
        <button
          type="button"
          className="bar-button"
          title="员工、客户和企业标签"
          aria-label="企业"
          onClick={() => setDialog('corp')}
        >
          <Icon name="people" size={17} />
          <span className="bar-label">企业</span>
        </button>
        <FaultsMenu />
        <button
          type="button"
          className="bar-button"
          title="回到最初的样子"
          aria-label="重置"
          onClick={() => setDialog('reset')}
        >
          <Icon name="reset" size={16} />
          <span className="bar-label">重置</span>
        </button>
        <button
          type="button"
          className="bar-button"
          title="哪些行为来自文档，哪些没有核实"
          aria-label="关于"
          onClick={() => setDialog('about')}
        >
          <Icon name="info" size={17} />
          <span className="bar-label">关于</span>
        </button>
      </nav>
      {dialog === 'about' ? <AboutDialog onClose={close} /> : null}
      {dialog === 'corp' ? <CorpDialog onClose={close} /> : null}
      {dialog === 'reset' ? (
        <ConfirmDialog
          title="把模拟的企业微信恢复成最初的样子？"
          text={`会清掉 ${counts.customers} 位客户、${counts.relations} 个好友关系、${counts.contactWays} 个活码和所有聊天，时间和故障也会复原。知客自己的数据不受影响。`}
          action={busy ? '正在重置' : '重置'}
          onClose={close}
          onConfirm={async () => {
            close();
            await run(() => control('POST /control/reset', {}), '已恢复成最初的样子');
          }}
        />
      ) : null}
    </header>
  );
}
