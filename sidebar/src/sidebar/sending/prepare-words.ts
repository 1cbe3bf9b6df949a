import type { prepareScriptSend, ScriptView } from '@zhike/shared/contracts/script';
import { call } from '../../shared/api/call.ts';
import { type ChatTarget, toServer } from './chat-target.ts';
import type { SendPart } from './send-part.ts';

export const WORDS = 'words';

interface WordsOptions {
  /** As the rep changed them; absent: filled in by the server, with what it knows at that moment. */
  text?: string;
  /** The task that is done when they are sent. */
  taskId?: string;
}

/** The words of a script as one message. */
export function wordsPart(
  { id }: Pick<ScriptView, 'id'>,
  to: ChatTarget,
  { text, taskId }: WordsOptions = {},
): SendPart {
  return {
    key: WORDS,
    label: '文字',
    to,
    prepare: (idempotencyKey) =>
      call<typeof prepareScriptSend>('prepareScriptSend', {
        params: { scriptId: id },
        body: { to: toServer(to), text, taskId, idempotencyKey },
      }),
  };
}
