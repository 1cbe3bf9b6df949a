import type { QualityHitView, QualityLevel, QualityState } from '@zhike/shared/contracts/quality';
import { select, type SqlValue } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { mayDecide } from './actions/decide-hit.ts';
import { QualityHitRow } from './entity.ts';
import { namesOf } from './messages-around.ts';
import { memberScopeSql } from '../corp/member-scope.ts';

export interface HitFilter {
  state?: QualityState;
  level?: QualityLevel;
  userId?: string;
  word?: string;
  cursor?: string;
  limit: number;
}

/** Newest first. */
export async function listHits(tx: Tx, viewer: MemberViewer, filter: HitFilter) {
  const conditions: string[] = ['1 = 1'];
  const values: SqlValue[] = [];
  const where = (sql: string, ...given: SqlValue[]) => {
    conditions.push(sql);
    values.push(...given);
  };
  if (filter.state) where('h.state = ?', filter.state);
  if (filter.level) where('h.level = ?', filter.level);
  if (filter.userId) where('h.user_id = ?', filter.userId);
  if (filter.word) where('h.word = ?', filter.word);
  if (filter.cursor) where('h.id < ?', decodeCursor(filter.cursor, ['string'])[0]);
  const own = memberScopeSql(viewer.scope, 'h.user_id');
  if (own) where(own.sql, ...own.values);
  const found = await select<{ id: string }>(
    tx,
    `SELECT h.id FROM quality_hit h WHERE ${conditions.join(' AND ')} ORDER BY h.id DESC LIMIT ${filter.limit + 1}`,
    values,
  );
  const ids = found.slice(0, filter.limit).map(({ id }) => id);
  const rows = ids.length
    ? await tx
        .createQueryBuilder(QualityHitRow, 'h')
        .where('h.id IN (:...ids)', { ids })
        .orderBy('h.id', 'DESC')
        .getMany()
    : [];
  return {
    items: await presentHits(tx, rows, viewer),
    nextCursor: found.length > filter.limit ? encodeCursor([ids.at(-1)!]) : null,
  };
}

export async function presentHits(
  tx: Tx,
  rows: readonly QualityHitRow[],
  viewer: Pick<MemberViewer, 'userId'>,
): Promise<QualityHitView[]> {
  const members = await memberCards(
    tx,
    rows.flatMap(({ userId, checkedBy }) => [userId, ...(checkedBy ? [checkedBy] : [])]),
  );
  const customers = await namesOf(tx, [...new Set(rows.flatMap(({ customerId }) => customerId ?? []))]);
  const person = (userId: string) => ({ userId, name: members.get(userId)?.name ?? userId });
  return rows.map((row) => ({
    id: row.id,
    ruleKind: row.ruleKind,
    ruleName: row.ruleName,
    action: row.ruleKind === 'action' ? (row.ruleId as QualityHitView['action']) : null,
    word: row.word || null,
    speaker: row.speaker,
    level: row.level,
    member: person(row.userId),
    customer:
      row.customerId && customers.has(row.customerId)
        ? { id: row.customerId, name: customers.get(row.customerId)! }
        : null,
    at: row.at,
    times: row.times,
    state: row.state,
    checkedBy: row.checkedBy ? person(row.checkedBy) : null,
    checkedAt: row.checkedAt,
    note: row.note,
    can: { decide: row.state === 'open' && mayDecide(row, viewer) },
  }));
}
