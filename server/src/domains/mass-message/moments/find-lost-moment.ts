import type { Dependencies } from '../../../dependencies.ts';
import { inList, select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { departmentWithSubs } from '../../corp/store.ts';
import { MomentRow } from './entity.ts';
import { type Candidate, looksLike, recognise, type SoughtMoment } from './recognise.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** WeCom's clock and ours differ by a little. */
const SKEW_MS = 2 * MINUTE;
const MAX_SPAN_MS = 30 * DAY;
/** Calls so close to each other may be taken for one another. */
const NEAR_MS = 30 * MINUTE;
/** A moment is listed when its job is done, and the listing may lag behind; the documents do not say how far. */
const LOOK_FOR_MS = 10 * MINUTE;

/**
 * The moment that a call without an answer, or a job that is forgotten, may have made. WeCom keeps nothing that we could choose as a key,
 * so it is recognised by all that the list tells of it and by who shall publish it. `open`: it cannot be told yet.
 */
export async function findLostMoment(
  { db, clock, wecom }: Pick<Dependencies, 'db' | 'clock' | 'wecom'>,
  moment: MomentRow,
): Promise<string | 'open' | null> {
  const now = clock.now();
  const calledAt = moment.calledAt ?? now;
  const span = { from: calledAt - SKEW_MS, to: Math.min(now + SKEW_MS, calledAt - SKEW_MS + MAX_SPAN_MS) };
  const listed = await wecom.moment.list(span, { lane: 'bulk' });
  const isPatienceOver = now - calledAt >= LOOK_FOR_MS;
  const nobodys = await withoutKnown(
    db.read,
    listed.filter((one) => looksLike(one, moment)),
  );
  if (nobodys.length === 0) return isPatienceOver ? null : 'open';
  const candidates: Candidate[] = [];
  for (const one of nobodys) {
    const tasks = await wecom.moment.tasks(one.momentId, { lane: 'bulk' });
    candidates.push({ ...one, publishers: tasks.map(({ userId }) => userId) });
  }
  const rivals: SoughtMoment[] = [];
  for (const rival of await othersNear(db.read, moment.id, calledAt)) rivals.push(await sought(db.read, rival));
  const found = recognise(await sought(db.read, moment), rivals, candidates, { isPatienceOver });
  return found === null && !isPatienceOver ? 'open' : found;
}

async function withoutKnown<Listed extends { momentId: string }>(tx: Tx, listed: Listed[]): Promise<Listed[]> {
  if (listed.length === 0) return [];
  const ids = listed.map(({ momentId }) => momentId);
  const rows = await select<{ wecom_id: string }>(tx, `SELECT wecom_id FROM moment WHERE wecom_id ${inList(ids)}`, ids);
  const known = new Set(rows.map((row) => row.wecom_id));
  return listed.filter(({ momentId }) => !known.has(momentId));
}

const othersNear = (tx: Tx, id: string, calledAt: number): Promise<MomentRow[]> =>
  tx
    .createQueryBuilder(MomentRow, 'moment')
    .where('moment.calledAt BETWEEN :from AND :to', { from: calledAt - NEAR_MS, to: calledAt + NEAR_MS })
    .andWhere("moment.state IN ('calling', 'job', 'unknown') AND moment.id <> :id", { id })
    .getMany();

async function sought(tx: Tx, moment: MomentRow): Promise<SoughtMoment> {
  const { userIds, departmentIds } = moment;
  const isEverybody = userIds.length + departmentIds.length === 0;
  const departments = new Set<number>();
  for (const id of departmentIds) for (const one of await departmentWithSubs(tx, id)) departments.add(one);
  const conditions = [
    ...(isEverybody ? ['1 = 1'] : []),
    ...(userIds.length > 0 ? [`m.user_id ${inList(userIds)}`] : []),
    ...(departments.size > 0
      ? [`m.user_id IN (SELECT d.user_id FROM member_department d WHERE d.department_id ${inList([...departments])})`]
      : []),
  ];
  const rows = await select<{ user_id: string; may: number | string }>(
    tx,
    `SELECT m.user_id, CASE WHEN m.status = 'active' AND m.is_follow_user = 1 THEN 1 ELSE 0 END AS may FROM member m WHERE ${conditions.join(' OR ')}`,
    [...userIds, ...departments],
  );
  return {
    ...moment,
    isInWork: moment.state === 'job',
    asked: {
      userIds: new Set([...userIds, ...rows.map((row) => row.user_id)].map((userId) => userId.toLowerCase())),
      areNamed: !isEverybody && departmentIds.length === 0,
      mayPublish: rows.filter((row) => Number(row.may) === 1).length,
    },
  };
}
