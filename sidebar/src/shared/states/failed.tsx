import { ApiError, phraseOf } from '../api/api-error.ts';
import { texts } from '../texts/zh-cn.ts';
import { StateView } from './state-view.tsx';

/** What could not be read, in words, with another try where that helps. */
export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const noPermission = error instanceof ApiError && error.status === 403;
  const hint = error instanceof ApiError && error.requestId && error.status >= 500 ? `${texts.details}:${error.requestId}` : undefined;
  return <StateView title={phraseOf(error)} hint={hint} tone="problem" action={onRetry && !noPermission ? { label: texts.retry, onClick: onRetry } : undefined} />;
}
