import { groupInviterCredited, groupMemberJoined } from '../../domains/group-chat/events.ts';
import { joinRulesFor } from '../../domains/group-chat/join-settings.ts';
import { insertRows } from '../../platform/database/sql.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Whoever brought somebody into the group is credited with her, once for each person and group. */
export const creditGroupInviter = scenario({
  name: 'credit-group-inviter',
  on: groupMemberJoined,
  concerns: ({ kind, inviterUserId }) => kind === 'external' && inviterUserId !== null,
  async run(tx, event, _facts, now) {
    const { chatId, memberId, state, inviterUserId } = event.payload;
    if (!inviterUserId) return skipped('没有邀请人');
    if (!(await joinRulesFor(tx, { chatId, state })).creditInviter) return skipped('这个群没有设置邀请计数');
    const row = { chat_id: chatId, member_id: memberId, user_id: inviterUserId, credited_at: now };
    if ((await insertRows(tx, 'group_credit', [row], { ignoreDuplicates: true })) === 0)
      return skipped('以前进过这个群,已经计过');
    await recordEvent(
      tx,
      groupInviterCredited({
        occurredAt: event.occurredAt,
        customerId: event.customerId,
        memberUserId: inviterUserId,
        chatId,
        payload: { chatId, memberId, userId: inviterUserId },
      }),
    );
    return done();
  },
});
