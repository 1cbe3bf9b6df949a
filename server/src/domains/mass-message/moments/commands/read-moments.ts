import type { Dependencies } from '../../../../dependencies.ts';
import { findRow } from '../../../../platform/database/find-row.ts';
import { execute, insertRows, select, upsertRows } from '../../../../platform/database/sql.ts';
import type { Tx } from '../../../../platform/database/tx.ts';
import { type CommandFactory, enqueue } from '../../../../platform/delivery/command.ts';
import { recordEvent } from '../../../../platform/delivery/event.ts';
import type { MomentJobResult, MomentReaction } from '../../../../wecom/api/moment.ts';
import { isWecomError } from '../../../../wecom/errors.ts';
import { command } from '../../../command.ts';
import { orderOnce } from '../../../../platform/delivery/order-once.ts';
import { findCustomerIdByIdentity } from '../../../customer/store.ts';
import { MomentRow } from '../entity.ts';
import { momentProgressed, momentReacted } from '../events.ts';
import { findLostMoment } from '../find-lost-moment.ts';

const TURN_MS = 8_000;
/** Two calls each, and more where many react: what a turn may begin before its lease is out. */
const COPIES_A_TURN = 30;
const SERIAL_KEY = 'moments';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Likes and comments come in for days; nothing is asked for after a fortnight. */
const READ_FOR_MS = 14 * DAY;
/** Nobody of those asked can publish, or has such customers. The documents name no code for it; these say so elsewhere. */
const NOBODY = [41048, 81013];

type Nothing = Record<string, never>;
type Needs = Pick<Dependencies, 'db' | 'clock' | 'wecom'>;

/** Asks WeCom how moments go whose time has come: the job, who published, who sees it, who reacted. */
export const readMoments: CommandFactory<Dependencies, Nothing, boolean> = command<Nothing, boolean>({
  name: 'read-moments',
  repeatIsHarmless: '只读取朋友圈结果,重复读取得到同样的结果',
  serialKey: () => SERIAL_KEY,

  async send(_input, deps) {
    const stopAt = deps.clock.machineNow() + TURN_MS;
    for (;;) {
      const [due] = await select<{ id: string }>(
        deps.db.read,
        'SELECT id FROM moment WHERE next_poll_at <= ? ORDER BY next_poll_at, id LIMIT 1',
        [deps.clock.now()],
      );
      if (!due) return true;
      await readOne(deps, due.id);
      if (deps.clock.machineNow() >= stopAt) return false;
    }
  },

  async onDone(tx, _input, isDone) {
    if (!isDone) await enqueue(tx, readMoments({}));
  },
});

/** Once, however many ask for it. False: it is ordered already. */
export const orderMoments = (tx: Tx): Promise<boolean> => orderOnce(tx, readMoments({}));

export async function isAnyMomentDue(tx: Tx, now: number): Promise<boolean> {
  const rows = await select(tx, 'SELECT id FROM moment WHERE next_poll_at <= ? LIMIT 1', [now]);
  return rows.length > 0;
}

async function readOne(deps: Needs, id: string): Promise<void> {
  const { db, clock } = deps;
  const moment = await findRow(db.read, MomentRow, { id });
  if (!moment) return;
  try {
    if (moment.state === 'job') await readJob(deps, moment);
    else await readResults(deps, moment);
  } catch (error) {
    // Deleted in WeCom, or the job is forgotten: the other moments go on.
    if (!isWecomError(error) || error.fault !== 'permanent') throw error;
    if (moment.state === 'job') await seekForgotten(deps, moment);
    else await db.transaction((tx) => end(tx, moment, clock.now()));
  }
}

async function readJob({ db, clock, wecom }: Needs, moment: MomentRow): Promise<void> {
  const result = await wecom.moment.jobResult(moment.jobId ?? '', { lane: 'bulk' });
  const now = clock.now();
  await db.transaction(async (tx) => {
    if (!result) await execute(tx, 'UPDATE moment SET next_poll_at = ? WHERE id = ?', [now + MINUTE, moment.id]);
    else await takeJobResult(tx, moment, result, now);
    await recordEvent(tx, momentProgressed({ occurredAt: now, payload: { momentId: moment.id } }));
  });
}

async function takeJobResult(tx: Tx, { id }: MomentRow, result: MomentJobResult, now: number): Promise<void> {
  const { errcode, momentId, leftOut } = result;
  const isMade = errcode === 0 && momentId !== null;
  const problem = isMade ? null : NOBODY.includes(errcode) ? 'moment.nobody_publishes' : 'moment.refused_by_wecom';
  await execute(
    tx,
    "UPDATE moment SET state = ?, wecom_id = ?, problem = ?, left_out = ?, next_poll_at = ? WHERE id = ? AND state = 'job'",
    [isMade ? 'running' : 'failed', momentId, problem, JSON.stringify(leftOut), isMade ? now : null, id],
  );
}

/** WeCom knows the job no more (they are kept for 24 hours): what came of it may still be found in the list. */
async function seekForgotten(deps: Needs, moment: MomentRow): Promise<void> {
  const { db, clock } = deps;
  const found = await findLostMoment(deps, moment);
  const now = clock.now();
  await db.transaction(async (tx) => {
    if (found === 'open' && now - (moment.calledAt ?? 0) < 2 * DAY)
      await execute(tx, 'UPDATE moment SET next_poll_at = ? WHERE id = ?', [now + 5 * MINUTE, moment.id]);
    else
      await execute(
        tx,
        "UPDATE moment SET state = ?, wecom_id = ?, problem = ?, next_poll_at = ? WHERE id = ? AND state = 'job'",
        found && found !== 'open'
          ? ['running', found, null, now, moment.id]
          : ['unknown', null, 'moment.outcome_unknown', null, moment.id],
      );
    await recordEvent(tx, momentProgressed({ occurredAt: now, payload: { momentId: moment.id } }));
  });
}

