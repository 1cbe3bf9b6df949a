import { setImmediate } from 'node:timers/promises';
import type { Dependencies } from '../../../dependencies.ts';
import { getRow } from '../../../platform/database/find-row.ts';
import { execute, inList, select, upsertRows } from '../../../platform/database/sql.ts';
import { type CommandFactory, enqueue } from '../../../platform/delivery/command.ts';
import { command } from '../../command.ts';
import { meant } from '../act.ts';
import { RuleJobRow } from '../entity.ts';
import { History, type HistoryCursor } from '../history.ts';
import { endJob, tellProgress } from '../jobs.ts';
import { type Remembered, Simulation } from '../simulate.ts';

const TURN_MS = 8_000;
const ROWS = 500;
const BEGINNING: HistoryCursor = { position: null, events: {}, dayFrom: null };

interface Turn {
  jobId: string;
}

/** Simulations between turns: what they remember is also in the database, so that any process can go on. */
const inMemory = new Map<string, { turn: number; simulation: Simulation }>();

/** A dry run looks at some more of the past; queues itself again until it is over. Nothing but its own rows is written. */
export const advanceTrial: CommandFactory<Dependencies, Turn, boolean> = command<Turn, boolean>({
  name: 'advance-rule-trial',
  repeatIsHarmless: '试运行只写自己的结果,重复执行从上次保存的位置继续',
  serialKey: ({ jobId }) => `rule-job ${jobId}`,
  async send({ jobId }, deps) {
    const { db, clock } = deps;
    const stopAt = clock.machineNow() + TURN_MS;
    const job = await getRow(db.read, RuleJobRow, { id: jobId });
    if (job.status !== 'running' || !job.definition) return true;
    const to = Math.min(job.toAt!, clock.now());
    const history = new History(deps, job.definition, { from: job.fromAt!, to });
    const totalCount = job.totalCount ?? (await history.count());
    const simulation = await resume(deps, job);
    let cursor: HistoryCursor | null = job.cursorAt ? (JSON.parse(job.cursorAt) as HistoryCursor) : BEGINNING;
    let { doneCount } = job;
    while (cursor && clock.machineNow() < stopAt) {
      const played = await history.play(simulation, cursor);
      doneCount += played.count;
      cursor = played.cursor;
      await setImmediate();
    }
    if (!cursor) simulation.finish(to);
    const progress = { cursorAt: cursor && JSON.stringify(cursor), doneCount, totalCount };
    if (!(await keep(deps, job, simulation, progress)) || cursor) return false;
    inMemory.delete(jobId);
    await findMeant(deps, job, simulation);
    return true;
  },
  async onDone(tx, { jobId }, isOver, now) {
    if (isOver) await endJob(tx, jobId, 'done', now);
    else {
      const { status } = await getRow(tx, RuleJobRow, { id: jobId });
      if (status === 'running') await enqueue(tx, advanceTrial({ jobId }));
    }
  },
  async onGaveUp(tx, { jobId }, _error, now) {
    inMemory.delete(jobId);
    await endJob(tx, jobId, 'failed', now);
  },
});

async function resume({ db }: Dependencies, job: RuleJobRow): Promise<Simulation> {
  const known = inMemory.get(job.id);
  if (known?.turn === job.turn) return known.simulation;
  const customers = new Map<string, Remembered>();
  for (let after = ''; ; ) {
    const rows = await select<{ customer_id: string; state: string }>(
      db.read,
      'SELECT customer_id, state FROM rule_trial_customer WHERE job_id = ? AND customer_id > ? ORDER BY customer_id LIMIT ?',
      [job.id, after, ROWS],
    );
    for (const row of rows) customers.set(row.customer_id, JSON.parse(row.state) as Remembered);
    const last = rows.at(-1);
    if (!last || rows.length < ROWS) break;
    after = last.customer_id;
  }
  return new Simulation(job.definition!, customers);
}

/** Progress and what is remembered, in one transaction. False: it was stopped meanwhile. */
async function keep(
  { db, clock }: Dependencies,
  { id, turn }: RuleJobRow,
  simulation: Simulation,
  { cursorAt, doneCount, totalCount }: { cursorAt: string | null; doneCount: number; totalCount: number },
): Promise<boolean> {
  const kept = await db.transaction(async (tx) => {
    const open = await execute(
      tx,
      "UPDATE rule_job SET cursor_at = ?, done_count = ?, total_count = ?, turn = turn + 1 WHERE id = ? AND status = 'running' AND turn = ?",
      [cursorAt, doneCount, Math.max(totalCount, doneCount), id, turn],
    );
    if (open === 0) return false;
    const rows = [...simulation.changed].map((customerId) => {
      const known = simulation.customers.get(customerId)!;
      return { job_id: id, customer_id: customerId, is_found: 0, times: known.times, state: JSON.stringify(known) };
    });
    await upsertRows(tx, 'rule_trial_customer', rows, ['job_id', 'customer_id'], ['times', 'state']);
    await tellProgress(tx, id, clock.now());
    return true;
  });
  simulation.changed.clear();
  if (kept) inMemory.set(id, { turn: turn + 1, simulation });
  else inMemory.delete(id);
  return kept;
}

/** The filter and the data scope are asked last, of those who would have been touched, as they are today. */
async function findMeant(deps: Dependencies, job: RuleJobRow, simulation: Simulation): Promise<void> {
  const { db, clock } = deps;
  const rule = { definition: job.definition!, scope: job.scope };
  const touched = [...simulation.customers].filter(([, { times }]) => times > 0).map(([id]) => id);
  let [matched, times] = [0, 0];
  for (let start = 0; start < touched.length; start += ROWS) {
    const found = [...(await meant(db.read, deps, rule, touched.slice(start, start + ROWS), clock.now()))];
    if (found.length === 0) continue;
    await db.transaction((tx) =>
      execute(tx, `UPDATE rule_trial_customer SET is_found = 1 WHERE job_id = ? AND customer_id ${inList(found)}`, [
        job.id,
        ...found,
      ]),
    );
    matched += found.length;
    times += found.reduce((sum, id) => sum + simulation.customers.get(id)!.times, 0);
  }
  await db.transaction((tx) =>
    execute(tx, 'UPDATE rule_job SET matched_count = ?, times_count = ? WHERE id = ?', [matched, times, job.id]),
  );
}
