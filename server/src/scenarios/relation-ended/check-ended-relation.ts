import { relationEnded } from '../../domains/customer/events.ts';
import { noteEndedRelation } from '../../domains/quality/note-ended-relation.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Deleting a customer, or being deleted by one, is a sensitive action where somebody looks for it. */
export const checkEndedRelation = scenario({
  name: 'check-ended-relation',
  on: relationEnded,
  concerns: ({ viaSync, by }) => !viaSync && by !== 'transfer',
  async run(tx, event, _facts, now, deps) {
    const { by, followUserId, userId } = event.payload;
    if (by === 'transfer') return skipped('转接给同事,不是删除');
    const ended = { followUserId, userId, customerId: event.customerId, by, at: event.occurredAt };
    return (await noteEndedRelation(tx, deps, ended, now)) ? done() : skipped('没有开启这项敏感行为');
  },
});
