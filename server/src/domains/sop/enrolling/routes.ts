import * as contracts from '@zhike/shared/contracts/sop-enrolling';
import type { Dependencies } from '../../../dependencies.ts';
import { findRow } from '../../../platform/database/find-row.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import type { Routers } from '../../../routers.ts';
import { memberCards } from '../../corp/store.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { cancelEnrolling, isTheirs, startEnrolling } from '../actions/enrol-many.ts';
import { SopEnrolJobNotFound } from '../errors.ts';
import { getSop } from '../store.ts';
import { SopEnrolJobRow } from './entity.ts';
import { previewEnrolling } from './preview.ts';

export function sopEnrollingRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db } = deps;
  const show = async (viewer: MemberViewer, jobId: string) => {
    const job = await findRow(db.read, SopEnrolJobRow, { id: jobId });
    const [view] = await present(deps, job && isTheirs(job, viewer) ? [job] : []);
    if (!view) throw new SopEnrolJobNotFound({ jobId });
    return view;
  };

  member.handle(contracts.previewEnrolling, ({ viewer, params, body }) =>
    previewEnrolling(deps, viewer, params.sopId, body),
  );

  member.handle(contracts.startEnrolling, async ({ viewer, params, body }) =>
    show(viewer, await startEnrolling(deps, viewer, params.sopId, body)),
  );

  member.handle(contracts.listEnrolJobs, async ({ viewer, params: { sopId }, query: { cursor, limit } }) => {
    await getSop(db.read, sopId);
    const jobs = db.read
      .createQueryBuilder(SopEnrolJobRow, 'job')
      .where('job.sopId = :sopId', { sopId })
      .orderBy('job.id', 'DESC')
      .limit(limit + 1);
    if (viewer.role !== 'admin') jobs.andWhere('job.startedBy = :userId', { userId: viewer.userId });
    if (cursor) jobs.andWhere('job.id < :id', { id: decodeCursor(cursor, ['string'])[0] });
    const rows = await jobs.getMany();
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { items: await present(deps, rows.slice(0, limit)), nextCursor: last ? encodeCursor([last.id]) : null };
  });

  member.handle(contracts.cancelEnrolling, async ({ viewer, params: { jobId } }) => {
    await cancelEnrolling(deps, viewer, jobId);
    return show(viewer, jobId);
  });
}

async function present(
  { db }: Pick<Dependencies, 'db'>,
  jobs: readonly SopEnrolJobRow[],
): Promise<contracts.SopEnrolJobView[]> {
  const cards = await memberCards(
    db.read,
    jobs.map((job) => job.startedBy),
  );
  return jobs.map((job) => ({
    id: job.id,
    sentence: job.sentence,
    status: job.status,
    expected: job.expectedCount,
    looked: job.lookedCount,
    enrolled: job.enrolledCount,
    alreadyIn: job.alreadyCount,
    noStart: job.noStartCount,
    noStepAhead: job.noStepCount,
    nobodyServes: job.nobodyCount,
    problem: job.problem,
    startedBy: { userId: job.startedBy, name: cards.get(job.startedBy)?.name ?? job.startedBy },
    createdAt: job.createdAt,
    finishedAt: job.finishedAt,
    can: { cancel: job.status === 'running' },
  }));
}
