import { noteSingleConsent } from '../../domains/chat-archive/consent.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { externalContactArchiveConsented } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** What she agreed to is a conversation: from now on it may be shown. */
export const noteChatConsent = scenario({
  name: 'note-chat-consent',
  on: externalContactArchiveConsented,
  run: async (tx, event, _facts, _now, { clock }) =>
    (await noteSingleConsent(tx, event.payload, event.occurredAt, clock.machineNow()))
      ? done()
      : skipped('已经记录过更新的表态'),
});
