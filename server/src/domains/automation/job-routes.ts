import * as contracts from '@zhike/shared/contracts/automation-job';
import type { Dependencies } from '../../dependencies.ts';
import { findRow } from '../../platform/database/find-row.ts';
import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import type { Routers } from '../../routers.ts';
import { audit } from '../audit/audit.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { checkDefinition, reachFor, requireOwn } from './actions/save-rule.ts';
import { advanceRuleJob } from './commands/advance-rule-job.ts';
import { advanceTrial } from './commands/advance-trial.ts';
import { RuleJobRow } from './entity.ts';
import { RuleJobFinished, RuleJobNotFound, TrialNotApplicable } from './errors.ts';
import { endJob, isSame, openJob, presentJob } from './jobs.ts';
import { pageOf } from './page-of.ts';
import { presentWhom } from './present.ts';
import { positionOf, textsOf } from './said.ts';
import type { Remembered } from './simulate.ts';
import { getRule, getVersion, getVersionByNumber } from './store.ts';
import { previewUndo } from './undo.ts';

interface MatchRow {
  customer_id: string;
  times: number;
  state: string;
}

/** Long work on rules: dry runs, acting on those they found, taking back. */
export function jobRoutes({ member }: Routers, deps: Dependencies): void {
  const { db, clock, keys } = deps;
  const getJob = async (viewer: MemberViewer, jobId: string) => {
    const job = await findRow(db.read, RuleJobRow, { id: jobId });
    if (!job || (viewer.role !== 'admin' && job.startedByUserId !== viewer.userId))
      throw new RuleJobNotFound({ jobId });
    return job;
  };
  const present = async (job: RuleJobRow) => {
    const version = job.versionId ? (await getVersion(db.read, job.versionId)).number : null;
    return presentJob(db.read, job, version);
  };
  const show = async (viewer: MemberViewer, jobId: string) => present(await getJob(viewer, jobId));

  member.handle(contracts.startTrial, async ({ viewer, body: { ruleId, definition, from, to } }) => {
    const jobId = await db.transaction(async (tx) => {
      const saved = ruleId ? await getVersion(tx, (await getRule(tx, ruleId)).versionId) : null;
      await checkDefinition(tx, deps, definition);
      // Of a saved rule: those on whom it would act, not all whom the viewer sees.
      const scope = reachFor(viewer, saved?.scope ?? null);
      const settings = { kind: 'trial' as const, ruleId, definition, scope, fromAt: from, toAt: to };
      const id = await openJob(tx, viewer, settings, clock.now());
      await enqueue(tx, advanceTrial({ jobId: id }));
      await audit(tx, viewer, { action: 'rule.trial', subject: { kind: 'rule_job', id }, after: { ruleId, from, to } });
      return id;
    });
    return show(viewer, jobId);
  });

  member.handle(contracts.getRuleJob, ({ viewer, params: { jobId } }) => show(viewer, jobId));

  member.handle(contracts.cancelRuleJob, async ({ viewer, params: { jobId } }) => {
    await getJob(viewer, jobId);
    await db.transaction(async (tx) => {
      if (!(await endJob(tx, jobId, 'cancelled', clock.now()))) throw new RuleJobFinished({ jobId });
      await audit(tx, viewer, { action: 'rule_job.cancel', subject: { kind: 'rule_job', id: jobId } });
    });
    return show(viewer, jobId);
  });

  member.handle(contracts.listTrialMatches, async ({ viewer, params: { jobId }, query: { cursor, limit } }) => {
    await getJob(viewer, jobId);
    const after = cursor ? decodeCursor(cursor, ['string'])[0] : '';
    const found = await select<MatchRow>(
      db.read,
      'SELECT customer_id, times, state FROM rule_trial_customer WHERE job_id = ? AND is_found = 1 AND customer_id > ? ORDER BY customer_id LIMIT ?',
      [jobId, after, limit + 1],
    );
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const nextCursor = last ? encodeCursor([last.customer_id]) : null;
    const items = await db.transaction((tx) => presentMatches(tx, viewer, jobId, rows));
    return { items, nextCursor };
  });

  /** With what was said, where the viewer may read it; that she looked is written down before. */
  async function presentMatches(tx: Tx, viewer: MemberViewer, jobId: string, rows: readonly MatchRow[]) {
    const whom = await presentWhom(
      tx,
      viewer.scope,
      rows.map((row) => row.customer_id),
    );
    const matches = rows.map((row) => ({
      ...whom(row.customer_id),
      times: Number(row.times),
      causes: (JSON.parse(row.state) as Remembered).causes,
    }));
    const positions = matches.flatMap(({ customer, causes }) =>
      customer ? causes.flatMap((cause) => positionOf(cause) ?? []) : [],
    );
    const texts = await textsOf(tx, viewer.scope, positions, keys);
    if (texts.size > 0)
      await audit(tx, viewer, {
        action: 'rule_job.look',
        subject: { kind: 'rule_job', id: jobId },
        after: { messages: texts.size },
      });
    return matches.map((match) => ({
      ...match,
      causes: match.causes.map((cause) => ({
        ...cause,
        words: [...cause.words],
        text: (match.customer && texts.get(positionOf(cause) ?? -1)) ?? null,
      })),
    }));
  }

  member.handle(contracts.applyTrial, async ({ viewer, params: { jobId } }) => {
    const trial = await getJob(viewer, jobId);
    const applyId = await db.transaction(async (tx) => {
      const refused = new TrialNotApplicable({ jobId });
      if (trial.kind !== 'trial' || trial.status !== 'done' || !trial.ruleId) throw refused;
      const rule = await getRule(tx, trial.ruleId, { lock: true });
      requireOwn(viewer, rule);
      const version = await getVersion(tx, rule.versionId);
      if (!isSame(version.definition, trial.definition)) throw refused;
      const fields = { ruleId: rule.id, versionId: version.id, trialId: trial.id, totalCount: trial.matchedCount };
      const id = await openJob(tx, viewer, { kind: 'apply', ...fields }, clock.now());
      await enqueue(tx, advanceRuleJob({ jobId: id }));
      const after = { version: version.number, customers: trial.matchedCount };
      await audit(tx, viewer, { action: 'rule.apply', subject: { kind: 'rule', id: rule.id }, after });
      return id;
    });
    return show(viewer, applyId);
  });

  member.handle(contracts.listRuleJobs, async ({ viewer, params: { ruleId }, query: { cursor, limit, kind } }) => {
    await getRule(db.read, ruleId);
    const query = db.read.createQueryBuilder(RuleJobRow, 'job').where('job.ruleId = :ruleId', { ruleId });
    if (viewer.role !== 'admin') query.andWhere('job.startedByUserId = :userId', { userId: viewer.userId });
    if (kind) query.andWhere('job.kind = :kind', { kind });
    if (cursor) query.andWhere('job.id < :after', { after: decodeCursor(cursor, ['string'])[0] });
    const found = await query
      .orderBy('job.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    const { rows, nextCursor } = pageOf(found, limit);
    return { items: await Promise.all(rows.map(present)), nextCursor };
  });

  member.handle(contracts.previewUndo, async ({ viewer, params: { ruleId }, query }) => {
    requireOwn(viewer, await getRule(db.read, ruleId));
    const version = await getVersionByNumber(db.read, ruleId, query.version);
    return previewUndo(deps, version.id, viewer.userId);
  });

  member.handle(contracts.undoRule, async ({ viewer, params: { ruleId }, body }) => {
    const jobId = await db.transaction(async (tx) => {
      requireOwn(viewer, await getRule(tx, ruleId, { lock: true }));
      const version = await getVersionByNumber(tx, ruleId, body.version);
      const [row] = await select<{ count: number | string }>(
        tx,
        'SELECT COUNT(*) AS count FROM rule_hit WHERE version_id = ?',
        [version.id],
      );
      const totalCount = Number(row?.count ?? 0);
      const id = await openJob(tx, viewer, { kind: 'undo', ruleId, versionId: version.id, totalCount }, clock.now());
      await enqueue(tx, advanceRuleJob({ jobId: id }));
      const subject = { kind: 'rule', id: ruleId };
      await audit(tx, viewer, { action: 'rule.undo', subject, after: { version: body.version } });
      return id;
    });
    return show(viewer, jobId);
  });
}
