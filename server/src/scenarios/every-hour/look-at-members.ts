import { lookAtMembers } from '../../domains/corp/commands/look-at-members.ts';
import { readFollowUsers } from '../../domains/corp/commands/read-follow-users.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { done } from '../../platform/delivery/scenario.ts';
import { hourStarted } from '../../platform/scheduler/events.ts';
import { scenario } from '../scenario.ts';

/** Ordinary apps get no contact-change callbacks: a leaver, and who may have customers, is found by looking. */
export const lookAtMembersEveryHour = scenario({
  name: 'look-at-members-every-hour',
  on: hourStarted,
  async run(tx, _event, _facts, _now, { clock }) {
    await enqueue(tx, [readFollowUsers({}), lookAtMembers({ checkedBefore: clock.machineNow() })]);
    return done();
  },
});
