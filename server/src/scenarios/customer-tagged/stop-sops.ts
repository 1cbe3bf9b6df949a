import { customerTagged } from '../../domains/customer/events.ts';
import { stopWhere } from '../../domains/sop/stop-by-event.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** A tag can end an SOP: the customer has bought, or does not want to hear more. */
export const stopSopsWhenTagged = scenario({
  name: 'stop-sops-when-tagged',
  on: customerTagged,
  async run(tx, { customerId, occurredAt: at, payload }, _facts, now) {
    if (!customerId) return skipped('没有对应的客户');
    const says = ({ tagIds }: { tagIds: string[] }) => tagIds.some((id) => payload.tagIds.includes(id));
    const stopped = await stopWhere(tx, [{ customerId, at }], 'tag', says, now);
    return stopped > 0 ? done() : skipped('没有 SOP 因此结束');
  },
});
