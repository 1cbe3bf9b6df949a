import { businessDate } from '../../platform/business-time.ts';
import type { Database } from '../../platform/database/database.ts';
import { execute, inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { activityOf, behaviourOf, MESSAGE_COUNTER } from './count-messages.ts';
import { eventsOf } from './count-events.ts';
import { type Activity, type DayCounted, moveActivity, writeCounts } from './count-rows.ts';
import type { BehaviourKind } from './kinds.ts';

const CUSTOMERS_AT_ONCE = 20;
const FOREVER = { from: 0, to: Number.MAX_SAFE_INTEGER };

/** Makes all counts anew, some customers a transaction, while the program runs. Returns how many customers it went through. */
export async function rebuildBehaviour(
  db: Database,
  timeZone: string,
  tell: (customers: number) => void = () => undefined,
): Promise<number> {
  let customers = 0;
  for (let after = ''; ; ) {
    const rows = await select<{ id: string }>(
      db.read,
      `SELECT id FROM customer WHERE id > ? ORDER BY id LIMIT ${CUSTOMERS_AT_ONCE}`,
      [after],
    );
    if (rows.length === 0) return customers;
    const ids = rows.map((row) => row.id);
    await db.transaction((tx) => rebuildSome(tx, ids, timeZone));
    customers += ids.length;
    after = ids.at(-1)!;
    tell(customers);
  }
}

/**
 * The old rows go first: that takes their locks, so that whoever counts meanwhile does so before (and is read here) or after (and
 * adds to what is written here). Messages are counted up to the counter's cursor, since it counts the rest itself.
 */
async function rebuildSome(tx: Tx, customerIds: string[], timeZone: string): Promise<void> {
  for (const table of ['customer_day_count', 'customer_activity'])
    await execute(tx, `DELETE FROM ${table} WHERE customer_id ${inList(customerIds)}`, customerIds);
  const happened: { customerId: string; kind: BehaviourKind; at: number }[] = [];
  const activities: Activity[] = [];
  for (const event of await eventsOf(tx, customerIds, FOREVER)) {
    happened.push({ ...event, at: event.occurredAt });
    if (event.isContact) activities.push({ customerId: event.customerId, contactAt: event.occurredAt, replyAt: null });
  }
  for (const message of await countedMessages(tx, customerIds)) {
    happened.push(message);
    activities.push(activityOf(message.customerId, message.kind, message.at));
  }
  const counts = new Map<string, DayCounted>();
  for (const { customerId, kind, at } of happened) {
    const day = businessDate(at, timeZone);
    const key = `${customerId} ${kind} ${day}`;
    counts.set(key, { customerId, kind, day, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  await writeCounts(tx, [...counts.values()], 'at_least');
  await moveActivity(tx, activities);
}

/** What the counter of messages has counted of these customers. */
async function countedMessages(
  tx: Tx,
  customerIds: string[],
): Promise<{ customerId: string; kind: BehaviourKind; at: number }[]> {
  const rows = await select<{
    customer_id: string;
    conversation_kind: 'single' | 'group' | 'internal';
    sender_kind: 'member' | 'customer' | 'robot';
    type: string;
    sent_at: number | string;
  }>(
    tx,
    `SELECT m.customer_id, c.kind AS conversation_kind, m.sender_kind, m.type, m.sent_at
       FROM chat_message m JOIN chat_conversation c ON c.id = m.conversation_id
      WHERE m.customer_id ${inList(customerIds)}
        AND m.position <= COALESCE((SELECT position FROM bulk_cursor WHERE name = ?), 0)`,
    [...customerIds, MESSAGE_COUNTER],
  );
  return rows.flatMap((row) => {
    const at = Number(row.sent_at);
    const kind = behaviourOf({
      customerId: row.customer_id,
      conversationKind: row.conversation_kind,
      from: { kind: row.sender_kind, id: '' },
      type: row.type,
      sentAt: at,
    });
    return kind ? { customerId: row.customer_id, kind, at } : [];
  });
}
