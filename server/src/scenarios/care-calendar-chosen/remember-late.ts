import { careCalendarChosen } from '../../domains/care/events.ts';
import { rememberLate } from '../../domains/care/remember-late.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** By the other calendar her birthday may be one of these days. */
export const rememberLateByCalendar = scenario({
  name: 'remember-late-by-calendar',
  on: careCalendarChosen,
  async run(tx, { customerId, payload }, _facts, now, deps) {
    if (!customerId) return skipped('没有对应的客户');
    const opened = await rememberLate(tx, deps, { customerId, fieldId: payload.fieldId }, now);
    return opened > 0 ? done() : skipped('没有需要补上的客情');
  },
});
