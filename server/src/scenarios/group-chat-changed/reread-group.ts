import { applyLeaving } from '../../domains/group-chat/leave.ts';
import { planReading } from '../../domains/group-chat/plan-reading.ts';
import { findGroupChat } from '../../domains/group-chat/store.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { groupChatChanged } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** Who left is marked at once, with how; everything else is read anew, unless our books already have what was announced. */
export const rereadGroup = scenario({
  name: 'reread-group',
  on: groupChatChanged,
  async run(tx, event, _facts, _now, { config }) {
    const change = event.payload;
    const { chatId, detail, currentVersion, lastVersion } = change;
    const moment = { occurredAt: event.occurredAt, timeZone: config.timeZone };
    const isApplied = detail === 'del_member' && (await applyLeaving(tx, change, moment));
    if (isApplied) return done();
    const group = await findGroupChat(tx, chatId);
    if (group && currentVersion !== null && group.memberVersion === currentVersion) return skipped('已经读到这次变化');
    await planReading(tx, { chatId, version: currentVersion, lastVersion, at: event.occurredAt });
    return done();
  },
});
