import { findLeadersOf, findMember, listAdminUserIds } from '../../domains/corp/store.ts';
import { groupMemberLeft } from '../../domains/group-chat/events.ts';
import { findLeavingAlert, manyOf } from '../../domains/group-chat/leaving-alert.ts';
import { countLeftSince, findGroupChat, nameOf } from '../../domains/group-chat/store.ts';
import { notify } from '../../domains/notice/notify.ts';
import { endOfWorkDay } from '../../domains/task/rules.ts';
import { workCalendar } from '../../domains/task/work-time.ts';
import { openTask } from '../../domains/task/store.ts';
import { businessDate } from '../../platform/business-time.ts';
import { readOnce } from '../../platform/database/tx.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

const HOUR_MS = 3_600_000;

/** When many leave a group within some hours something went wrong in it: its owner and whoever answers for the owner look at it, once a day. */
export const alertOfManyLeaving = scenario({
  name: 'alert-of-many-leaving',
  on: groupMemberLeft,
  concerns: ({ kind, how, viaSync }) => kind === 'external' && how !== 'removed' && how !== 'ended' && !viaSync,
  async run(tx, event, _facts, now, { config }) {
    const { chatId } = event.payload;
    const group = await findGroupChat(tx, chatId);
    if (!group || group.dismissedAt !== null) return skipped('群已解散');
    const { isOn, count, hours } = await readOnce(tx, 'group leaving alert', () => findLeavingAlert(tx));
    if (!isOn) return skipped('没有打开退群提醒');
    const left = await countLeftSince(tx, chatId, event.occurredAt - hours * HOUR_MS);
    const span = `${hours} 小时内`;
    if (left < manyOf(group.externalCount + left, count)) return skipped(`${span}只有 ${left} 人退群`);
    const owner = await findMember(tx, group.ownerUserId);
    const [leader] = await findLeadersOf(tx, group.ownerUserId);
    const [admin] = leader ? [] : await listAdminUserIds(tx, config.adminUserIds);
    const told = [owner?.status === 'active' ? owner.userId : null, leader ?? admin ?? null].filter(
      (one) => one !== null,
    );
    const [assigneeUserId] = told;
    if (!assigneeUserId) return skipped('群主不在职,也没有主管和管理员');
    const opened = await openTask(tx, {
      kind: 'group_leaving',
      title: `看看「${nameOf(group)}」为什么有人退群`,
      reason: `${span} ${left} 人退群`,
      chatId,
      assigneeUserId,
      dueAt: endOfWorkDay(now, await workCalendar(tx, config.timeZone)),
      dedupeKey: `group-leaving:${chatId}:${businessDate(now, config.timeZone)}`,
      sourceEventId: event.id,
      now,
    });
    if (!opened) return skipped('今天已经提醒过');
    for (const userId of new Set(told))
      await notify(tx, userId, {
        kind: 'group_leaving',
        name: nameOf(group),
        title: `群「${nameOf(group)}」${span} ${left} 人退群`,
        text: '请看看群里最近说了什么,是否有广告、争吵或打扰太多。',
        link: `/manager/#/groups/${chatId}`,
      });
    return done();
  },
});
