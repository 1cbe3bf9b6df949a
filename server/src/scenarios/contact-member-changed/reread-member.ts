import { type FoundMember, readMember } from '../../domains/corp/read-member.ts';
import { markMemberGone, saveMembers } from '../../domains/corp/save-members.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { contactMemberChanged } from '../../wecom/events.ts';
import { scenario } from '../scenario.ts';

/** Only corps with the optional contacts receiver hear this. A changed user id (`newUserId`) is read under its new name. */
export const rereadMember = scenario<
  { userId: string; change: 'created' | 'updated' | 'deleted'; newUserId: string | null },
  FoundMember
>({
  name: 'reread-member',
  on: contactMemberChanged,
  gather: ({ payload: { userId, newUserId } }, { wecom }) => readMember(wecom, newUserId ?? userId),
  async run(tx, { payload: { userId, newUserId } }, found, now, { clock }) {
    const moment = { now, machineNow: clock.machineNow() };
    if (found.status === 'found') {
      const { added, changed } = await saveMembers(tx, [found.member], moment);
      return added + changed > 0 ? done() : skipped('成员信息已是最新');
    }
    return (await markMemberGone(tx, newUserId ?? userId, found.status, moment))
      ? done()
      : skipped('成员不在应用的可见范围内');
  },
});
