import { findRow } from '../../platform/database/find-row.ts';
import * as contracts from '@zhike/shared/contracts/tag';
import type { Dependencies } from '../../dependencies.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { Routers } from '../../routers.ts';
import { audit } from '../audit/audit.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { startTagJob } from './actions/start-tag-job.ts';
import { endTagJob } from './commands/advance-tag-job.ts';
import { TagJobRow } from './entity.ts';
import { TagJobFinished, TagJobNotFound } from './errors.ts';

const isOpen = (job: Pick<TagJobRow, 'finishedAt'>) => job.finishedAt === null;
/** One's own; for admins everybody's. */
const isTheirs = (job: TagJobRow, viewer: MemberViewer) =>
  viewer.role === 'admin' || job.startedByUserId === viewer.userId;

export function taggingRoutes(routers: Routers, deps: Dependencies): void {
  const { db, clock } = deps;
  const show = async (viewer: MemberViewer, jobId: string) => {
    const job = await findRow(db.read, TagJobRow, { id: jobId });
    const [view] = await present(deps, job && isTheirs(job, viewer) ? [job] : []);
    if (!view) throw new TagJobNotFound({ jobId });
    return view;
  };

  routers.member.handle(contracts.startTagJob, async ({ viewer, body }) =>
    show(viewer, await startTagJob(deps, viewer, body)),
  );

  routers.member.handle(contracts.listTagJobs, async ({ viewer, query: { cursor, limit } }) => {
    const jobs = db.read
      .createQueryBuilder(TagJobRow, 'job')
      .orderBy('job.id', 'DESC')
      .limit(limit + 1);
    if (viewer.role !== 'admin') jobs.andWhere('job.startedByUserId = :userId', { userId: viewer.userId });
    if (cursor) jobs.andWhere('job.id < :id', { id: decodeCursor(cursor, ['string'])[0] });
    const rows = await jobs.getMany();
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { items: await present(deps, rows.slice(0, limit)), nextCursor: last ? encodeCursor([last.id]) : null };
  });

  routers.member.handle(contracts.getTagJob, ({ viewer, params: { jobId } }) => show(viewer, jobId));

  routers.member.handle(contracts.cancelTagJob, async ({ viewer, params: { jobId } }) => {
    await db.transaction(async (tx) => {
      const job = await findRow(tx, TagJobRow, { id: jobId });
      if (!job || !isTheirs(job, viewer)) throw new TagJobNotFound({ jobId });
      if (!isOpen(job)) throw new TagJobFinished({ jobId });
      await endTagJob(tx, jobId, 'cancelled', clock.now());
      await audit(tx, viewer, { action: 'tag_job.cancel', subject: { kind: 'tag_job', id: jobId } });
    });
    return show(viewer, jobId);
  });
}

async function present({ db }: Dependencies, jobs: readonly TagJobRow[]): Promise<contracts.TagJobView[]> {
  const cards = await memberCards(
    db.read,
    jobs.map((job) => job.startedByUserId),
  );
  return jobs.map((job) => ({
    id: job.id,
    addTagIds: job.addTagIds,
    removeTagIds: job.removeTagIds,
    status: job.status,
    totalCount: job.totalCount,
    doneCount: job.doneCount,
    skippedCount: job.skippedCount,
    startedBy: { userId: job.startedByUserId, name: cards.get(job.startedByUserId)?.name ?? job.startedByUserId },
    createdAt: job.createdAt,
    finishedAt: job.finishedAt,
    can: { cancel: isOpen(job) },
  }));
}
