import { ApiError, phraseOf } from '../api/api-error.ts';
import { leaveForSignIn } from '../api/sign-in.ts';
import { texts } from '../texts/zh-cn.ts';
import { NoPermission } from './no-permission.tsx';
import { StateView } from './state-view.tsx';

/** What could not be read, in words, with another try where that helps. */
export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const status = error instanceof ApiError ? error.status : 0;
  if (status === 403) return <NoPermission hint={phraseOf(error)} />;
  if (status === 401) {
    return (
      <StateView
        title={phraseOf(error)}
        tone="problem"
        action={{ label: texts.signInAgain, onClick: leaveForSignIn }}
      />
    );
  }
  const requestId = error instanceof ApiError && status >= 500 ? error.requestId : null;
  return (
    <StateView
      title={phraseOf(error)}
      hint={requestId ? `${texts.requestId} ${requestId}` : undefined}
      tone="problem"
      action={onRetry ? { label: texts.retry, onClick: onRetry } : undefined}
    />
  );
}
