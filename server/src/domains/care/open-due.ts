import { addDays } from '@zhike/shared/formulas/calendar';
import type { Dependencies } from '../../dependencies.ts';
import { businessDate } from '../../platform/business-time.ts';
import { execute } from '../../platform/database/sql.ts';
import { findRow } from '../../platform/database/find-row.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { DataScope } from '../corp/viewer.ts';
import { workCalendar } from '../task/work-time.ts';
import { CarePlanRow } from './entity.ts';
import { openFor } from './open-for.ts';
import { countOn, peopleOn } from './people.ts';
import { nextOccasion, opensAt } from './rules.ts';
import { countDay } from './store.ts';

/** Customers taken at once: one set of reads for all of them. */
const AT_ONCE = 200;
/** Days that were missed longer ago are of interest to nobody. */
const TOLD_FOR_DAYS = 31;
const MOST_MISSED = 1_000;
const EVERYBODY: DataScope = { kind: 'all' };

/**
 * Opens the tasks of one plan for some more customers of its day, and moves on to the next day when everybody is through. How far it is
 * goes with what was opened: whatever dies in between, nobody is left out and nobody is asked for twice. A day that is over before its
 * turn came is told as missed. Returns whether there may be more.
 */
export async function openDue(deps: Dependencies, planId: string): Promise<boolean> {
  const now = deps.clock.now();
  const today = businessDate(now, deps.config.timeZone);
  return deps.db.transaction(async (tx) => {
    const plan = await findRow(tx, CarePlanRow, { id: planId }, { lock: true });
    // Switched off, deleted, or through with the day, a moment ago.
    if (!plan?.isOn || plan.nextDay === null || plan.nextDueAt === null || plan.nextDueAt > now) return false;
    const { definition, nextDay: day } = plan;
    const opens = opensAt(day, definition, await workCalendar(tx, deps.config.timeZone));
    // Working days were changed meanwhile.
    if (opens > now) {
      await execute(tx, 'UPDATE care_plan SET next_due_at = ? WHERE id = ?', [opens, planId]);
      return false;
    }
    if (day < today) {
      await missDay(tx, deps, plan, day, today);
      return true;
    }
    const asked = { after: plan.place, limit: AT_ONCE, scope: EVERYBODY };
    const { people, next } = await peopleOn(tx, deps, definition, day, asked);
    const { nobody } = await openFor(tx, deps, plan, day, people, now);
    await countDay(tx, plan, day, { nobody });
    if (next) await execute(tx, 'UPDATE care_plan SET place = ? WHERE id = ?', [next, planId]);
    else await moveTo(tx, deps, plan, addDays(day, 1));
    return true;
  });
}

async function missDay(tx: Tx, deps: Dependencies, plan: CarePlanRow, day: string, today: string): Promise<void> {
  const first = addDays(today, -TOLD_FOR_DAYS);
  if (day < first) return moveTo(tx, deps, plan, first);
  const { customers } = await countOn(tx, deps, plan.definition, day, {
    scope: EVERYBODY,
    most: MOST_MISSED,
    after: plan.place,
  });
  await countDay(tx, plan, day, { missed: customers });
  await moveTo(tx, deps, plan, addDays(day, 1));
}

/** The first of its days on `from` or later is its next. */
export async function moveTo(
  tx: Tx,
  { config }: Pick<Dependencies, 'config'>,
  { id, definition }: Pick<CarePlanRow, 'id' | 'definition'>,
  from: string,
): Promise<void> {
  const day = nextOccasion(definition.occasion, from);
  const at = opensAt(day, definition, await workCalendar(tx, config.timeZone));
  await execute(tx, 'UPDATE care_plan SET next_day = ?, next_due_at = ?, place = NULL WHERE id = ?', [day, at, id]);
}
