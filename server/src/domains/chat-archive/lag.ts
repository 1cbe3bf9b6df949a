import { execute, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';

/** So late that admins are told, ms; WeCom keeps messages for five days. */
export const LATE_MS = 5 * 60_000;
/** Good again below this, ms: between the two nobody is told anything. */
const WELL_MS = 60_000;
/** The puller looks every half minute; when for so long it found no end, something is there that it cannot get, ms. */
const UNHEARD_MS = 90_000;

/** `suspected`: it was late at the last look; admins are told when it still is at the next, so not of every restart. */
type Alert = 'none' | 'suspected' | 'told';

interface ArchiveState {
  /** For how long something is known to be there that is not in our books, ms; 0 = up to date. */
  lagMs: number;
  alert: Alert;
}

/** null: nothing was ever pulled. */
export async function readArchiveState(tx: Tx, machineNow: number): Promise<ArchiveState | null> {
  const [cursor] = await select<Record<'wanted_at' | 'wanted_since' | 'drained_at' | 'alerted_at', number | string>>(
    tx,
    "SELECT wanted_at, wanted_since, drained_at, alerted_at FROM archive_cursor WHERE name = 'messages'",
  );
  if (!cursor) return null;
  const [waiting] = await select<{ received_at: number | string }>(
    tx,
    "SELECT received_at FROM archive_envelope WHERE status = 'waiting' AND attempts = 0 ORDER BY seq LIMIT 1",
  );
  const drainedAt = Number(cursor.drained_at);
  const since = [machineNow];
  if (waiting) since.push(Number(waiting.received_at));
  if (Number(cursor.wanted_at) >= drainedAt) since.push(Number(cursor.wanted_since) || machineNow);
  if (drainedAt > 0 && machineNow - drainedAt > UNHEARD_MS) since.push(drainedAt);
  const alertedAt = Number(cursor.alerted_at);
  return {
    lagMs: machineNow - Math.min(...since),
    alert: alertedAt === 0 ? 'none' : alertedAt < 0 ? 'suspected' : 'told',
  };
}

/** Pure. What the next alert is after this look, and what admins are to be told. */
export function decideAlert({ lagMs, alert }: ArchiveState): { alert: Alert; tell: 'late' | 'well' | null } {
  if (alert === 'told') return lagMs < WELL_MS ? { alert: 'none', tell: 'well' } : { alert, tell: null };
  if (lagMs < LATE_MS) return { alert: 'none', tell: null };
  return alert === 'suspected' ? { alert: 'told', tell: 'late' } : { alert: 'suspected', tell: null };
}

/** For the schedule: whether the look would change anything. */
export async function hasLagChanged(tx: Tx, _now: number, machineNow: number): Promise<boolean> {
  const state = await readArchiveState(tx, machineNow);
  return state !== null && decideAlert(state).alert !== state.alert;
}

export async function noteAlert(tx: Tx, alert: Alert, machineNow: number): Promise<void> {
  const alertedAt = alert === 'none' ? 0 : alert === 'told' ? machineNow : -machineNow;
  await execute(tx, "UPDATE archive_cursor SET alerted_at = ? WHERE name = 'messages'", [alertedAt]);
}
