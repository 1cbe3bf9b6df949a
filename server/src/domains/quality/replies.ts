import type { Dependencies } from '../../dependencies.ts';
import { businessDate } from '../../platform/business-time.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { Heard } from './handle-messages.ts';
import type { LookFor } from './look-for.ts';
import { addToDay, type Books, openBooks, type Waiting, writeBooks } from './reply-books.ts';
import { afterWorkingTime, workingDayOf, workingTimeBetween } from './rules.ts';
import { recordNoReply } from './no-reply.ts';

/** Of single chats: who waits since when, when the rep spoke last, and how fast the questions of a day were answered. */
export async function noteReplies(
  tx: Tx,
  deps: Pick<Dependencies, 'config'>,
  lookFor: LookFor,
  messages: readonly Heard[],
  isIn: (departmentIds: readonly number[], userId: string) => boolean,
  now: number,
): Promise<void> {
  const singles = messages.filter(({ conversationKind }) => conversationKind === 'single');
  if (singles.length === 0) return;
  const { timeZone } = deps.config;
  const { hours, amount } = lookFor.answering;
  const noReply = lookFor.actions.get('no_reply');
  const books = await openBooks(
    tx,
    singles.map(({ conversationId }) => conversationId),
  );
  const late: Waiting[] = [];
  for (const message of singles) {
    const { conversationId, sentAt, position, rep, customerId } = message;
    const contact = books.contacts.get(conversationId);
    if (message.from.kind === 'member') {
      late.push(...noteAnswer(books, conversationId, sentAt, lookFor, timeZone));
      if (contact && contact.lastAt > sentAt) continue;
      books.contacts.set(conversationId, { lastAt: sentAt, firstAskedDay: contact?.firstAskedDay ?? null });
      books.touched.set(conversationId, message);
      continue;
    }
    // What came late was answered already.
    if (contact && contact.lastAt > sentAt) continue;
    const waiting = books.waiting.get(conversationId) ?? [];
    const asked = waiting.at(-1);
    const workingDay = (at: number) => workingDayOf(at, hours, timeZone);
    if (asked && workingDay(sentAt) <= workingDay(asked.startedAt)) continue;
    const day = businessDate(sentAt, timeZone);
    const counts = noReply && sentAt >= noReply.onSince && isIn(noReply.departmentIds, rep);
    const lateAt = afterWorkingTime(sentAt, amount, hours, timeZone);
    const question: Waiting = {
      conversationId,
      userId: rep,
      customerId,
      startedAt: sentAt,
      position,
      isFirst: contact?.firstAskedDay !== day,
      lateAt,
      dueAt: counts ? lateAt : null,
    };
    books.waiting.set(conversationId, [...waiting, question]);
    books.begun.add(question);
    books.contacts.set(conversationId, { lastAt: contact?.lastAt ?? 0, firstAskedDay: day });
    books.touched.set(conversationId, message);
    addToDay(books, day, rep, { asked: 1 });
  }
  await writeBooks(tx, books);
  if (noReply) for (const question of late) await recordNoReply(tx, deps, noReply, question, now);
}

/** Returns the questions that waited too long before this, and nobody has told of. */
function noteAnswer(
  books: Books,
  conversationId: string,
  at: number,
  { answering }: LookFor,
  timeZone: string,
): Waiting[] {
  const waiting = books.waiting.get(conversationId) ?? [];
  const answered = waiting.filter(({ startedAt }) => startedAt <= at);
  if (answered.length === 0) return [];
  books.waiting.set(
    conversationId,
    waiting.filter(({ startedAt }) => startedAt > at),
  );
  for (const question of answered) {
    // Asked and answered within the batch: nothing of it is stored.
    if (!books.begun.delete(question)) books.over.push(question);
    const wait = workingTimeBetween(question.startedAt, at, answering.hours, timeZone);
    addToDay(books, businessDate(question.startedAt, timeZone), question.userId, {
      answered: 1,
      wait_ms: wait,
      ...(question.isFirst ? { first_answered: 1, first_wait_ms: wait } : {}),
    });
  }
  return answered.filter(({ dueAt }) => dueAt !== null && at > dueAt);
}
