import { dismissGroup } from '../../domains/group-chat/dismiss.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { groupChatDismissed } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** A dismissed group stays in the books with everybody who was in it. */
export const markGroupDismissed = scenario({
  name: 'mark-group-dismissed',
  on: groupChatDismissed,
  async run(tx, event, _facts, _now, { config: { timeZone } }) {
    const { chatId, viaSync = false } = event.payload;
    return (await dismissGroup(tx, { chatId, at: event.occurredAt, timeZone, viaSync }))
      ? done()
      : skipped('没有这个群的记录,或已经解散');
  },
});
