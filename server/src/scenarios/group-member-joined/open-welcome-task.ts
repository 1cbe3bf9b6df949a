import { findMember } from '../../domains/corp/store.ts';
import { groupMemberJoined } from '../../domains/group-chat/events.ts';
import { joinRulesFor } from '../../domains/group-chat/join-settings.ts';
import { findGroupChat, findGroupMember, nameOf } from '../../domains/group-chat/store.ts';
import { endOfWorkDay } from '../../domains/task/rules.ts';
import { workCalendar } from '../../domains/task/work-time.ts';
import { openTask } from '../../domains/task/store.ts';
import { businessDate } from '../../platform/business-time.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** One task a day and group, however many join: people are welcomed together. */
export const openGroupWelcomeTask = scenario({
  name: 'open-group-welcome-task',
  on: groupMemberJoined,
  concerns: ({ kind, viaSync }) => kind === 'external' && !viaSync,
  async run(tx, event, _facts, now, { config }) {
    const { chatId, memberId, state, inviterUserId } = event.payload;
    if (!(await joinRulesFor(tx, { chatId, state })).welcomeTask) return skipped('这个群没有设置欢迎待办');
    const group = await findGroupChat(tx, chatId);
    if (!group || group.dismissedAt !== null) return skipped('群已解散');
    const member = await findGroupMember(tx, chatId, memberId);
    if (!member || member.leftAt !== null) return skipped('已经退群');
    const owner = await findMember(tx, group.ownerUserId);
    const assigneeUserId = owner?.status === 'active' ? owner.userId : inviterUserId;
    if (!assigneeUserId) return skipped('群主不在职,也没有邀请人');
    const opened = await openTask(tx, {
      kind: 'group_welcome',
      title: `欢迎「${nameOf(group)}」的新成员`,
      reason: `${member.name ?? member.nickname ?? '有人'}今天加入了群,打个招呼更容易留住`,
      chatId,
      assigneeUserId,
      dueAt: endOfWorkDay(now, await workCalendar(tx, config.timeZone)),
      dedupeKey: `group-welcome:${chatId}:${businessDate(now, config.timeZone)}`,
      sourceEventId: event.id,
      now,
    });
    return opened ? done() : skipped('今天已经有这个群的欢迎待办');
  },
});
