import { readFollowUsers } from '../../domains/corp/commands/read-follow-users.ts';
import { type FoundMember, readMember } from '../../domains/corp/read-member.ts';
import { markMemberGone, saveMembers, saveSubscribed } from '../../domains/corp/save-members.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { type MemberNews, memberSubscribed } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** A member came into the app's visible range, or back into the corp: she can sign in and receive customers. */
export const takeInSubscribedMember = scenario<MemberNews, FoundMember>({
  name: 'take-in-subscribed-member',
  on: memberSubscribed,
  gather: (event, { wecom }) => readMember(wecom, event.payload.userId),
  async run(tx, { payload: { userId } }, found, now, { clock }) {
    const moment = { now, machineNow: clock.machineNow() };
    if (found.status !== 'found') {
      await markMemberGone(tx, userId, found.status, moment);
      return skipped('成员已不在应用的可见范围内');
    }
    await saveMembers(tx, [found.member], moment);
    await saveSubscribed(tx, found.member.userId, true);
    await enqueue(tx, readFollowUsers({}));
    return done();
  },
});
