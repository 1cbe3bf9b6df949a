import { customerFieldChanged } from '../../domains/customer/events.ts';
import { beginByNewDate } from '../../domains/sop/begin-by-date.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** A birthday that is tomorrow, told today: its SOP begins although the day was looked at before. */
export const beginSopsWhenDated = scenario({
  name: 'begin-sops-when-dated',
  on: customerFieldChanged,
  async run(tx, { customerId, payload }, _facts, now, deps) {
    if (!customerId) return skipped('没有对应的客户');
    const begun = await beginByNewDate(tx, deps, { customerId, fieldId: payload.fieldId }, now);
    return begun > 0 ? done() : skipped('没有 SOP 因此开始');
  },
});
