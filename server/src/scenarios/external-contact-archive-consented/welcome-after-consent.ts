import { gatherGreeting, greet, type Greeting } from '../../domains/channel/greet.ts';
import { findRelation } from '../../domains/customer/store.ts';
import type { RecordedEvent } from '../../platform/delivery/event.ts';
import { type ArchiveConsent, externalContactArchiveConsented, type FriendAdded } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** Whoever had to agree to chat archiving first could not be greeted before (41053); the consent brings a new code. */
export const welcomeAfterConsent = scenario<ArchiveConsent, { state: string | null; greeting: Greeting | null }>({
  name: 'welcome-after-consent',
  on: externalContactArchiveConsented,
  lane: 'urgent',
  async gather(event, deps) {
    const { userId, externalUserId } = event.payload;
    const state = (await findRelation(deps.db.read, userId, externalUserId))?.state ?? null;
    return { state, greeting: await gatherGreeting(asAdding(event, state), deps) };
  },
  run: (tx, event, { state, greeting }, _now, deps) => greet(tx, asAdding(event, state), greeting, 'consent', deps),
});

/** The consent names no channel: it is the one she came through. */
function asAdding(event: RecordedEvent<ArchiveConsent>, state: string | null): RecordedEvent<FriendAdded> {
  return { ...event, payload: { ...event.payload, state } };
}
