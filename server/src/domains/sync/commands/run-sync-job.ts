import type { Dependencies } from '../../../dependencies.ts';
import { execute, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { DomainError } from '../../../platform/errors.ts';
import { command } from '../../command.ts';
import { SyncJobRow } from '../entity.ts';
import { Reading, type ReadingParts, type ReadOutcome, SyncStopped } from '../reading.ts';
import { customersStart, readCustomers } from '../readings/read-customers.ts';
import { groupsStart, readGroups } from '../readings/read-groups.ts';
import { membersStart, readMembers } from '../readings/read-members.ts';
import { readTags } from '../readings/read-tags.ts';
import { OPEN, type SyncKind, saveProblem, takeSeat, tellProgress } from '../store.ts';

/** One turn of work; far below the lease of a command, so that nobody else takes the job over meanwhile. */
const TURN_MS = 10_000;
const TELL_EVERY_MS = 3_000;
const WAIT_MS = 2_000;
const GIVE_UP_AFTER_MS = 6 * 3_600_000;

interface TurnInput {
  jobId: string;
}
interface TurnResult {
  outcome: ReadOutcome | 'stopped';
  /** When to go on, machine time; 0 at once. */
  notBefore: number;
}

/** Reads a part of WeCom for some seconds and queues itself again until the job is done. */
export const runSyncJob: CommandFactory<Dependencies, TurnInput, TurnResult> = command<TurnInput, TurnResult>({
  name: 'run-sync-job',
  repeatIsHarmless: '只从企业微信读取;进度随数据一起保存,重复执行从上次的位置继续',
  serialKey: () => 'sync',
  giveUpAfterMs: GIVE_UP_AFTER_MS,

  async send({ jobId }, deps) {
    const job = await deps.db.read.findOneBy(SyncJobRow, { id: jobId });
    if (job?.status !== 'running') return { outcome: 'stopped', notBefore: 0 };
    try {
      const outcome = await workAwhile(deps, job);
      return { outcome, notBefore: outcome === 'wait' ? deps.clock.machineNow() + WAIT_MS : 0 };
    } catch (error) {
      if (error instanceof SyncStopped) return { outcome: 'stopped', notBefore: 0 };
      const problem = codeOf(error);
      await deps.db.transaction((tx) => saveProblem(tx, jobId, problem));
      throw error;
    }
  },

  async onDone(tx, { jobId }, { outcome, notBefore }, now) {
    if (outcome === 'stopped') return beginNextJob(tx, now);
    if (outcome === 'finished') return void (await endJob(tx, jobId, 'done', { now }));
    await enqueue(tx, runSyncJob({ jobId }), { notBefore });
  },

  onGaveUp: async (tx, { jobId }, error, now) => {
    await endJob(tx, jobId, 'failed', { now, problem: codeOf(error) });
  },
});

async function workAwhile(deps: ReadingParts, job: SyncJobRow): Promise<ReadOutcome> {
  const { db, clock } = deps;
  const readNext = begin(deps, job);
  const stopAt = clock.machineNow() + TURN_MS;
  let tellAt = clock.machineNow() + TELL_EVERY_MS;
  for (;;) {
    const outcome = await readNext();
    const machineNow = clock.machineNow();
    if (outcome !== 'more' || machineNow >= stopAt) return outcome;
    if (machineNow >= tellAt) {
      tellAt = machineNow + TELL_EVERY_MS;
      await db.transaction((tx) => tellProgress(tx, job, clock.now()));
    }
  }
}

function begin(deps: ReadingParts, job: SyncJobRow): () => Promise<ReadOutcome> {
  switch (job.kind) {
    case 'members': {
      const reading = new Reading(job, deps, membersStart(deps.clock.machineNow()));
      return () => readMembers(reading);
    }
    case 'tags': {
      const reading = new Reading(job, deps, {});
      return () => readTags(reading);
    }
    case 'customers': {
      const reading = new Reading(job, deps, customersStart);
      return () => readCustomers(reading);
    }
    case 'groups': {
      const reading = new Reading(job, deps, groupsStart);
      return () => readGroups(reading);
    }
  }
}

const codeOf = (error: unknown) => (error instanceof DomainError ? error.code : 'common.internal');

/** Begins the oldest waiting job unless one is running. */
export async function beginNextJob(tx: Tx, now: number): Promise<void> {
  await takeSeat(tx);
  const [open] = await select<{ id: string; kind: SyncKind; status: string }>(
    tx,
    `SELECT id, kind, status FROM sync_job WHERE ${OPEN} ORDER BY CASE status WHEN 'running' THEN 0 ELSE 1 END, id LIMIT 1`,
  );
  if (open?.status !== 'waiting') return;
  const begun = await execute(
    tx,
    "UPDATE sync_job SET status = 'running', started_at = ? WHERE id = ? AND status = 'waiting'",
    [now, open.id],
  );
  if (begun === 0) return;
  await enqueue(tx, runSyncJob({ jobId: open.id }));
  await tellProgress(tx, { ...open, status: 'running' }, now);
}

/** Ends a job and begins the next. False when it has ended before. */
export async function endJob(
  tx: Tx,
  jobId: string,
  status: 'done' | 'failed' | 'cancelled',
  { now, problem = null }: { now: number; problem?: string | null },
): Promise<boolean> {
  await takeSeat(tx);
  const [job] = await select<{ id: string; kind: SyncKind }>(tx, 'SELECT id, kind FROM sync_job WHERE id = ?', [jobId]);
  const ended = await execute(
    tx,
    `UPDATE sync_job SET status = ?, problem = ?, finished_at = ? WHERE id = ? AND ${OPEN}`,
    [status, problem, now, jobId],
  );
  if (!job || ended === 0) return false;
  await tellProgress(tx, { ...job, status }, now);
  await beginNextJob(tx, now);
  return true;
}
