import type { Filter } from '@zhike/shared/contracts/filter';
import type { Dependencies } from '../../../dependencies.ts';
import { sayFilter } from '../../../engines/filter/sentence.ts';
import { wordsOfFilters } from '../../../engines/filter/words.ts';
import { findRow } from '../../../platform/database/find-row.ts';
import { enqueue } from '../../../platform/delivery/command.ts';
import { newId } from '../../../platform/id.ts';
import { prepareFilter } from '../../../engines/filter/prepare.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { advanceSopEnrolling } from '../commands/advance-sop-enrolling.ts';
import { endEnrolJob } from '../enrolling/enrol-some.ts';
import { SopEnrolJobRow } from '../enrolling/entity.ts';
import { SopEnrolJobFinished, SopEnrolJobNotFound, SopIsOff } from '../errors.ts';
import { getSop } from '../store.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config' | 'filterFields'>;

const SENTENCE = 1_000;

/** A person lets all customers begin whom a filter fits; the work is done some at a time. */
export async function startEnrolling(
  { db, clock, config, filterFields }: Needs,
  viewer: MemberViewer,
  sopId: string,
  { filter, expected }: { filter: Filter | null; expected: number },
): Promise<string> {
  // Refused here and not when the job comes to it.
  if (filter) await prepareFilter(db.read, filterFields, filter);
  const sentence = filter
    ? sayFilter(filter, await wordsOfFilters(db.read, filterFields, [filter]), config.timeZone)
    : '全部客户';
  const jobId = newId();
  await db.transaction(async (tx) => {
    const sop = await getSop(tx, sopId);
    if (!sop.isOn) throw new SopIsOff({ sopId });
    await tx.insert(SopEnrolJobRow, {
      id: jobId,
      sopId,
      filter,
      sentence: [...sentence].slice(0, SENTENCE).join(''),
      lookedTo: null,
      status: 'running',
      problem: null,
      expectedCount: expected,
      lookedCount: 0,
      enrolledCount: 0,
      alreadyCount: 0,
      noStartCount: 0,
      noStepCount: 0,
      nobodyCount: 0,
      startedBy: viewer.userId,
      createdAt: clock.now(),
      finishedAt: null,
    });
    await enqueue(tx, advanceSopEnrolling({ jobId }));
    await audit(tx, viewer, {
      action: 'sop.enrol_many',
      subject: { kind: 'sop', id: sopId },
      after: { sop: sop.name, filtered: filter !== null },
    });
  });
  return jobId;
}

/** One's own; for admins everybody's. */
export const isTheirs = ({ startedBy }: Pick<SopEnrolJobRow, 'startedBy'>, viewer: MemberViewer): boolean =>
  viewer.role === 'admin' || startedBy === viewer.userId;

/** Nobody further begins. */
export async function cancelEnrolling(
  { db, clock }: Pick<Needs, 'db' | 'clock'>,
  viewer: MemberViewer,
  jobId: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const job = await findRow(tx, SopEnrolJobRow, { id: jobId });
    if (!job || !isTheirs(job, viewer)) throw new SopEnrolJobNotFound({ jobId });
    if (!(await endEnrolJob(tx, jobId, { status: 'cancelled' }, clock.now()))) throw new SopEnrolJobFinished({ jobId });
    await audit(tx, viewer, { action: 'sop.enrol_many_stop', subject: { kind: 'sop', id: job.sopId } });
  });
}
