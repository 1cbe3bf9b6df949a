import type { Failure } from '../session/failure-of.ts';
import { failureTexts, retryText } from '../texts/zh-CN/failures.ts';
import { ActionButton } from './action-button.tsx';
import { Notice } from './notice.tsx';

/** A page that could not be filled: why, and the way to try again. */
export function FailureNotice({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  return (
    <Notice {...failureTexts[failure]}>
      {/* Without a login code in the address another try cannot end differently. */}
      {failure !== 'no-code' && <ActionButton label={retryText} onTap={onRetry} />}
    </Notice>
  );
}
