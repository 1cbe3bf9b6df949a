import * as contracts from '@zhike/shared/contracts/sync';
import type { Dependencies } from '../../dependencies.ts';
import { startOfBusinessDay } from '../../platform/business-time.ts';
import type { Routers } from '../../routers.ts';
import { audit } from '../audit/audit.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { openJobs } from './actions/open-jobs.ts';
import { endJob } from './commands/run-sync-job.ts';
import { SyncJobRow } from './entity.ts';
import { SyncAlreadyRunning, SyncJobFinished, SyncJobNotFound } from './errors.ts';
import { listJobs, SYNC_ORDER } from './store.ts';

const FINISHED_SHOWN = 20;
const NIGHTLY_AT_HOUR = 3;
const DAY_MS = 24 * 3_600_000;

export function syncRoutes(routers: Routers, deps: Dependencies): void {
  const { db, clock, config } = deps;

  routers.member.handle(contracts.getSync, async ({ viewer }) => ({
    jobs: await present(deps, await listJobs(db.read, FINISHED_SHOWN), viewer),
    nextNightlyAt: nextNightlyAt(clock.now(), config.timeZone),
    can: { start: viewer.role === 'admin' },
  }));

  routers.member.handle(contracts.startSync, async ({ viewer, params: { kind } }) => {
    const kinds = kind === 'all' ? SYNC_ORDER : [kind];
    const ids = await db.transaction(async (tx) => {
      await audit(tx, viewer, { action: 'sync.start', subject: { kind: 'sync', id: kind } });
      const opened = await openJobs(tx, kinds, 'manual', { now: clock.now(), startedByUserId: viewer.userId });
      if (!opened) throw new SyncAlreadyRunning();
      return opened;
    });
    const jobs = (await listJobs(db.read, FINISHED_SHOWN)).filter((job) => ids.includes(job.id));
    return { jobs: await present(deps, jobs, viewer) };
  });

  routers.member.handle(contracts.cancelSync, async ({ viewer, params: { jobId } }) => {
    await db.transaction(async (tx) => {
      if (!(await tx.findOneBy(SyncJobRow, { id: jobId }))) throw new SyncJobNotFound({ jobId });
      if (!(await endJob(tx, jobId, 'cancelled', { now: clock.now() }))) throw new SyncJobFinished({ jobId });
      await audit(tx, viewer, { action: 'sync.cancel', subject: { kind: 'sync_job', id: jobId } });
    });
    const job = await db.read.findOneBy(SyncJobRow, { id: jobId });
    const [view] = await present(deps, job ? [job] : [], viewer);
    if (!view) throw new SyncJobNotFound({ jobId });
    return view;
  });
}

async function present(
  { db }: Dependencies,
  jobs: readonly SyncJobRow[],
  viewer: Pick<MemberViewer, 'role'>,
): Promise<contracts.SyncJobView[]> {
  const cards = await memberCards(
    db.read,
    jobs.flatMap((job) => job.startedByUserId ?? []),
  );
  return jobs.map((job) => {
    const userId = job.startedByUserId;
    return {
      id: job.id,
      kind: job.kind,
      trigger: job.origin,
      status: job.status,
      doneCount: job.doneCount,
      totalCount: job.totalCount,
      counts: job.counts,
      problem: job.problem,
      startedBy: userId ? { userId, name: cards.get(userId)?.name ?? userId } : null,
      createdAt: job.createdAt,
      startedAt: job.startedAt,
      finishedAt: job.finishedAt,
      can: { cancel: viewer.role === 'admin' && (job.status === 'waiting' || job.status === 'running') },
    };
  });
}

function nextNightlyAt(now: number, timeZone: string): number {
  const tonight = startOfBusinessDay(now, timeZone) + NIGHTLY_AT_HOUR * 3_600_000;
  return tonight > now ? tonight : startOfBusinessDay(now + DAY_MS, timeZone) + NIGHTLY_AT_HOUR * 3_600_000;
}
