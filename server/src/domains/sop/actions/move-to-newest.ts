import type { Dependencies } from '../../../dependencies.ts';
import { forUpdate, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { planCalendar } from '../calendar.ts';
import { SopEnrolmentRow, type SopRow } from '../entity.ts';
import type { PlanCalendar } from '../plan.ts';
import { replan } from '../replan.ts';
import { getSop, stepsOf } from '../store.ts';
import { tellOfSop } from './save-sop.ts';

const AT_ONCE = 300;

/**
 * Customers under way by earlier versions go on by the newest one, some at a time: what they have done stays done, what the new version
 * has in the past is left out, and who has nothing ahead is at the end. Returns how many were moved.
 */
export async function moveToNewest(
  deps: Pick<Dependencies, 'db' | 'clock' | 'config'>,
  viewer: MemberViewer,
  sopId: string,
): Promise<number> {
  const { db, clock, config } = deps;
  let moved = 0;
  for (let some = AT_ONCE; some === AT_ONCE; moved += some)
    some = await db.transaction(async (tx) => {
      const sop = await getSop(tx, sopId, { lock: true });
      const ids = await onEarlier(tx, sop);
      await replanAll(tx, await planCalendar(tx, config.timeZone), sop, ids, clock.now());
      if (ids.length < AT_ONCE && moved + ids.length > 0)
        await tellOfSop(tx, viewer, 'sop.move_to_newest', sop, clock.now(), { moved: moved + ids.length });
      return ids.length;
    });
  return moved;
}

async function onEarlier(tx: Tx, { id, version }: SopRow): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM sop_enrolment WHERE sop_id = ? AND status = 'active' AND version < ? ORDER BY id LIMIT ${AT_ONCE}${forUpdate(tx)}`,
    [id, version],
  );
  return rows.map((row) => row.id);
}

async function replanAll(tx: Tx, calendar: PlanCalendar, sop: SopRow, ids: string[], now: number): Promise<void> {
  if (ids.length === 0) return;
  const enrolments = await tx.createQueryBuilder(SopEnrolmentRow, 'e').where('e.id IN (:...ids)', { ids }).getMany();
  const settled = await stepsOf(tx, ids);
  const { definition, version } = sop;
  for (const enrolment of enrolments) {
    const plan = { definition, version, startsAt: enrolment.startsAt };
    await replan(tx, calendar, enrolment, settled.get(enrolment.id)!, plan, now);
  }
}
