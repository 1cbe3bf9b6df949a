import { execute } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { workCalendar } from '../task/work-time.ts';
import { opensAt } from './rules.ts';
import { plansInUse } from './store.ts';

/** Working days were changed: when the next day of each plan is opened is asked again. Returns how many plans there are. */
export async function placeAnew(tx: Tx, timeZone: string): Promise<number> {
  const plans = await plansInUse(tx);
  const calendar = await workCalendar(tx, timeZone);
  for (const { id, nextDay, definition } of plans)
    if (nextDay !== null)
      await execute(tx, 'UPDATE care_plan SET next_due_at = ? WHERE id = ? AND next_day = ?', [
        opensAt(nextDay, definition, calendar),
        id,
        nextDay,
      ]);
  return plans.length;
}
