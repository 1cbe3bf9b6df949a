import { relationEnded } from '../../domains/customer/events.ts';
import { isLiveRelation, listRelations } from '../../domains/customer/store.ts';
import { stopWhere } from '../../domains/sop/stop-by-event.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Nobody can do anything for a customer who is nobody's contact any more. */
export const stopSopsOfLost = scenario({
  name: 'stop-sops-of-lost',
  on: relationEnded,
  async run(tx, { customerId }, _facts, now) {
    if (!customerId) return skipped('没有对应的客户');
    if ((await listRelations(tx, customerId)).some(isLiveRelation)) return skipped('客户还有其他员工的好友关系');
    // As of now: it was just read that nobody has her as a contact.
    const stopped = await stopWhere(tx, [{ customerId, at: now }], 'lost', () => true, now);
    return stopped > 0 ? done() : skipped('没有 SOP 因此结束');
  },
});
