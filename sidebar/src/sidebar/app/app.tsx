import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useMe } from '../../shared/api/me.ts';
import { useLive } from '../../shared/live/use-live.ts';
import { Failed } from '../../shared/states/failed.tsx';
import { Skeleton } from '../../shared/states/skeleton.tsx';
import { StateView } from '../../shared/states/state-view.tsx';
import { texts } from '../../shared/texts/zh-cn.ts';
import { isInsideWecom } from '../../shared/wecom/inside-wecom.ts';
import { NoticeBar } from '../components/notice.tsx';
import { OpenedTask } from '../features/task/opened-task.tsx';
import { CustomerPage } from '../pages/customer-page.tsx';
import { LazyChatsPage } from '../pages/lazy-chats-page.tsx';
import { HomePage } from '../pages/home-page.tsx';
import { LazyGroupPage } from '../pages/lazy-group-page.tsx';
import { EntryPage } from './entry-page.tsx';
import { startOutcomes } from '../sending/outcomes.ts';
import { keysOf } from './live-keys.ts';
import { useHashRoute } from './use-hash-route.ts';
import { useOpened } from './use-opened.ts';
import { wayBackOf } from './way-back.ts';

/** Outside the client the JS-SDK would wait for ever: say so instead. */
export function App() {
  if (isInsideWecom()) return <InsideWecom />;
  return (
    <main className="page">
      <StateView
        title="请在企业微信里打开"
        hint={
          <>
            侧边栏在客户聊天窗口的右侧使用。
            <br />
            在电脑上查看和设置,请打开<a href="/manager/">管理后台</a>。
          </>
        }
      />
    </main>
  );
}

function InsideWecom() {
  const me = useMe();
  // Both are asked at once: signing in and finding out whose chat this is do not wait for each other.
  const opened = useOpened();
  if (me.isError && !me.data) return <Failed error={me.error} onRetry={() => void me.refetch()} />;
  if (!me.data) return <Skeleton avatar lines={5} />;
  return (
    <>
      <Live />
      <Outcomes viewerUserId={me.data.userId} />
      <Page viewerUserId={me.data.userId} opened={opened} />
      <OpenedTaskOfPage viewerUserId={me.data.userId} />
      <NoticeBar />
    </>
  );
}

/** Whoever goes to another page leaves the sheet behind. */
function OpenedTaskOfPage({ viewerUserId }: { viewerUserId: string }) {
  const route = useHashRoute();
  return <OpenedTask key={JSON.stringify(route)} viewerUserId={viewerUserId} />;
}

function Live() {
  const { connected } = useLive(keysOf);
  return connected ? null : (
    <p className="app-offline" role="status">
      {texts.offline}
    </p>
  );
}

/** What the client said of sendings is told to the server, also what an earlier page left. */
function Outcomes({ viewerUserId }: { viewerUserId: string }) {
  const client = useQueryClient();
  useEffect(() => startOutcomes(viewerUserId, client), [viewerUserId, client]);
  return null;
}

function Page({ viewerUserId, opened }: { viewerUserId: string; opened: ReturnType<typeof useOpened> }) {
  const route = useHashRoute();
  switch (route.page) {
    case 'customer':
      return (
        <CustomerPage
          key={route.customerId}
          who={{ customerId: route.customerId }}
          viewerUserId={viewerUserId}
          back={wayBackOf(opened.data)}
        />
      );
    case 'group':
      return (
        <LazyGroupPage
          key={route.chatId}
          chatId={route.chatId}
          viewerUserId={viewerUserId}
          back={wayBackOf(opened.data)}
        />
      );
    case 'chats':
      return <LazyChatsPage key={route.place.customerId ?? route.place.chatId} place={route.place} />;
    case 'home':
      return <HomePage viewerUserId={viewerUserId} />;
    default:
      return <EntryPage viewerUserId={viewerUserId} opened={opened} />;
  }
}
