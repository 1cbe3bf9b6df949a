import { type FoundMember, readMember } from '../../domains/corp/read-member.ts';
import { markMemberGone, saveMembers, saveSubscribed } from '../../domains/corp/save-members.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { type MemberNews, memberUnsubscribed } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** WeCom says the same when a member leaves the range, is disabled or leaves the corp: one read tells which, and whether it still holds. */
export const seeWhetherMemberLeft = scenario<MemberNews, FoundMember>({
  name: 'see-whether-member-left',
  on: memberUnsubscribed,
  gather: (event, { wecom }) => readMember(wecom, event.payload.userId),
  async run(tx, { payload: { userId } }, found, now, { clock }) {
    const moment = { now, machineNow: clock.machineNow() };
    await saveSubscribed(tx, userId, false);
    if (found.status !== 'found') {
      const gone = await markMemberGone(tx, userId, found.status, moment);
      return gone ? done() : skipped('成员此前已标记为离开');
    }
    await saveMembers(tx, [found.member], moment);
    return done();
  },
});
