import type { MassOutcome, MassRepProgress, MassResultRow } from '@zhike/shared/contracts/mass-message';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { customerScopeSql } from '../customer/scope.ts';

/** How far each rep is, in the order of their ids. */
export async function listReps(
  tx: Tx,
  massMessageId: string,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<{ items: MassRepProgress[]; nextCursor: string | null }> {
  const after = cursor ? decodeCursor(cursor, ['string'])[0] : '';
  const rows = await select<{
    user_id: string;
    customers: number | string;
    sent: number | string;
    making: number | string;
    waiting: number | string;
    confirmed: number | string;
    cancelled: number | string;
    problem: string | null;
    confirmed_at: number | string | null;
  }>(
    tx,
    `SELECT user_id, SUM(customer_count) AS customers, SUM(sent_count) AS sent,
        SUM(CASE WHEN status IN ('filling', 'waiting', 'calling') THEN 1 ELSE 0 END) AS making,
        SUM(CASE WHEN status = 'created' THEN 1 ELSE 0 END) AS waiting,
        SUM(CASE WHEN status = 'confirmed' THEN 1 ELSE 0 END) AS confirmed,
        SUM(CASE WHEN status = 'cancelled' THEN 1 ELSE 0 END) AS cancelled,
        MAX(problem) AS problem, MAX(confirmed_at) AS confirmed_at
       FROM mass_message_slice WHERE mass_message_id = ? AND user_id > ? GROUP BY user_id ORDER BY user_id LIMIT ${limit + 1}`,
    [massMessageId, after],
  );
  const shown = rows.slice(0, limit);
  const cards = await memberCards(
    tx,
    shown.map((row) => row.user_id),
  );
  const items = shown.map((row): MassRepProgress => {
    const is = (value: number | string) => Number(value) > 0;
    return {
      member: cards.get(row.user_id) ?? { userId: row.user_id, name: row.user_id, avatar: null },
      customers: Number(row.customers),
      sent: Number(row.sent),
      status: is(row.making)
        ? 'making'
        : is(row.waiting)
          ? 'waiting'
          : is(row.confirmed)
            ? 'confirmed'
            : is(row.cancelled)
              ? 'cancelled'
              : 'failed',
      problem: row.problem,
      confirmedAt: row.confirmed_at === null ? null : Number(row.confirmed_at),
    };
  });
  return { items, nextCursor: rows.length > limit ? encodeCursor([shown.at(-1)!.user_id]) : null };
}

/** What became of each customer; the viewer's scope comes last, always. */
export async function listResults(
  tx: Tx,
  viewer: MemberViewer,
  massMessageId: string,
  asked: { outcome?: MassOutcome; userId?: string; cursor?: string; limit: number },
): Promise<{ items: MassResultRow[]; nextCursor: string | null }> {
  const conditions = ['r.mass_message_id = ?'];
  const values: (string | number)[] = [massMessageId];
  const where = (sql: string, ...given: (string | number)[]) => {
    conditions.push(sql);
    values.push(...given);
  };
  if (asked.outcome) where('r.outcome = ?', asked.outcome);
  if (asked.userId) where('r.user_id = ?', asked.userId);
  if (asked.cursor) where('r.customer_id > ?', decodeCursor(asked.cursor, ['string'])[0]);
  const scope = customerScopeSql(viewer.scope, 'r.customer_id');
  if (scope) where(scope.sql, ...(scope.values as (string | number)[]));
  const rows = await select<{
    customer_id: string;
    user_id: string | null;
    outcome: MassOutcome;
    variant: number | string;
    settled_at: number | string | null;
  }>(
    tx,
    `SELECT r.customer_id, r.user_id, r.outcome, r.variant, r.settled_at FROM mass_message_customer r
      WHERE ${conditions.join(' AND ')} ORDER BY r.customer_id LIMIT ${asked.limit + 1}`,
    values,
  );
  const shown = rows.slice(0, asked.limit);
  const customers = await customersOf(
    tx,
    shown.map((row) => row.customer_id),
  );
  const cards = await memberCards(
    tx,
    shown.flatMap((row) => row.user_id ?? []),
  );
  const items = shown.map((row) => ({
    customer: customers.get(row.customer_id) ?? { id: row.customer_id, name: '已删除的客户', avatar: null },
    member:
      row.user_id === null
        ? null
        : (cards.get(row.user_id) ?? { userId: row.user_id, name: row.user_id, avatar: null }),
    outcome: row.outcome,
    variant: Number(row.variant),
    at: row.settled_at === null ? null : Number(row.settled_at),
  }));
  return { items, nextCursor: rows.length > asked.limit ? encodeCursor([shown.at(-1)!.customer_id]) : null };
}

async function customersOf(tx: Tx, ids: string[]) {
  if (ids.length === 0) return new Map<string, { id: string; name: string; avatar: string | null }>();
  const rows = await select<{ id: string; name: string; avatar: string | null }>(
    tx,
    `SELECT id, name, avatar FROM customer WHERE id ${inList(ids)}`,
    ids,
  );
  return new Map(rows.map((row) => [row.id, { id: row.id, name: row.name, avatar: row.avatar }]));
}
