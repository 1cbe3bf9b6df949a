import { customerFieldChanged } from '../../domains/customer/events.ts';
import { planCalendar } from '../../domains/sop/calendar.ts';
import { moveStart } from '../../domains/sop/move-start.ts';
import { done, skipped } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** A birthday was corrected, a contract prolonged: what counts from it moves along. */
export const moveSopStarts = scenario({
  name: 'move-sop-starts',
  on: customerFieldChanged,
  async run(tx, { customerId, payload }, _facts, now, { config }) {
    if (!customerId) return skipped('没有对应的客户');
    const calendar = await planCalendar(tx, config.timeZone);
    const moved = await moveStart(tx, calendar, { customerId, fieldId: payload.fieldId }, now);
    return moved > 0 ? done() : skipped('没有 SOP 从这个字段算起');
  },
});
