import { useQuery } from '@tanstack/react-query';
import { useMe } from '../../shared/api/me.ts';
import { useLive } from '../../shared/live/use-live.ts';
import { Failed } from '../../shared/states/failed.tsx';
import { Skeleton } from '../../shared/states/skeleton.tsx';
import { StateView } from '../../shared/states/state-view.tsx';
import { texts } from '../../shared/texts/zh-cn.ts';
import { isInsideWecom, whereOpened } from '../../shared/wecom/client.ts';
import { SdkError } from '../../shared/wecom/sdk-error.ts';
import { CustomerPage } from '../pages/customer-page.tsx';
import { HomePage } from '../pages/home-page.tsx';
import { keysOf } from './live-keys.ts';
import { saySdkProblem } from './say-sdk-problem.ts';

/** First asks where the page was opened: beside a chat with a customer, in a group, or from the app's home. */
export function App() {
  if (!isInsideWecom()) {
    return (
      <StateView
        title="请在企业微信里打开"
        hint={
          <>
            侧边栏显示在客户聊天窗口的右边。
            <br />
            电脑上查看和设置,请打开<a href="/manager/">管理后台</a>。
          </>
        }
      />
    );
  }
  return <SignedIn />;
}

function SignedIn() {
  const me = useMe();
  if (me.isPending) return <Skeleton avatar lines={4} />;
  if (me.isError) return <Failed error={me.error} onRetry={() => void me.refetch()} />;
  return <Opened />;
}

function Opened() {
  const { connected } = useLive(keysOf);
  const opened = useQuery({ queryKey: ['opened'], queryFn: whereOpened, staleTime: Number.POSITIVE_INFINITY, retry: 1 });
  if (opened.isPending) return <Skeleton avatar lines={4} />;
  if (opened.isError) {
    const { error } = opened;
    if (!(error instanceof SdkError)) return <Failed error={error} onRetry={() => void opened.refetch()} />;
    const { title, hint } = saySdkProblem(error.problem);
    return <StateView title={title} hint={hint} tone="problem" action={{ label: texts.retry, onClick: () => void opened.refetch() }} />;
  }
  return (
    <>
      {connected ? null : (
        <p className="app-offline" role="status">
          {texts.offline}
        </p>
      )}
      {opened.data.where === 'single_chat' ? <CustomerPage externalUserId={opened.data.externalUserId} /> : <HomePage fromGroup={opened.data.where === 'group_chat'} />}
    </>
  );
}
