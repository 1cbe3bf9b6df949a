import type { prepareTaskWords } from '@zhike/shared/contracts/care-of-customer';
import { call } from '../../shared/api/call.ts';
import type { ChatTarget } from './chat-target.ts';
import type { SendPart } from './send-part.ts';

interface TaskWordsOptions {
  /** As the rep changed them; absent: filled in by the server. */
  text?: string;
  /** Nothing is sent after them: the task is done. */
  isLast: boolean;
}

/** The words that a task brings with it, as one message. */
export function taskWordsPart(taskId: string, to: ChatTarget, { text, isLast }: TaskWordsOptions): SendPart {
  return {
    key: 'task-words',
    label: '祝福语',
    to,
    prepare: (idempotencyKey) =>
      call<typeof prepareTaskWords>('prepareTaskWords', { params: { taskId }, body: { text, isLast, idempotencyKey } }),
  };
}
