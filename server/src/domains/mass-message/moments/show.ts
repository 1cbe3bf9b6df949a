import type { MomentReactionRow, MomentRep, MomentView } from '@zhike/shared/contracts/moment';
import { inList, select, type SqlValue } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { memberScopeSql } from '../../corp/member-scope.ts';
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
  unknown: 'unknown',
};

type Sums = Record<'total' | 'published' | 'reached' | 'likes' | 'comments', number | string>;

const unnamed = (userId: string) => ({ userId, name: userId, avatar: null });

/** With the figures of the viewer's people. */
export async function presentMoments(tx: Tx, viewer: MemberViewer, rows: readonly MomentRow[]): Promise<MomentView[]> {
  const found = await sumUp(
    tx,
    viewer,
    rows.map((row) => row.id),
  );
  const cards = await memberCards(
    tx,
    rows.flatMap((row) => [row.createdBy, ...row.userIds, ...(row.leftOut?.userIds ?? [])]),
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
    const { id, text, media, userIds, departmentIds, tagIds, problem, leftOut, createdAt, readAt } = row;
    const departmentName = (one: number) => departments.get(one) ?? '已删除的部门';
    const tagName = (one: string) => tags.get(one)?.name ?? '已删除的标签';
    return {
      id,
      text,
      media,
      userIds,
      departmentIds,
      tagIds,
      sentence: sayMoment({
        publishers: [...departmentIds.map(departmentName), ...userIds.map((one) => cards.get(one)?.name ?? one)],
        tags: tagIds.map(tagName),
      }),
      status: STATUS[row.state],
      problem,
      reps: { total: of('total'), published: of('published') },
      counts: { reached: of('reached'), likes: of('likes'), comments: of('comments') },
      leftOut: {
        members: (leftOut?.userIds ?? []).map((one) => cards.get(one) ?? unnamed(one)),
        departments: (leftOut?.departmentIds ?? []).map(departmentName),
        tags: (leftOut?.tagIds ?? []).map(tagName),
      },
      createdBy: cards.get(row.createdBy) ?? unnamed(row.createdBy),
      createdAt,
      readAt,
      can: { cancel: row.state === 'running' },
    };
  });
}

async function sumUp(tx: Tx, viewer: MemberViewer, ids: readonly string[]): Promise<(Sums & { id: string })[]> {
  if (ids.length === 0) return [];
  const scope = memberScopeSql(viewer.scope, 'r.user_id');
  return select<Sums & { id: string }>(
    tx,
    `SELECT r.moment_id AS id, COUNT(*) AS total, SUM(r.is_published) AS published, SUM(r.reached) AS reached, SUM(r.likes) AS likes,
        SUM(r.comments) AS comments FROM moment_rep r
      WHERE r.moment_id ${inList(ids)}${scope ? ` AND ${scope.sql}` : ''} GROUP BY r.moment_id`,
    [...ids, ...(scope?.values ?? [])],
  );
}

interface PageOf {
  cursor?: string;
  limit: number;
}

/** In the order of their ids; the viewer's scope comes last, always. */
export async function listMomentReps(tx: Tx, viewer: MemberViewer, momentId: string, { cursor, limit }: PageOf) {
  const scope = memberScopeSql(viewer.scope, 'r.user_id');
  const rows = await select<{ user_id: string } & Record<'is_published' | 'reached' | 'likes' | 'comments', number>>(
    tx,
    `SELECT r.user_id, r.is_published, r.reached, r.likes, r.comments FROM moment_rep r
      WHERE r.moment_id = ? AND r.user_id > ?${scope ? ` AND ${scope.sql}` : ''} ORDER BY r.user_id LIMIT ${limit + 1}`,
    [momentId, cursor ? decodeCursor(cursor, ['string'])[0] : '', ...(scope?.values ?? [])],
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
