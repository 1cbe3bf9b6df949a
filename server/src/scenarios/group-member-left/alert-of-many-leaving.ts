import { findLeadersOf, listAdminUserIds } from '../../domains/corp/store.ts';
import { groupMemberLeft } from '../../domains/group-chat/events.ts';
import { countLeftSince, findGroupChat, nameOf } from '../../domains/group-chat/store.ts';
import { notify } from '../../domains/notice/notify.ts';
import { endOfWorkDay } from '../../domains/task/rules.ts';
import { openTask } from '../../domains/task/store.ts';
import { businessDate } from '../../platform/business-time.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

const SPAN_MS = 3_600_000;
const MANY = 10;
/** In a small group fewer are many. */
const SHARE = 0.2;
const AT_LEAST = 3;

/** When many leave a group within an hour something went wrong in it: its owner and whoever answers for the owner look at it, once a day. */
export const alertOfManyLeaving = scenario({
  name: 'alert-of-many-leaving',
  on: groupMemberLeft,
  concerns: ({ kind, how, viaSync }) => kind === 'external' && how !== 'removed' && !viaSync,
  async run(tx, event, _facts, now, { config }) {
    const { chatId } = event.payload;
    const group = await findGroupChat(tx, chatId);
    if (!group || group.dismissedAt !== null) return skipped('群已解散');
    const left = await countLeftSince(tx, chatId, event.occurredAt - SPAN_MS);
    if (left < manyOf(group.externalCount + left)) return skipped(`一小时内只有 ${left} 人退群`);
    const [leader] = await findLeadersOf(tx, group.ownerUserId);
    const [admin] = leader ? [] : await listAdminUserIds(tx, config.adminUserIds);
    const opened = await openTask(tx, {
      kind: 'group_leaving',
      title: `看看「${nameOf(group)}」为什么有人退群`,
      reason: `一小时内 ${left} 人退群`,
      chatId,
      assigneeUserId: group.ownerUserId,
      dueAt: endOfWorkDay(now, config.timeZone),
      dedupeKey: `group-leaving:${chatId}:${businessDate(now, config.timeZone)}`,
      sourceEventId: event.id,
      now,
    });
    if (!opened) return skipped('今天已经提醒过');
    for (const userId of new Set([group.ownerUserId, leader ?? admin ?? group.ownerUserId]))
      await notify(tx, userId, {
        kind: 'group_leaving',
        name: nameOf(group),
        title: `群「${nameOf(group)}」一小时内 ${left} 人退群`,
        text: '请看看群里最近说了什么,是否有广告、争吵或打扰太多。',
        link: `/manager/#/groups/${chatId}`,
      });
    return done();
  },
});

/** How many leaving within the span of a group that had so many outside people are many. */
export function manyOf(people: number): number {
  return Math.min(MANY, Math.max(AT_LEAST, Math.ceil(people * SHARE)));
}
