import type { RuleJobView } from '@zhike/shared/contracts/automation-job';
import { findRow, getRow } from '../../platform/database/find-row.ts';
import type { RuleDefinition } from '@zhike/shared/contracts/automation-rule';
import { execute } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { newId } from '../../platform/id.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { RuleJobRow, RuleRow, RuleVersionRow } from './entity.ts';
import { ruleJobProgressed } from './events.ts';
import { person } from './present.ts';

/** Opens a job in the transaction that queues its first turn. */
export async function openJob(
  tx: Tx,
  viewer: MemberViewer,
  fields: Pick<RuleJobRow, 'kind'> & Partial<RuleJobRow>,
  now: number,
): Promise<string> {
  const id = newId();
  await tx.insert(RuleJobRow, {
    ruleId: null,
    versionId: null,
    trialId: null,
    definition: null,
    fromAt: null,
    toAt: null,
    totalCount: null,
    scope: viewer.scope,
    ...fields,
    id,
    status: 'running',
    cursorAt: null,
    turn: 0,
    doneCount: 0,
    matchedCount: 0,
    timesCount: 0,
    keptCount: 0,
    startedByUserId: viewer.userId,
    createdAt: now,
    finishedAt: null,
  });
  return id;
}

/** Ends a job that has not ended; false when it had. */
export async function endJob(
  tx: Tx,
  jobId: string,
  status: 'done' | 'cancelled' | 'failed',
  now: number,
): Promise<boolean> {
  const ended = await execute(
    tx,
    "UPDATE rule_job SET status = ?, finished_at = ? WHERE id = ? AND status = 'running'",
    [status, now, jobId],
  );
  if (ended > 0) await tellProgress(tx, jobId, now);
  return ended > 0;
}

export async function tellProgress(tx: Tx, jobId: string, now: number): Promise<void> {
  const { status, doneCount, matchedCount, startedByUserId } = await getRow(tx, RuleJobRow, { id: jobId });
  const payload = { jobId, status, doneCount, matchedCount };
  await recordEvent(tx, ruleJobProgressed({ occurredAt: now, memberUserId: startedByUserId, payload }));
}

/** Whether the rule says something else than what a dry run has tried; a rule that is gone says nothing. */
async function isOutdated(tx: Tx, { kind, ruleId, definition }: RuleJobRow): Promise<boolean> {
  if (kind !== 'trial' || ruleId === null) return false;
  const rule = await findRow(tx, RuleRow, { id: ruleId });
  if (!rule || rule.deletedAt !== null) return true;
  const version = await getRow(tx, RuleVersionRow, { id: rule.versionId });
  return !isSame(version.definition, definition);
}

/** Whether two definitions say the same. */
export const isSame = (one: RuleDefinition, other: RuleDefinition | null) =>
  JSON.stringify(one) === JSON.stringify(other);

export async function presentJob(tx: Tx, job: RuleJobRow, version: number | null): Promise<RuleJobView> {
  const outdated = await isOutdated(tx, job);
  const people = await memberCards(tx, [job.startedByUserId]);
  return {
    id: job.id,
    kind: job.kind,
    ruleId: job.ruleId,
    version,
    status: job.status,
    doneCount: job.doneCount,
    totalCount: job.totalCount,
    matchedCount: job.matchedCount,
    timesCount: job.timesCount,
    keptCount: job.keptCount,
    from: job.fromAt,
    to: job.toAt,
    isOutdated: outdated,
    startedBy: person(people, job.startedByUserId),
    createdAt: job.createdAt,
    finishedAt: job.finishedAt,
    can: {
      cancel: job.status === 'running',
      apply: job.kind === 'trial' && job.status === 'done' && job.ruleId !== null && job.matchedCount > 0 && !outdated,
    },
  };
}
