import type { LibraryStats, MaterialStats } from '@zhike/shared/contracts/touch';
import type { Dependencies } from '../../dependencies.ts';
import { instantOf } from '../../platform/business-time.ts';
import { type SqlValue, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { nextDay } from '../behaviour/days.ts';
import { sendScopeSql } from '../material/list-sends.ts';
import { FINISHED_PERCENT } from '../touch/rules.ts';
import { materialTitles } from './material-titles.ts';
import { visitScopeSql } from './visit-scope.ts';

const MOST_ROWS = 50;

/** Business days, both inclusive. */
export interface DayRange {
  from: string;
  to: string;
}

interface Part {
  sql: string;
  values: SqlValue[];
}

/** The range in time, and the conditions of both tables; scope comes last. */
function conditionsOf(
  { config }: Pick<Dependencies, 'config'>,
  viewer: MemberViewer,
  { from, to }: DayRange,
  materialId: string | null,
): { visits: Part; sends: Part } {
  const begin = instantOf(from, 0, config.timeZone);
  const end = instantOf(nextDay(to), 0, config.timeZone);
  const part = (first: string, time: string, scope: Part | null): Part => ({
    sql: `${materialId ? `${first} = ? AND ` : ''}${time} >= ? AND ${time} < ?${scope ? ` AND ${scope.sql}` : ''}`,
    values: [...(materialId ? [materialId] : []), begin, end, ...(scope?.values ?? [])],
  });
  return {
    visits: part('v.subject_id', 'v.started_at', visitScopeSql(viewer)),
    sends: part('s.material_id', 's.prepared_at', sendScopeSql(viewer, 's')),
  };
}

const SENT = "s.status = 'sent' AND s.material_id IS NOT NULL";
const OPENED = 'SUM(CASE WHEN s.opened_at IS NULL THEN 0 ELSE 1 END)';

/** What became of one material, along its own indexes. */
export async function readMaterialStats(
  tx: Tx,
  deps: Pick<Dependencies, 'config'>,
  viewer: MemberViewer,
  materialId: string,
  range: DayRange,
): Promise<MaterialStats> {
  const { visits, sends } = conditionsOf(deps, viewer, range, materialId);
  const [sum] = await select<Record<string, number | string | null>>(
    tx,
    `SELECT COUNT(*) AS visits, COUNT(DISTINCT v.visitor_id) AS visitors,
       SUM(CASE WHEN v.via_visitor_id IS NULL AND v.via_customer_id IS NULL THEN 0 ELSE 1 END) AS passed_on,
       SUM(CASE WHEN v.percent >= ${FINISHED_PERCENT} THEN 1 ELSE 0 END) AS finished
     FROM visit v WHERE ${visits.sql}`,
    visits.values,
  );
  const count = Number(sum?.visits ?? 0);
  const byMember = await readMembers(tx, visits, sends);
  const byPage = await select<{ page: number; visits: number; seconds: number | string }>(
    tx,
    `SELECT p.page, COUNT(*) AS visits, SUM(p.seconds) AS seconds
       FROM visit v JOIN visit_page p ON p.visit_key = v.visit_key WHERE ${visits.sql} GROUP BY p.page ORDER BY p.page`,
    visits.values,
  );
  return {
    ...range,
    sent: byMember.reduce((all, one) => all + one.sent, 0),
    openedSends: byMember.reduce((all, one) => all + one.openedSends, 0),
    visits: count,
    visitors: Number(sum?.visitors ?? 0),
    passedOn: Number(sum?.passed_on ?? 0),
    medianSeconds: await readMedian(tx, visits, count),
    finished: Number(sum?.finished ?? 0),
    byDay: await readDays(tx, deps, visits, sends, range),
    byMember,
    byPage: byPage.map((row) => ({ page: Number(row.page), visits: Number(row.visits), seconds: Number(row.seconds) })),
  };
}

async function readMedian(tx: Tx, visits: Part, count: number): Promise<number | null> {
  if (count === 0) return null;
  const [row] = await select<{ seconds: number }>(
    tx,
    `SELECT v.seconds FROM visit v WHERE ${visits.sql} ORDER BY v.seconds LIMIT 1 OFFSET ${Math.floor((count - 1) / 2)}`,
    visits.values,
  );
  return row ? Number(row.seconds) : null;
}

/** In every time zone a day begins with one: what is counted by them can be added up to days, and is never read one by one. */
const QUARTER_HOUR_MS = 900_000;

/** Every day of the range, also those without anything. */
async function readDays(
  tx: Tx,
  { config }: Pick<Dependencies, 'config'>,
  visits: Part,
  sends: Part,
  { from, to }: DayRange,
): Promise<MaterialStats['byDay']> {
  const visited = await select<{ day: string; visits: number }>(
    tx,
    `SELECT v.day, COUNT(*) AS visits FROM visit v WHERE ${visits.sql} GROUP BY v.day`,
    visits.values,
  );
  const sent = await select<{ at: number | string; n: number | string }>(
    tx,
    `SELECT s.prepared_at - s.prepared_at % ${QUARTER_HOUR_MS} AS at, COUNT(*) AS n FROM content_send s
      WHERE ${SENT} AND ${sends.sql} GROUP BY at ORDER BY at`,
    sends.values,
  );
  const visitsOn = new Map(visited.map((row) => [row.day, Number(row.visits)]));
  const days: MaterialStats['byDay'] = [];
  let next = 0;
  for (let day = from; day <= to; day = nextDay(day)) {
    const end = instantOf(nextDay(day), 0, config.timeZone);
    let sentThatDay = 0;
    for (; next < sent.length && Number(sent[next]!.at) < end; next += 1) sentThatDay += Number(sent[next]!.n);
    days.push({ day, sent: sentThatDay, visits: visitsOn.get(day) ?? 0 });
  }
  return days;
}

async function readMembers(tx: Tx, visits: Part, sends: Part): Promise<MaterialStats['byMember']> {
  const visited = await select<{ user_id: string; visits: number }>(
    tx,
    `SELECT v.user_id, COUNT(*) AS visits FROM visit v WHERE ${visits.sql} GROUP BY v.user_id`,
    visits.values,
  );
  const sent = await select<{ user_id: string; sent: number; opened: number | string }>(
    tx,
    `SELECT s.user_id, COUNT(*) AS sent, ${OPENED} AS opened FROM content_send s WHERE ${SENT} AND ${sends.sql} GROUP BY s.user_id`,
    sends.values,
  );
  const cards = await memberCards(
    tx,
    [...visited, ...sent].map((row) => row.user_id),
  );
  const rows = new Map<string, MaterialStats['byMember'][number]>();
  const rowOf = (userId: string) => {
    const row = rows.get(userId) ?? {
      userId,
      name: cards.get(userId)?.name ?? userId,
      sent: 0,
      openedSends: 0,
      visits: 0,
    };
    rows.set(userId, row);
    return row;
  };
  for (const row of visited) rowOf(row.user_id).visits = Number(row.visits);
  for (const row of sent)
    Object.assign(rowOf(row.user_id), { sent: Number(row.sent), openedSends: Number(row.opened) });
  return [...rows.values()].sort((a, b) => b.visits - a.visits || b.sent - a.sent);
}

/** The whole library, along the indexes of time. */
export async function readLibraryStats(
  tx: Tx,
  deps: Pick<Dependencies, 'config'>,
  viewer: MemberViewer,
  range: DayRange,
): Promise<LibraryStats> {
  const { visits, sends } = conditionsOf(deps, viewer, range, null);
  const visited = await select<{ id: string; visits: number }>(
    tx,
    `SELECT v.subject_id AS id, COUNT(*) AS visits FROM visit v WHERE ${visits.sql} GROUP BY v.subject_id`,
    visits.values,
  );
  const sent = await select<{ id: string; sent: number; opened: number | string }>(
    tx,
    `SELECT s.material_id AS id, COUNT(*) AS sent, ${OPENED} AS opened FROM content_send s WHERE ${SENT} AND ${sends.sql} GROUP BY s.material_id`,
    sends.values,
  );
  const numbers = new Map<string, { sent: number; openedSends: number; visits: number }>();
  const numbersOf = (id: string) => {
    const own = numbers.get(id) ?? { sent: 0, openedSends: 0, visits: 0 };
    numbers.set(id, own);
    return own;
  };
  for (const row of visited) numbersOf(row.id).visits = Number(row.visits);
  for (const row of sent) Object.assign(numbersOf(row.id), { sent: Number(row.sent), openedSends: Number(row.opened) });
  const top = [...numbers.keys()]
    .sort((a, b) => numbers.get(b)!.visits - numbers.get(a)!.visits || numbers.get(b)!.sent - numbers.get(a)!.sent)
    .slice(0, MOST_ROWS);
  const all = [...numbers.values()];
  const sumOf = (name: 'sent' | 'openedSends' | 'visits') => all.reduce((sum, one) => sum + one[name], 0);
  return {
    sent: sumOf('sent'),
    openedSends: sumOf('openedSends'),
    visits: sumOf('visits'),
    byMaterial: [...(await materialTitles(tx, viewer, top))].map(([id, { title, kind }]) => ({
      id,
      title,
      kind,
      ...numbers.get(id)!,
    })),
    byMember: (await readMembers(tx, visits, sends)).slice(0, MOST_ROWS),
  };
}
