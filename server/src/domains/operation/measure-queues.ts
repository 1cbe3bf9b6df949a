import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { select } from '../../platform/database/sql.ts';
import type { Metrics } from '../../platform/metrics.ts';
import { readFileBacklog } from '../chat-archive/files/backlog.ts';
import { FILE_LIFE_MS } from '../chat-archive/files/rules.ts';
import { readArchiveState } from '../chat-archive/lag.ts';

const OPEN_STATUSES = {
  scenario_run: ['waiting', 'running', 'gave_up'],
  outbox_command: ['waiting', 'sending', 'gave_up'],
} as const;
/** Counting stops here: beyond it the figure is "a lot", and a look at the metrics must stay cheap. */
const COUNT_LIMIT = 100_000;

/** Fills the gauges of the queues: waiting, under way, given up, and the age of the oldest (seconds). Open work only, by index. */
export async function measureQueues(db: Database, metrics: Metrics, clock: Clock): Promise<void> {
  const now = clock.machineNow();
  const age = (since: unknown) =>
    since === null || since === undefined ? 0 : Math.max(0, (now - Number(since)) / 1000);
  const [inbox] = await select<{ oldest: number | null }>(
    db.read,
    "SELECT received_at AS oldest FROM inbox WHERE status = 'waiting' ORDER BY lane, id LIMIT 1",
  );
  metrics.inboxLag.set(age(inbox?.oldest));
  metrics.archiveLag.set(((await readArchiveState(db.read, now))?.lagMs ?? 0) / 1000);
  for (const table of ['scenario_run', 'outbox_command'] as const) {
    const gauges =
      table === 'scenario_run'
        ? { waiting: metrics.runsWaiting, oldest: metrics.runsOldest }
        : { waiting: metrics.outboxWaiting, oldest: metrics.outboxOldest };
    for (const status of OPEN_STATUSES[table]) {
      const [row] = await select<{ n: number }>(
        db.read,
        `SELECT COUNT(*) AS n FROM (SELECT 1 FROM \`${table}\` WHERE status = ? LIMIT ${COUNT_LIMIT}) AS open_rows`,
        [status],
      );
      gauges.waiting.set({ status }, Number(row?.n ?? 0));
    }
    const oldest = await Promise.all(
      ['urgent', 'normal'].map(async (lane) => {
        const [row] = await select<{ created_at: number }>(
          db.read,
          `SELECT created_at FROM \`${table}\` WHERE status = 'waiting' AND lane = ? ORDER BY next_attempt_at LIMIT 1`,
          [lane],
        );
        return age(row?.created_at);
      }),
    );
    gauges.oldest.set(Math.max(...oldest));
  }
  const files = await readFileBacklog(db.read, clock.now(), COUNT_LIMIT);
  metrics.chatFilesWaiting.set({ status: 'waiting' }, files.waiting);
  metrics.chatFilesWaiting.set({ status: 'gave_up' }, files.gaveUp);
  metrics.chatFilesLag.set(files.oldestMs / 1000);
  metrics.chatFilesExpiry.set((files.expiresInMs ?? FILE_LIFE_MS) / 1000);
}
