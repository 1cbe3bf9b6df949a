import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findViewer } from '@zhike/server/domains/corp/store';
import { createSop, switchSop } from '@zhike/server/domains/sop/actions/save-sop';
import { isAnyDateDue } from '@zhike/server/domains/sop/begin-by-date';
import { planCalendar } from '@zhike/server/domains/sop/calendar';
import { enrolMany } from '@zhike/server/domains/sop/enrol';
import type { SopRow } from '@zhike/server/domains/sop/entity';
import { isAnyStepDue } from '@zhike/server/domains/sop/steps-due';
import { addDays } from '@zhike/shared/formulas/calendar';
import { businessDate, instantOf } from '@zhike/server/platform/business-time';
import { execute, insertRows, select, type SqlValue } from '@zhike/server/platform/database/sql';
import { createLogger } from '@zhike/server/platform/log';
import { openSopSteps } from '@zhike/server/scenarios/sop-steps-due/open-sop-steps';
import { type RunningServer, startServer } from '@zhike/server/server';
import { configFor } from './lib/api-server.ts';
import { openBenchMysql } from './lib/mysql.ts';
import { printMachine, round, summary, verdict } from './lib/report.ts';

const HELP = `npm run bench -- sop [--engine sqlite|mysql] [--sizes 10000,100000,1000000] [--due 10000]

A whole server with so many customers under way in one SOP, who all wait for a step weeks ahead. Measured at every size: what a tick with
nothing due costs, and how long the steps of further customers, due at one moment, take to be open as tasks of their reps, from the tick that finds
them. Rows are written by SQL and compared with what the code writes. Target: a tick costs the same at every size within 20 %; 10,000 due
steps are open within 60 s.`;

const REPS = 50;
const PIECE = 10_000;
const ROUNDS = 400;
const WARM_UP = 50;
const ZONE = 'Asia/Shanghai';
const DAY = 86_400_000;

