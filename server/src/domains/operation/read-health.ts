import type { Config } from '../../config.ts';
import { LATE_MS, readArchiveState } from '../chat-archive/lag.ts';
import type { HealthView } from '@zhike/shared/contracts/operation';
import { startOfBusinessDay } from '../../platform/business-time.ts';
import type { Clock } from '../../platform/clock.ts';
import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { idAtMs } from '../../platform/id.ts';
import { readFileBacklog } from '../chat-archive/files/backlog.ts';

/** Counting stops here; the page then says "more than". */
const COUNT_LIMIT = 10_000;

/** How the queues stand. Reads open work and today's callbacks by index, never the history. */
export async function readHealth(
  tx: Tx,
  clock: Clock,
  config: Pick<Config, 'timeZone' | 'archive'>,
): Promise<HealthView> {
  const now = clock.machineNow();
  // Pages count from business time; in the demo it runs ahead of the machine's.
  const ahead = clock.now() - now;
  const count = async (sql: string, values: (string | number)[] = []) =>
    Number(
      (await select<{ n: number }>(tx, `SELECT COUNT(*) AS n FROM (${sql} LIMIT ${COUNT_LIMIT}) AS counted`, values))[0]
        ?.n ?? 0,
    );
  const age = (since: number | string | null | undefined) =>
    since === null || since === undefined ? 0 : Math.max(0, now - Number(since));
  const queue = async (table: 'scenario_run' | 'outbox_command') => {
    const [oldest] = await select<{ since: number | null }>(
      tx,
      `SELECT MIN(created_at) AS since FROM (SELECT created_at FROM \`${table}\` WHERE status = 'waiting' LIMIT ${COUNT_LIMIT}) AS open_rows`,
    );
    return {
      waiting: await count(`SELECT 1 FROM \`${table}\` WHERE status = 'waiting'`),
      gaveUp: await count(`SELECT 1 FROM \`${table}\` WHERE status = 'gave_up'`),
      oldestMs: age(oldest?.since),
    };
  };
  // Ids are made by machine time, so "today" is too.
  const today = idAtMs(startOfBusinessDay(now, config.timeZone));
  const [received] = await select<{ n: number; duplicates: number | null }>(
    tx,
    `SELECT COUNT(*) AS n, SUM(duplicates) AS duplicates FROM (SELECT duplicates FROM inbox WHERE id >= ? ORDER BY id LIMIT ${COUNT_LIMIT}) AS today`,
    [today],
  );
  const [last] = await select<{ at: number }>(tx, 'SELECT received_at AS at FROM inbox ORDER BY id DESC LIMIT 1');
  const [oldest] = await select<{ at: number }>(
    tx,
    "SELECT received_at AS at FROM inbox WHERE status = 'waiting' ORDER BY lane, id LIMIT 1",
  );
  const lagMs = (await readArchiveState(tx, now))?.lagMs ?? 0;
  return {
    callbacks: {
      today: Number(received?.n ?? 0),
      duplicates: Number(received?.duplicates ?? 0),
      waiting: await count("SELECT 1 FROM inbox WHERE status = 'waiting'"),
      notUnderstood: await count("SELECT 1 FROM inbox WHERE status = 'not_understood'"),
      oldestMs: age(oldest?.at),
      lastAt: last ? Number(last.at) + ahead : null,
    },
    runs: await queue('scenario_run'),
    commands: await queue('outbox_command'),
    messages: { gaveUp: await count("SELECT 1 FROM bulk_failure WHERE status = 'gave_up'") },
    files: await readFileBacklog(tx, clock.now(), COUNT_LIMIT),
    archive: config.archive && {
      lagMs,
      isLate: lagMs >= LATE_MS,
      closed: await count("SELECT 1 FROM archive_envelope WHERE status = 'failed'"),
    },
  };
}
