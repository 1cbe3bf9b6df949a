import type { Dependencies } from '../../dependencies.ts';
import { businessDate } from '../../platform/business-time.ts';
import { execute, inList, insertRows, select, upsertGrowing, upsertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { Heard } from './handle-messages.ts';
import type { LookFor } from './look-for.ts';
import { afterWorkingTime } from './rules.ts';

export const DAY = 24 * 60 * 60_000;

/** As in `quality_waiting`. */
interface Waiting {
  userId: string;
  startedAt: number;
  isFirst: boolean;
}

/** As in `quality_contact`. */
interface Contact {
  lastAt: number;
  firstAskedDay: string | null;
  dueAt: number | null;
}

/** What is known of the conversations of a batch, and what of it is to be written. */
interface Books {
  waiting: Map<string, Waiting>;
  contacts: Map<string, Contact>;
  /** Conversations whose stored question is over. */
  over: Set<string>;
  begun: Map<string, Record<string, string | number | null>>;
  /** The message that last changed the contact. */
  touched: Map<string, Heard>;
  days: Map<string, DayRow>;
}

/** Of single chats: who waits since when, when the rep spoke last, and how fast the questions of a day were answered. */
export async function noteReplies(
  tx: Tx,
  { config: { timeZone } }: Pick<Dependencies, 'config'>,
  { actions }: LookFor,
  messages: readonly Heard[],
  isIn: (departmentIds: readonly number[], userId: string) => boolean,
): Promise<void> {
  const singles = messages.filter(({ conversationKind }) => conversationKind === 'single');
  if (singles.length === 0) return;
  const noReply = actions.get('no_reply');
  const noFollowUp = actions.get('no_follow_up');
  const books = await openBooks(
    tx,
    singles.map(({ conversationId }) => conversationId),
  );
  const { waiting: allWaiting, contacts, touched } = books;
  for (const message of singles) {
    const { conversationId, sentAt, position, rep } = message;
    const waiting = allWaiting.get(conversationId);
    const contact = contacts.get(conversationId);
    if (message.from.kind === 'member') {
      if (waiting && waiting.startedAt <= sentAt) noteAnswer(books, conversationId, waiting, sentAt, timeZone);
      const counts = noFollowUp && sentAt >= noFollowUp.onSince && isIn(noFollowUp.departmentIds, rep);
      if (contact && contact.lastAt > sentAt) continue;
      contacts.set(conversationId, {
        lastAt: sentAt,
        firstAskedDay: contact?.firstAskedDay ?? null,
        dueAt: counts ? sentAt + noFollowUp.amount * DAY : null,
      });
      touched.set(conversationId, message);
      continue;
    }
    // Already waiting, or what came late was answered already.
    if (waiting || (contact && contact.lastAt > sentAt)) continue;
    const day = businessDate(sentAt, timeZone);
    const counts = noReply && sentAt >= noReply.onSince && isIn(noReply.departmentIds, rep);
    const isFirst = contact?.firstAskedDay !== day;
    allWaiting.set(conversationId, { userId: rep, startedAt: sentAt, isFirst });
    books.begun.set(conversationId, {
      conversation_id: conversationId,
      user_id: rep,
      customer_id: message.customerId,
      started_at: sentAt,
      position,
      is_first: Number(isFirst),
      due_at: counts ? afterWorkingTime(sentAt, noReply.amount, noReply.hours, timeZone) : null,
    });
    contacts.set(conversationId, {
      lastAt: contact?.lastAt ?? 0,
      firstAskedDay: day,
      dueAt: contact?.dueAt ?? null,
    });
    touched.set(conversationId, message);
    addToDay(books, day, rep, { asked: 1 });
  }
  await writeBooks(tx, books);
}

function noteAnswer(books: Books, conversationId: string, waiting: Waiting, at: number, timeZone: string): void {
  books.waiting.delete(conversationId);
  // Asked and answered within the batch: nothing of it is stored.
  if (!books.begun.delete(conversationId)) books.over.add(conversationId);
  const wait = at - waiting.startedAt;
  addToDay(books, businessDate(waiting.startedAt, timeZone), waiting.userId, {
    answered: 1,
    wait_ms: wait,
    ...(waiting.isFirst ? { first_answered: 1, first_wait_ms: wait } : {}),
  });
}

type Counters = Record<'asked' | 'answered' | 'wait_ms' | 'first_answered' | 'first_wait_ms', number>;
type DayRow = Counters & { day: string; user_id: string };

function addToDay({ days }: Books, day: string, userId: string, more: Partial<Counters>): void {
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

async function openBooks(tx: Tx, all: string[]): Promise<Books> {
  const ids = [...new Set(all)];
  const waiting = await select<Record<string, string | number>>(
    tx,
    `SELECT conversation_id, user_id, started_at, is_first FROM quality_waiting WHERE conversation_id ${inList(ids)}`,
    ids,
  );
  const contacts = await select<Record<string, string | number | null>>(
    tx,
    `SELECT conversation_id, last_at, first_asked_day, due_at FROM quality_contact WHERE conversation_id ${inList(ids)}`,
    ids,
  );
  return {
    waiting: new Map(
      waiting.map((row) => [
        String(row.conversation_id),
        { userId: String(row.user_id), startedAt: Number(row.started_at), isFirst: Number(row.is_first) === 1 },
      ]),
    ),
    contacts: new Map(
      contacts.map((row) => [
        String(row.conversation_id),
        {
          lastAt: Number(row.last_at),
          firstAskedDay: row.first_asked_day === null ? null : String(row.first_asked_day),
          dueAt: row.due_at === null ? null : Number(row.due_at),
        },
      ]),
    ),
    over: new Set(),
    begun: new Map(),
    touched: new Map(),
    days: new Map(),
  };
}

async function writeBooks(tx: Tx, { over, begun, contacts, touched, days }: Books): Promise<void> {
  if (over.size > 0)
    await execute(tx, `DELETE FROM quality_waiting WHERE conversation_id ${inList([...over])}`, [...over]);
  await insertRows(tx, 'quality_waiting', [...begun.values()]);
  await upsertRows(
    tx,
    'quality_contact',
    [...touched].map(([conversationId, { rep, customerId, position }]) => {
      const { lastAt, firstAskedDay, dueAt } = contacts.get(conversationId)!;
      return {
        conversation_id: conversationId,
        user_id: rep,
        customer_id: customerId,
        last_at: lastAt,
        position,
        first_asked_day: firstAskedDay,
        due_at: dueAt,
      };
    }),
    ['conversation_id'],
    ['last_at', 'position', 'first_asked_day', 'due_at', 'customer_id'],
  );
  await upsertGrowing(tx, 'quality_reply_day', [...days.values()], ['day', 'user_id'], {
    asked: 'sum',
    answered: 'sum',
    wait_ms: 'sum',
    first_answered: 'sum',
    first_wait_ms: 'sum',
  });
}