/** A moment of many publishers takes several turns: what was read since it became due is not read again. */
async function readResults({ db, clock, wecom }: Needs, moment: MomentRow): Promise<void> {
  const wecomId = moment.wecomId ?? '';
  const tasks = await wecom.moment.tasks(wecomId, { lane: 'bulk' });
  const isRead = await readSince(db.read, moment);
  const unread = tasks.filter(({ userId }) => !isRead.has(userId));
  const published = unread.filter(({ isPublished }) => isPublished);
  for (const task of unread.filter(({ isPublished }) => !isPublished))
    await db.transaction((tx) => takeRep(tx, moment, { ...task, reached: 0, reactions: [] }, clock.now()));
  for (const task of published.slice(0, COPIES_A_TURN)) {
    const copy = await readCopy(wecom, wecomId, task.userId);
    await db.transaction((tx) =>
      copy ? takeRep(tx, moment, { ...task, ...copy }, clock.now()) : keepRep(tx, moment, task, clock.now()),
    );
  }
  if (published.length <= COPIES_A_TURN) await db.transaction((tx) => goOn(tx, moment, clock.now()));
}

async function readSince(tx: Tx, { id, nextPollAt }: MomentRow): Promise<ReadonlySet<string>> {
  const rows = await select<{ user_id: string }>(
    tx,
    'SELECT user_id FROM moment_rep WHERE moment_id = ? AND read_at >= ?',
    [id, nextPollAt],
  );
  return new Set(rows.map((row) => row.user_id));
}

/** null: WeCom tells nothing of this publisher any more, who has left, say. */
async function readCopy(wecom: Needs['wecom'], wecomId: string, userId: string) {
  try {
    const reached = await wecom.moment.countReached(wecomId, userId, { lane: 'bulk' });
    return { reached, reactions: await wecom.moment.reactions(wecomId, userId, { lane: 'bulk' }) };
  } catch (error) {
    if (isWecomError(error) && error.fault === 'permanent') return null;
    throw error;
  }
}

/** What is known of her copy stays. */
async function keepRep(
  tx: Tx,
  { id: moment_id }: MomentRow,
  { userId: user_id, isPublished }: { userId: string; isPublished: boolean },
  read_at: number,
) {
  const row = { moment_id, user_id, is_published: isPublished ? 1 : 0, reached: 0, likes: 0, comments: 0, read_at };
  await upsertRows(tx, 'moment_rep', [row], ['moment_id', 'user_id'], ['is_published', 'read_at']);
}

async function takeRep(
  tx: Tx,
  { id: momentId }: MomentRow,
  rep: { userId: string; isPublished: boolean; reached: number; reactions: MomentReaction[] },
  now: number,
): Promise<void> {
  const { userId, isPublished, reached, reactions } = rep;
  const ofCustomers = reactions.flatMap((one) =>
    one.externalUserId === null ? [] : [{ ...one, externalUserId: one.externalUserId }],
  );
  const count = (kind: MomentReaction['kind']) => ofCustomers.filter((one) => one.kind === kind).length;
  const row = { moment_id: momentId, user_id: userId, is_published: isPublished ? 1 : 0, reached, read_at: now };
  await upsertRows(
    tx,
    'moment_rep',
    [{ ...row, likes: count('like'), comments: count('comment') }],
    ['moment_id', 'user_id'],
    ['is_published', 'reached', 'likes', 'comments', 'read_at'],
  );
  for (const { kind, externalUserId, at } of ofCustomers) {
    const customerId = await findCustomerIdByIdentity(tx, 'external_userid', externalUserId);
    if (!customerId) continue;
    const isNews = await insertRows(
      tx,
      'moment_reaction',
      [{ moment_id: momentId, user_id: userId, kind, customer_id: customerId, external_user_id: externalUserId, at }],
      { ignoreDuplicates: true },
    );
    if (isNews > 0)
      await recordEvent(
        tx,
        momentReacted({ occurredAt: at, customerId, memberUserId: userId, payload: { momentId, userId, kind } }),
      );
  }
}

/** Every five minutes in the first hour, hourly on the first day, then daily. */
async function goOn(tx: Tx, moment: MomentRow, now: number): Promise<void> {
  const age = now - moment.createdAt;
  const pause = age < HOUR ? 5 * MINUTE : age < DAY ? HOUR : DAY;
  const isOver = age >= READ_FOR_MS;
  await execute(tx, 'UPDATE moment SET polls = polls + 1, read_at = ?, next_poll_at = ? WHERE id = ?', [
    now,
    isOver ? null : now + pause,
    moment.id,
  ]);
  if (isOver) await execute(tx, "UPDATE moment SET state = 'ended' WHERE id = ? AND state = 'running'", [moment.id]);
  await recordEvent(tx, momentProgressed({ occurredAt: now, payload: { momentId: moment.id } }));
}

async function end(tx: Tx, { id }: MomentRow, now: number): Promise<void> {
  const sql = "UPDATE moment SET state = 'ended', problem = 'moment.gone', next_poll_at = NULL WHERE id = ?";
  await execute(tx, sql, [id]);
  await recordEvent(tx, momentProgressed({ occurredAt: now, payload: { momentId: id } }));
}
