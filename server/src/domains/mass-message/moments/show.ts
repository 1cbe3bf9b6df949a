import type { MomentReactionRow, MomentRep, MomentView } from '@zhike/shared/contracts/moment';
import { inList, select, type SqlValue } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { listDepartments, memberCards } from '../../corp/store.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { customerScopeSql } from '../../customer/scope.ts';
import { tagNames } from '../../tag/store.ts';
import type { MomentRow, MomentState } from './entity.ts';
import { sayMoment } from './say-moment.ts';

const STATUS: Record<MomentState, MomentView['status']> = {
  waiting: 'making',
  calling: 'making',
  job: 'making',
  running: 'running',
  ended: 'ended',
  cancelled: 'cancelled',
  failed: 'failed',
};

type Sums = Record<'total' | 'published' | 'reached' | 'likes' | 'comments', number | string>;

const unnamed = (userId: string) => ({ userId, name: userId, avatar: null });

export async function presentMoments(tx: Tx, rows: readonly MomentRow[]): Promise<MomentView[]> {
  const ids = rows.map((row) => row.id);
  const found = ids.length
    ? await select<Sums & { id: string }>(
        tx,
        `SELECT moment_id AS id, COUNT(*) AS total, SUM(is_published) AS published, SUM(reached) AS reached, SUM(likes) AS likes,
            SUM(comments) AS comments FROM moment_rep WHERE moment_id ${inList(ids)} GROUP BY moment_id`,
        ids,
      )
    : [];
  const cards = await memberCards(
    tx,
    rows.flatMap((row) => [row.createdBy, ...row.userIds]),
  );
  const tags = await tagNames(
    tx,
    rows.flatMap((row) => row.tagIds),
  );
  const isByDepartment = rows.some((row) => row.departmentIds.length > 0);
  const departments = new Map((isByDepartment ? await listDepartments(tx) : []).map(({ id, name }) => [id, name]));
  return rows.map((row) => {
    const sums = found.find(({ id }) => id === row.id);
    const of = (name: keyof Sums) => Number(sums?.[name] ?? 0);
    const { id, text, media, userIds, departmentIds, tagIds, problem, createdAt, readAt } = row;
    return {
      id,
      text,
      media,
      userIds,
      departmentIds,
      tagIds,
      sentence: sayMoment({
        publishers: [
          ...departmentIds.map((one) => departments.get(one) ?? '已删除的部门'),
          ...userIds.map((one) => cards.get(one)?.name ?? one),
        ],
        tags: tagIds.map((one) => tags.get(one)?.name ?? '已删除的标签'),
      }),
      status: STATUS[row.state],
      problem,
      reps: { total: of('total'), published: of('published') },
      counts: { reached: of('reached'), likes: of('likes'), comments: of('comments') },
      createdBy: cards.get(row.createdBy) ?? unnamed(row.createdBy),
      createdAt,
      readAt,
      can: { cancel: row.state === 'running' },
    };
  });
}

interface PageOf {
  cursor?: string;
  limit: number;
}

export async function listMomentReps(tx: Tx, momentId: string, { cursor, limit }: PageOf) {
  const rows = await select<{ user_id: string } & Record<'is_published' | 'reached' | 'likes' | 'comments', number>>(
    tx,
    `SELECT user_id, is_published, reached, likes, comments FROM moment_rep
      WHERE moment_id = ? AND user_id > ? ORDER BY user_id LIMIT ${limit + 1}`,
    [momentId, cursor ? decodeCursor(cursor, ['string'])[0] : ''],
  );
  const shown = rows.slice(0, limit);
  const cards = await memberCards(
    tx,
    shown.map((row) => row.user_id),
  );
  const items: MomentRep[] = shown.map((row) => ({
    member: cards.get(row.user_id) ?? unnamed(row.user_id),
    isPublished: Number(row.is_published) === 1,
    reached: Number(row.reached),
    likes: Number(row.likes),
    comments: Number(row.comments),
  }));
  return { items, nextCursor: rows.length > limit ? encodeCursor([shown.at(-1)!.user_id]) : null };
}

/** Who reacted, newest first; the viewer's scope comes last, always. */
export async function listMomentReactions(tx: Tx, viewer: MemberViewer, momentId: string, { cursor, limit }: PageOf) {
  const conditions = ['r.moment_id = ?'];
  const values: SqlValue[] = [momentId];
  if (cursor) {
    const [at, ...rest] = decodeCursor(cursor, ['number', 'string', 'string', 'string']);
    // Who likes and comments in one second, or two copies of one moment, is told of each time.
    conditions.push('r.at <= ? AND (r.at < ? OR (r.customer_id, r.kind, r.user_id) < (?, ?, ?))');
    values.push(at, at, ...rest);
  }
  const scope = customerScopeSql(viewer.scope, 'r.customer_id');
  if (scope) {
    conditions.push(scope.sql);
    values.push(...scope.values);
  }
  const rows = await select<{
    customer_id: string;
    name: string;
    avatar: string | null;
    user_id: string;
    kind: 'like' | 'comment';
    at: number | string;
  }>(
    tx,
    `SELECT r.customer_id, c.name, c.avatar, r.user_id, r.kind, r.at FROM moment_reaction r JOIN customer c ON c.id = r.customer_id
      WHERE ${conditions.join(' AND ')} ORDER BY r.at DESC, r.customer_id DESC, r.kind DESC, r.user_id DESC LIMIT ${limit + 1}`,
    values,
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const cards = await memberCards(
    tx,
    shown.map((row) => row.user_id),
  );
  const items: MomentReactionRow[] = shown.map((row) => ({
    customer: { id: row.customer_id, name: row.name, avatar: row.avatar },
    member: cards.get(row.user_id) ?? unnamed(row.user_id),
    kind: row.kind,
    at: Number(row.at),
  }));
  const next = last && [Number(last.at), last.customer_id, last.kind, last.user_id];
  return { items, nextCursor: rows.length > limit && next ? encodeCursor(next) : null };
}
