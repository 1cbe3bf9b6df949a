import { Failed } from '../../shared/states/failed.tsx';
import { Skeleton } from '../../shared/states/skeleton.tsx';
import { StateView } from '../../shared/states/state-view.tsx';
import { texts } from '../../shared/texts/zh-cn.ts';
import type { Opened } from '../../shared/wecom/client.ts';
import { SdkError } from '../../shared/wecom/sdk-error.ts';
import { CustomerPage } from '../pages/customer-page.tsx';
import { LazyGroupPage } from '../pages/lazy-group-page.tsx';
import { HomePage } from '../pages/home-page.tsx';
import { saySdkProblem } from './say-sdk-problem.ts';
import type { useOpened } from './use-opened.ts';
import { toHome } from './way-back.ts';

interface EntryPageProps {
  viewerUserId: string;
  opened: ReturnType<typeof useOpened>;
}

/** Beside a chat with a customer, in a group, or from the app's home: what belongs there. */
export function EntryPage({ viewerUserId, opened }: EntryPageProps) {
  if (opened.data) return <OpenedPage viewerUserId={viewerUserId} opened={opened.data} />;
  if (opened.isPending) return <Skeleton avatar lines={5} />;
  const retry = () => void opened.refetch();
  if (!(opened.error instanceof SdkError)) return <Failed error={opened.error} onRetry={retry} />;
  const { title, hint } = saySdkProblem(opened.error.problem);
  return (
    <main className="page">
      <StateView
        title={title}
        hint={
          <>
            {hint}
            <details className="small">
              <summary>{texts.details}</summary>
              {opened.error.detail}
            </details>
          </>
        }
        tone="problem"
        action={{ label: texts.retry, onClick: retry }}
      />
    </main>
  );
}

function OpenedPage({ viewerUserId, opened }: { viewerUserId: string; opened: Opened }) {
  if (opened.where === 'single_chat') {
    const { externalUserId } = opened;
    return <CustomerPage key={externalUserId} who={{ externalUserId }} viewerUserId={viewerUserId} />;
  }
  if (opened.where === 'group_chat') {
    const { chatId } = opened;
    return <LazyGroupPage key={chatId} chatId={chatId} viewerUserId={viewerUserId} />;
  }
  // A notice to the rep ("林晓雨添加了你") opens the app's page for one customer.
  const externalUserId = new URLSearchParams(location.search).get('externalUserId');
  if (externalUserId) {
    return <CustomerPage key={externalUserId} who={{ externalUserId }} viewerUserId={viewerUserId} back={toHome} />;
  }
  return <HomePage viewerUserId={viewerUserId} />;
}
