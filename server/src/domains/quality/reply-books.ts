import {
  execute,
  inList,
  insertRows,
  select,
  type SqlValue,
  upsertGrowing,
  upsertRows,
} from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { Heard } from './handle-messages.ts';

/** A question that nobody has answered yet, as in `quality_waiting`. */
export interface Waiting {
  conversationId: string;
  userId: string;
  customerId: string | null;
  startedAt: number;
  position: number;
  /** Her first question to this rep on its day. */
  isFirst: boolean;
  lateAt: number;
  dueAt: number | null;
}

/** As in `quality_contact`. */
interface Contact {
  lastAt: number;
  firstAskedDay: string | null;
}

/** What is known of the conversations of a batch, and what of it is to be written. */
export interface Books {
  /** Oldest first. */
  waiting: Map<string, Waiting[]>;
  contacts: Map<string, Contact>;
  /** Stored questions that are answered. */
  over: Waiting[];
  begun: Set<Waiting>;
  /** The message that last changed the contact. */
  touched: Map<string, Heard>;
  days: Map<string, DayRow>;
}

type Counters = Record<'asked' | 'answered' | 'wait_ms' | 'first_answered' | 'first_wait_ms', number>;
type DayRow = Counters & { day: string; user_id: string };

export function addToDay({ days }: Books, day: string, userId: string, more: Partial<Counters>): void {
  const key = `${day} ${userId}`;
  const row = days.get(key) ?? {
    day,
    user_id: userId,
    asked: 0,
    answered: 0,
    wait_ms: 0,
    first_answered: 0,
    first_wait_ms: 0,
  };
  for (const [name, amount] of Object.entries(more) as [keyof Counters, number][]) row[name] += amount;
  days.set(key, row);
}

export async function openBooks(tx: Tx, all: string[]): Promise<Books> {
  const ids = [...new Set(all)];
  const rows = await select<Record<string, string | number>>(
    tx,
    `SELECT conversation_id, started_at, user_id, customer_id, position, is_first, late_at, due_at FROM quality_waiting
     WHERE conversation_id ${inList(ids)} ORDER BY started_at`,
    ids,
  );
  const waiting = new Map<string, Waiting[]>();
  for (const row of rows) {
    const conversationId = String(row.conversation_id);
    const one: Waiting = {
      conversationId,
      userId: String(row.user_id),
      customerId: row.customer_id === null ? null : String(row.customer_id),
      startedAt: Number(row.started_at),
      position: Number(row.position),
      isFirst: Number(row.is_first) === 1,
      lateAt: Number(row.late_at),
      dueAt: row.due_at === null ? null : Number(row.due_at),
    };
    waiting.set(conversationId, [...(waiting.get(conversationId) ?? []), one]);
  }
  const contacts = await select<Record<string, string | number | null>>(
    tx,
    `SELECT conversation_id, last_at, first_asked_day FROM quality_contact WHERE conversation_id ${inList(ids)}`,
    ids,
  );
  return {
    waiting,
    contacts: new Map(
      contacts.map((row) => [
        String(row.conversation_id),
        {
          lastAt: Number(row.last_at),
          firstAskedDay: row.first_asked_day === null ? null : String(row.first_asked_day),
        },
      ]),
    ),
    over: [],
    begun: new Set(),
    touched: new Map(),
    days: new Map(),
  };
}

/** SQLite takes expressions of a depth of 1,000. */
const ENDED_AT_ONCE = 200;

export async function writeBooks(tx: Tx, { over, begun, contacts, touched, days }: Books): Promise<void> {
  for (let start = 0; start < over.length; start += ENDED_AT_ONCE) {
    const some = over.slice(start, start + ENDED_AT_ONCE);
    await execute(
      tx,
      `DELETE FROM quality_waiting WHERE ${some.map(() => '(conversation_id = ? AND started_at = ?)').join(' OR ')}`,
      some.flatMap(({ conversationId, startedAt }) => [conversationId, startedAt]),
    );
  }
  await insertRows(tx, 'quality_waiting', [...begun].map(toRow));
  await upsertRows(
    tx,
    'quality_contact',
    [...touched].map(([conversationId, { rep, customerId, position }]) => {
      const { lastAt, firstAskedDay } = contacts.get(conversationId)!;
      return {
        conversation_id: conversationId,
        user_id: rep,
        customer_id: customerId,
        last_at: lastAt,
        position,
        first_asked_day: firstAskedDay,
      };
    }),
    ['conversation_id'],
    ['last_at', 'position', 'first_asked_day', 'customer_id'],
  );
  await upsertGrowing(tx, 'quality_reply_day', [...days.values()], ['day', 'user_id'], {
    asked: 'sum',
    answered: 'sum',
    wait_ms: 'sum',
    first_answered: 'sum',
    first_wait_ms: 'sum',
  });
}

const toRow = (one: Waiting): Record<string, SqlValue> => ({
  conversation_id: one.conversationId,
  started_at: one.startedAt,
  user_id: one.userId,
  customer_id: one.customerId,
  position: one.position,
  is_first: Number(one.isFirst),
  late_at: one.lateAt,
  due_at: one.dueAt,
});
