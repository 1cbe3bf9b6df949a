import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { customerStageChanged } from '../customer/events.ts';

const DAY = 86_400_000;
/** What a customer does later than this is no answer any more. */
export const ANSWERS_WITHIN_DAYS = 7;

/**
 * Of every member who sent something since: how many of those customers wrote back on that day or within seven more, or moved to a later
 * stage within seven days. Whoever sent and got nothing stands there with 0. The database does it, along the index by time.
 */
export async function countAnsweredSends(tx: Tx, since: number): Promise<{ userId: string; customers: number }[]> {
  const answered = new Map<string, Set<string>>();
  const note = (userId: string, customerId: string | null) => {
    const customers = answered.get(userId) ?? new Set<string>();
    if (customerId) customers.add(customerId);
    answered.set(userId, customers);
  };
  const senders = await select<{ id: string }>(
    tx,
    'SELECT DISTINCT user_id AS id FROM content_step WHERE at >= ? AND customer_id IS NOT NULL',
    [since],
  );
  for (const { id } of senders) note(id, null);
  for (const { userId, customerId } of await repliers(tx, since)) note(userId, customerId);
  for (const { userId, customerId } of await movers(tx, since)) note(userId, customerId);
  return [...answered].map(([userId, customers]) => ({ userId, customers: customers.size }));
}

interface Answered {
  userId: string;
  customerId: string;
}

/** Days are compared as numbers: both are written `2026-11-08`. */
async function repliers(tx: Tx, since: number): Promise<Answered[]> {
  const sends = await select<{ user_id: string; customer_id: string; day: string; reply: string }>(
    tx,
    `SELECT s.user_id, s.customer_id, s.day, MIN(d.day) AS reply FROM content_step s
      JOIN customer_day_count d ON d.customer_id = s.customer_id AND d.kind = 'message_received' AND d.day >= s.day
      WHERE s.at >= ? GROUP BY s.user_id, s.customer_id, s.day`,
    [since],
  );
  return sends
    .filter(({ day, reply }) => Date.parse(reply) - Date.parse(day) <= ANSWERS_WITHIN_DAYS * DAY)
    .map((row) => ({ userId: row.user_id, customerId: row.customer_id }));
}

async function movers(tx: Tx, since: number): Promise<Answered[]> {
  const stages = await select<{ id: string; sort: number }>(tx, 'SELECT id, sort FROM stage');
  const place = new Map(stages.map(({ id, sort }) => [id, Number(sort)]));
  const moves = await select<{ user_id: string; customer_id: string; payload: string }>(
    tx,
    `SELECT DISTINCT s.user_id, s.customer_id, e.payload FROM content_step s
      JOIN event e ON e.customer_id = s.customer_id AND e.occurred_at >= s.at AND e.occurred_at <= s.at + ?
      WHERE s.at >= ? AND e.type = ?`,
    [ANSWERS_WITHIN_DAYS * DAY, since, customerStageChanged.name],
  );
  return moves.flatMap(({ user_id, customer_id, payload }) => {
    const { fromStageId, toStageId } = JSON.parse(payload) as { fromStageId: string | null; toStageId: string };
    const from = fromStageId === null ? -1 : (place.get(fromStageId) ?? -1);
    const to = place.get(toStageId);
    return to !== undefined && to > from ? [{ userId: user_id, customerId: customer_id }] : [];
  });
}
