import type { SopDefinition } from '@zhike/shared/contracts/sop';
import type { Dependencies } from '../../../dependencies.ts';
import { findRow, getRow } from '../../../platform/database/find-row.ts';
import { execute, forUpdate, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { command } from '../../command.ts';
import { planCalendar } from '../calendar.ts';
import { SopEnrolmentRow, SopRow, SopVersionRow } from '../entity.ts';
import { sopSaved } from '../events.ts';
import { SopMoveRow } from '../move-entity.ts';
import type { PlanCalendar } from '../plan.ts';
import { replan } from '../replan.ts';
import { stepsOf } from '../store.ts';

const AT_ONCE = 300;
const TURN_MS = 8_000;

interface Turn {
  sopId: string;
  version: number;
  /** Enrolments up to this one are done. */
  after: string;
}

/**
 * Moves customers who are under way by earlier versions, some at a time: what they have done stays done, what the new version has in the
 * past is left out, and who has nothing ahead is at the end. Queues itself again until nobody is left.
 */
export const moveCustomersToVersion: CommandFactory<Dependencies, Turn, string | null> = command<Turn, string | null>({
  name: 'move-customers-to-version',
  repeatIsHarmless: '已改按新版的客户会被跳过',
  serialKey: ({ sopId }) => `sop-move ${sopId}`,
  async send({ sopId, version, after }, { db, clock, config }) {
    const stopAt = clock.machineNow() + TURN_MS;
    const calendar = await planCalendar(db.read, config.timeZone);
    let place: string | null = after;
    do {
      const from: string = place;
      place = await db.transaction((tx) => moveSome(tx, calendar, { sopId, version, after: from }, clock.now()));
    } while (place !== null && clock.machineNow() < stopAt);
    return place;
  },
  async onDone(tx, { sopId, version }, place, now) {
    if (place === null) await endMove(tx, sopId, version, 'done', now);
    else await enqueue(tx, moveCustomersToVersion({ sopId, version, after: place }));
  },
  onGaveUp: (tx, { sopId, version }, _error, now) => endMove(tx, sopId, version, 'failed', now),
});

/** Returns up to whom it has come; null: nobody is left, or something newer took its place. */
async function moveSome(
  tx: Tx,
  calendar: PlanCalendar,
  { sopId, version, after }: Turn,
  now: number,
): Promise<string | null> {
  const sop = await findRow(tx, SopRow, { id: sopId }, { lock: true });
  const move = await findRow(tx, SopMoveRow, { sopId });
  if (!sop || sop.deletedAt !== null || move?.version !== version || move.status !== 'running') return null;
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM sop_enrolment WHERE sop_id = ? AND status = 'active' AND id > ? AND version < ? ORDER BY id LIMIT ${AT_ONCE}${forUpdate(tx)}`,
    [sopId, after, version],
  );
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return null;
  const { definition } = await getRow(tx, SopVersionRow, { sopId, version });
  await replanAll(tx, calendar, { definition, version }, ids, now);
  await execute(tx, 'UPDATE sop_move SET moved_count = moved_count + ? WHERE sop_id = ?', [ids.length, sopId]);
  await tell(tx, sopId, now);
  return ids.length < AT_ONCE ? null : ids.at(-1)!;
}

async function replanAll(
  tx: Tx,
  calendar: PlanCalendar,
  to: { definition: SopDefinition; version: number },
  ids: string[],
  now: number,
): Promise<void> {
  const enrolments = await tx.createQueryBuilder(SopEnrolmentRow, 'e').where('e.id IN (:...ids)', { ids }).getMany();
  const settled = await stepsOf(tx, ids);
  for (const enrolment of enrolments) {
    const plan = { ...to, startsAt: enrolment.startsAt };
    await replan(tx, calendar, enrolment, settled.get(enrolment.id)!, plan, now);
  }
}

async function endMove(tx: Tx, sopId: string, version: number, status: 'done' | 'failed', now: number): Promise<void> {
  const ended = await execute(
    tx,
    "UPDATE sop_move SET status = ?, finished_at = ? WHERE sop_id = ? AND version = ? AND status = 'running'",
    [status, now, sopId, version],
  );
  if (ended > 0) await tell(tx, sopId, now);
}

/** The pages show how far it is. */
const tell = (tx: Tx, sopId: string, now: number) => recordEvent(tx, sopSaved({ occurredAt: now, payload: { sopId } }));
