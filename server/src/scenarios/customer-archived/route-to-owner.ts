import { gatherOwnerFacts } from '../../domains/assignment/owner-facts.ts';
import { decideOwner } from '../../domains/assignment/decide-owner.ts';
import { setOwner } from '../../domains/customer/decisions.ts';
import { customerArchived } from '../../domains/customer/events.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Says whose customer she is, and why. */
export const routeToOwner = scenario({
  name: 'route-to-owner',
  on: customerArchived,
  async run(tx, event, _facts, now, { config }) {
    if (!event.payload.isNewRelation) return skipped('添加时已经分配过');
    if (!event.customerId) return skipped('客户资料已删除');
    const facts = await gatherOwnerFacts(tx, {
      customerId: event.customerId,
      ...event.payload,
      now,
      timeZone: config.timeZone,
    });
    if (!facts) return skipped('客户资料已删除');
    const { ownerUserId, reason } = decideOwner(facts);
    if (reason.rule === 'same_owner') return skipped('客户再次添加了自己的负责人');
    await setOwner(tx, { customerId: event.customerId, ownerUserId, reason, now });
    return done();
  },
});
