import { rememberLate } from '../../domains/care/remember-late.ts';
import { customerFieldChanged } from '../../domains/customer/events.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** A birthday that is noted the day before is remembered as well, though its plan is through with that day. */
export const rememberLateDates = scenario({
  name: 'remember-late-dates',
  on: customerFieldChanged,
  async run(tx, { customerId, payload }, _facts, now, deps) {
    if (!customerId) return skipped('没有对应的客户');
    const opened = await rememberLate(tx, deps, { customerId, fieldId: payload.fieldId }, now);
    return opened > 0 ? done() : skipped('没有需要补上的客情');
  },
});
