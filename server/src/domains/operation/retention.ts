import type { Config } from '../../config.ts';
import { execute, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { idAtMs } from '../../platform/id.ts';

const DAY_MS = 24 * 3_600_000;
/** Deletes of this many rows hold SQLite's only writer for some milliseconds, no longer. */
export const RECORDS_AT_ONCE = 250;

interface RecordKind {
  table: 'inbox' | 'scenario_run' | 'outbox_command';
  statuses: readonly string[];
  /** When the record was over, machine time. */
  overAt: 'received_at' | 'finished_at';
  days(retention: Config['retention']): number;
}

/**
 * What is forgotten after its time. Open work is in none of these, nor what gave up: that waits for a person, however long.
 * A callback that was not understood waits for one, too, but holds people's data; so it goes at last, with the longest period.
 */
export const recordKinds = {
  callback: {
    table: 'inbox',
    statuses: ['done', 'dismissed'],
    overAt: 'received_at',
    days: ({ callbackDays }) => callbackDays,
  },
  'strange-callback': {
    table: 'inbox',
    statuses: ['not_understood'],
    overAt: 'received_at',
    days: ({ callbackDays, runDays }) => Math.max(callbackDays, runDays),
  },
  run: {
    table: 'scenario_run',
    statuses: ['done', 'skipped', 'dismissed'],
    overAt: 'finished_at',
    days: ({ runDays }) => runDays,
  },
  command: {
    table: 'outbox_command',
    statuses: ['done', 'dismissed'],
    overAt: 'finished_at',
    days: ({ runDays }) => runDays,
  },
} as const satisfies Record<string, RecordKind>;

export type RecordKindName = keyof typeof recordKinds;
export const recordKindNames = Object.keys(recordKinds) as RecordKindName[];

/** What was over before this moment may go, machine time. */
export function forgottenBefore(kind: RecordKindName, retention: Config['retention'], machineNow: number): number {
  return machineNow - recordKinds[kind].days(retention) * DAY_MS;
}

/**
 * Looks at the next records of one kind, oldest first, and deletes those whose time is over. Walks the primary key (ids are in the
 * order of time), so a portion costs the same in a table of any size. Returns where to go on; null = nothing older is left.
 */
export async function forgetSome(
  tx: Tx,
  kind: RecordKindName,
  afterId: string,
  before: number,
): Promise<{ lastId: string | null; forgotten: number }> {
  const { table, statuses, overAt }: RecordKind = recordKinds[kind];
  const rows = await select<{ id: string; status: string; over_at: number | string | null }>(
    tx,
    `SELECT id, status, ${overAt} AS over_at FROM \`${table}\` WHERE id > ? AND id < ? ORDER BY id LIMIT ${RECORDS_AT_ONCE}`,
    [afterId, idAtMs(before)],
  );
  const ids = rows
    .filter((row) => statuses.includes(row.status) && row.over_at !== null && Number(row.over_at) < before)
    .map((row) => row.id);
  // The status again: on MySQL somebody may have sent it back to work since it was read.
  const forgotten =
    ids.length === 0
      ? 0
      : await execute(tx, `DELETE FROM \`${table}\` WHERE id ${inList(ids)} AND status ${inList(statuses)}`, [
          ...ids,
          ...statuses,
        ]);
  return { lastId: rows.length < RECORDS_AT_ONCE ? null : rows.at(-1)!.id, forgotten };
}
