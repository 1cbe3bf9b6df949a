import type { Dependencies } from '../../../dependencies.ts';
import { getRow } from '../../../platform/database/find-row.ts';
import { execute, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { isBacklogDeep } from '../../../platform/delivery/backlog.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { command } from '../../command.ts';
import { act } from '../act.ts';
import { RuleHitRow, RuleJobRow } from '../entity.ts';
import { endJob, tellProgress } from '../jobs.ts';
import type { Remembered } from '../simulate.ts';
import { getVersion } from '../store.ts';
import { undoHit } from '../undo.ts';

const TURN_MS = 8_000;
const WAIT_MS = 1_000;
const ROWS = 20;
/** Tags become calls to WeCom: more than this many waiting would hold up everybody else's. */
const DEEP_BACKLOG = 400;

interface Turn {
  jobId: string;
}
interface TurnResult {
  isOver: boolean;
  notBefore: number;
}

/** Acts on those whom a dry run found, or takes back what a version did, some customers at a time. */
export const advanceRuleJob: CommandFactory<Dependencies, Turn, TurnResult> = command<Turn, TurnResult>({
  name: 'advance-rule-job',
  repeatIsHarmless: '处理过的记录会被跳过,重复执行只处理剩下的',
  serialKey: ({ jobId }) => `rule-job ${jobId}`,
  async send({ jobId }, deps) {
    const { db, clock } = deps;
    const stopAt = clock.machineNow() + TURN_MS;
    do {
      if (await isBacklogDeep(db.read, DEEP_BACKLOG)) return { isOver: false, notBefore: clock.machineNow() + WAIT_MS };
      const more = await db.transaction((tx) => portion(tx, deps, jobId, clock.now()));
      if (!more) return { isOver: true, notBefore: 0 };
    } while (clock.machineNow() < stopAt);
    return { isOver: false, notBefore: 0 };
  },
  async onDone(tx, { jobId }, { isOver, notBefore }, now) {
    if (isOver) await endJob(tx, jobId, 'done', now);
    else await enqueue(tx, advanceRuleJob({ jobId }), { notBefore });
  },
  async onGaveUp(tx, { jobId }, _error, now) {
    await endJob(tx, jobId, 'failed', now);
  },
});

/** Returns whether there is more. */
async function portion(tx: Tx, deps: Dependencies, jobId: string, now: number): Promise<boolean> {
  const job = await getRow(tx, RuleJobRow, { id: jobId }, { lock: true });
  if (job.status !== 'running') return false;
  const handled = job.kind === 'apply' ? await applySome(tx, deps, job, now) : await undoSome(tx, deps, job, now);
  const { cursor, count, matched, kept } = handled;
  if (count === 0) return false;
  await execute(
    tx,
    'UPDATE rule_job SET cursor_at = ?, done_count = done_count + ?, matched_count = matched_count + ?, kept_count = kept_count + ? WHERE id = ?',
    [cursor, count, matched, kept, jobId],
  );
  await tellProgress(tx, jobId, now);
  return count === ROWS;
}

async function applySome(tx: Tx, deps: Dependencies, job: RuleJobRow, now: number) {
  const rows = await select<{ customer_id: string; state: string }>(
    tx,
    'SELECT customer_id, state FROM rule_trial_customer WHERE job_id = ? AND is_found = 1 AND customer_id > ? ORDER BY customer_id LIMIT ?',
    [job.trialId, job.cursorAt ?? '', ROWS],
  );
  const version = await getVersion(tx, job.versionId!);
  const { id: versionId, ruleId: id, number, name, definition, scope } = version;
  const rule = { id, name, versionId, version: number, definition, scope };
  let matched = 0;
  for (const row of rows) {
    const { causes } = JSON.parse(row.state) as Remembered;
    // The latest happening is the one that explains best why now, and the one that the rule has acted on if it was on.
    const cause = causes.at(-1)!;
    if ((await act(tx, deps, rule, row.customer_id, cause, { now, isLate: true })) === 'acted') matched += 1;
  }
  const cursor = rows.at(-1)?.customer_id ?? null;
  return { cursor, count: rows.length, matched, kept: rows.length - matched };
}

/** Newest first: whatever a person did between two hits is what the later one found, and is found again. */
async function undoSome(tx: Tx, deps: Dependencies, job: RuleJobRow, now: number) {
  const query = tx
    .createQueryBuilder(RuleHitRow, 'hit')
    .where('hit.versionId = :versionId', { versionId: job.versionId });
  if (job.cursorAt !== null) query.andWhere('hit.id < :before', { before: job.cursorAt });
  const hits = await query.orderBy('hit.id', 'DESC').limit(ROWS).getMany();
  let [matched, kept] = [0, 0];
  for (const hit of hits) {
    if (hit.undoneAt !== null) continue;
    const actions = await undoHit(tx, deps, hit, { userId: job.startedByUserId, now });
    await execute(tx, 'UPDATE rule_hit SET actions = ?, undone_at = ?, cause_key = ? WHERE id = ?', [
      JSON.stringify(actions),
      now,
      `undone:${hit.id}`,
      hit.id,
    ]);
    if (actions.some(({ undo }) => undo?.outcome === 'kept')) kept += 1;
    else matched += 1;
  }
  return { cursor: hits.at(-1)?.id ?? null, count: hits.length, matched, kept };
}