export async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(HELP);
  const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const engine = option('--engine') ?? 'sqlite';
  const sizes = (option('--sizes') ?? '10000,100000,1000000').split(',').map(Number);
  const due = Number(option('--due') ?? 10_000);
  printMachine();
  const folder = mkdtempSync(join(tmpdir(), 'zhike-bench-'));
  const mysql = engine === 'mysql' ? await openBenchMysql() : null;
  if (engine === 'mysql' && !mysql) throw new Error('needs MariaDB or MySQL: set TEST_DATABASE_URL');
  const url = mysql?.url ?? `sqlite:${join(folder, 'bench.sqlite')}`;
  const config = { ...configFor(url, folder), roles: ['api', 'worker', 'scheduler'] as const };
  const server = await startServer(
    { ...config, roles: [...config.roles] },
    {
      log: createLogger('error'),
      scenarios: [openSopSteps],
      ticking: false,
    },
  );
  try {
    const corp = await givenCorp(server);
    const ticks: number[] = [];
    const opened: Opening[] = [];
    let filled = 0;
    for (const size of sizes) {
      const started = performance.now();
      await corp.fill(filled, size - due);
      filled = size - due;
      const cohort = await corp.fillDue(ticks.length, due);
      console.log(`  ${size} under way after ${Math.round((performance.now() - started) / 1000)} s`);
      ticks.push(await idleTick(server));
      opened.push(await openAll(server, cohort));
      console.log(
        `  ${size}: a tick with nothing due ${round(ticks.at(-1)!)} ms (p50), ${due} steps open after ${round(opened.at(-1)!.tookS)} s, ${round(opened.at(-1)!.cpuS)} s of the server’s CPU; load ${loadavg()[0]!.toFixed(1)}`,
      );
    }
    const [smallest, largest] = [ticks[0]!, ticks.at(-1)!];
    verdict(`${engine}: idle tick at ${sizes.at(-1)} ÷ at ${sizes[0]}`, largest / smallest, { atMost: 1.2, unit: '' });
    verdict(`${engine}: ${due} due steps open at ${sizes.at(-1)}`, opened.at(-1)!.tookS, { atMost: 60, unit: 's' });
    const grown = opened.at(-1)!.cpuS / opened[0]!.cpuS;
    console.log(`  ${engine}: the server’s CPU for opening at ${sizes.at(-1)} ÷ at ${sizes[0]}: ${round(grown)}`);
  } finally {
    await server.close();
    await mysql?.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Customers who are due at one moment. */
interface Cohort {
  sopId: string;
  group: string;
  at: number;
  count: number;
}

interface Opening {
  tookS: number;
  /** Of this process, whatever else the machine does. */
  cpuS: number;
}

type Row = Record<string, SqlValue>;

async function givenCorp({ deps }: RunningServer) {
  const { db, clock } = deps;
  const now = clock.now();
  await db.transaction(async (tx) => {
    await execute(tx, "INSERT INTO department (id, name, parent_id, sort) VALUES (1, '公司', 0, 1)");
    const people = Array.from({ length: REPS }, (_, n) => `rep${n}`);
    await insertRows(
      tx,
      'member',
      people.map(
        (id): Row => ({
          user_id: id,
          name: id,
          status: 'active',
          is_follow_user: 1,
          sort_name: id,
          search_text: id,
          checked_at: 0,
          created_at: 0,
        }),
      ),
    );
    await insertRows(
      tx,
      'member_department',
      people.map((id): Row => ({ user_id: id, department_id: 1, is_leader: 0 })),
    );
  });
  const viewer = { ...(await findViewer(db.read, 'rep1', ['rep1']))!, sessionId: '' };
  const steps = [1, 60].map((days) => ({
    title: `第 ${days} 天`,
    at: { kind: 'day' as const, days, time: '09:00' },
    deed: { kind: 'other' as const, note: '打个招呼,问问近况' },
    withinHours: 24,
    filter: null,
  }));
  const draft = {
    name: '新客户跟进',
    description: '',
    start: { kind: 'added' as const },
    auto: null,
    stop: { replied: false, tagIds: [], stageIds: [] },
    daysOff: 'as_is' as const,
    steps,
  };
  const made = await createSop(deps, viewer, draft);
  const sop = await switchSop(deps, viewer, made.id, true);
  const calendar = await planCalendar(db.read, ZONE);

  const idOf = (group: string, n: number) => `01${group}${String(n).padStart(26 - 2 - group.length, '0')}`;
  const write = async (group: string, from: number, to: number, addedAt: number) => {
    for (let start = from; start < to; start += PIECE) {
      const numbers = Array.from({ length: Math.min(PIECE, to - start) }, (_, at) => start + at);
      await db.transaction(async (tx) => {
        await insertRows(
          tx,
          'customer',
          numbers.map((n) => customerRow(idOf(group, n), n, addedAt)),
        );
        await insertRows(
          tx,
          'follow_user',
          numbers.map((n) => relationRow(idOf(group, n), n, addedAt)),
        );
        const rows = numbers.map((n) => wayRows(sop, { id: idOf(group, n), addedAt, now }));
        await insertRows(
          tx,
          'sop_enrolment',
          rows.map(({ way }) => way),
        );
        await insertRows(
          tx,
          'sop_step',
          rows.flatMap(({ past }) => past),
        );
      });
    }
  };

  /** Two customers begin by the code; what it writes must be what is written here for all the others. */
  const compare = async () => {
    for (const [n, addedAt] of [
      [0, now - 10 * DAY],
      [1, now],
    ] as const) {
      const id = idOf('CHECK', n);
      await db.transaction(async (tx) => {
        await insertRows(tx, 'customer', [customerRow(id, n, addedAt)]);
        await insertRows(tx, 'follow_user', [relationRow(id, n, addedAt)]);
        const customer = { id, stageId: null, firstAddedAt: addedAt };
        const because = { kind: 'segment', ref: null, byUserId: 'rep1' } as const;
        await enrolMany(tx, calendar, sop, [customer], { because, now });
      });
      const ours = wayRows(sop, { id, addedAt, now });
      const [way] = await select<Row>(db.read, 'SELECT * FROM sop_enrolment WHERE customer_id = ?', [id]);
      const past = await select<Row>(db.read, 'SELECT * FROM sop_step WHERE enrolment_id = ?', [way!.id as string]);
      same({ ...way, id: '' }, { ...ours.way, id: '' });
      for (const [at, row] of ours.past.entries())
        same({ ...past[at], enrolment_id: '' }, { ...row, enrolment_id: '' });
      if (past.length !== ours.past.length) throw new Error('the code skips other steps');
    }
  };
  await compare();

  return {
    /** Added ten days ago: the first step is past, the second lies weeks ahead. */
    fill: (from: number, to: number) => write('WAIT', from, to, now - 10 * DAY),
    /** Added on the day before the one that the clock goes to; each time another day. */
    async fillDue(round: number, count: number): Promise<Cohort> {
      const group = `DUE${round}`;
      await write(group, 0, count, now + round * DAY);
      const at = instantOf(addDays(businessDate(now + round * DAY, ZONE), 1), 9 * 60, ZONE);
      return { sopId: sop.id, group, at, count };
    },
  };
}

const customerRow = (id: string, n: number, at: number): Row => ({
  id,
  type: 1,
  name: `客户${n}`,
  gender: 0,
  owner_user_id: `rep${n % REPS}`,
  status: 'active',
  first_added_at: at,
  last_added_at: at,
  created_at: at,
  updated_at: at,
});

const relationRow = (id: string, n: number, at: number): Row => ({
  id,
  user_id: `rep${n % REPS}`,
  external_user_id: `wm${id}`,
  customer_id: id,
  status: 'active',
  remark: '',
  add_way: 1,
  added_at: at,
  told_by: 'sync',
  synced_at: at,
});

/** A customer on her way as the code writes her down. */
function wayRows(sop: SopRow, { id, addedAt, now }: { id: string; addedAt: number; now: number }) {
  const dueAt = (days: number) => instantOf(addDays(businessDate(addedAt, ZONE), days), 9 * 60, ZONE);
  const moments = sop.definition.steps.map(({ id: stepId, at }) => ({
    stepId,
    at: dueAt(at.kind === 'day' ? at.days : 0),
  }));
  const next = moments.find(({ at }) => at >= now)!;
  const way: Row = {
    id,
    sop_id: sop.id,
    version: sop.version,
    customer_id: id,
    active_key: '',
    status: 'active',
    because_kind: 'segment',
    because_ref: null,
    starts_at: addedAt,
    next_due_at: next.at,
    enrolled_at: now,
  };
  const past = moments
    .filter(({ at }) => at < now)
    .map(
      ({ stepId, at }): Row => ({
        enrolment_id: id,
        step_id: stepId,
        sop_id: sop.id,
        state: 'skipped',
        why: 'past',
        due_at: at,
        settled_at: now,
      }),
    );
  return { way, past };
}

/** Numbers come as text from one of the databases. */
function same(written: Row, ours: Row): void {
  for (const column of new Set([...Object.keys(written), ...Object.keys(ours)]))
    if (String(written[column] ?? null) !== String(ours[column] ?? null))
      throw new Error(`the code writes ${column} = ${String(written[column])}, this bench ${String(ours[column])}`);
}

/** What the scheduler asks every five seconds of SOPs, nothing being due. p50 in ms. */
async function idleTick({ deps }: RunningServer): Promise<number> {
  const { db, clock } = deps;
  const times: number[] = [];
  for (let turn = 0; turn < ROUNDS + WARM_UP; turn++) {
    const started = performance.now();
    if ((await isAnyStepDue(db.read, clock.now())) || (await isAnyDateDue(db.read, clock.now())))
      throw new Error('something is due');
    if (turn >= WARM_UP) times.push(performance.now() - started);
  }
  return summary(times).p50;
}

/** The clock goes to the moment; how long until every step of the cohort is a task. */
async function openAll(server: RunningServer, { sopId, group, at, count }: Cohort): Promise<Opening> {
  const { db } = server.deps;
  const { clock } = server;
  clock.offsetMs += at + 1000 - clock.now();
  const started = performance.now();
  const before = process.cpuUsage();
  await server.scheduler!.tick();
  while (await isAnyStepDue(db.read, clock.now())) await sleep(100);
  const tookS = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  const [row] = await select<{ ways: number | string; tasks: number | string }>(
    db.read,
    `SELECT COUNT(*) AS ways, COUNT(s.task_id) AS tasks FROM sop_enrolment e LEFT JOIN sop_step s ON s.enrolment_id = e.id AND s.state = 'open'
      WHERE e.sop_id = ? AND e.id >= ? AND e.id < ?`,
    [sopId, `01${group}`, `01${group}Z`],
  );
  if (Number(row!.ways) !== count || Number(row!.tasks) !== count)
    throw new Error(`of ${count} due, ${row!.ways} are under way and ${row!.tasks} steps are open`);
  return { tookS, cpuS: (user + system) / 1e6 };
}

await main(process.argv.slice(2));
