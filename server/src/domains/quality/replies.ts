import type { Dependencies } from '../../dependencies.ts';
import { businessDate } from '../../platform/business-time.ts';
import { findRow } from '../../platform/database/find-row.ts';
import { execute, insertRows, upsertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { QualityContactRow, QualityWaitingRow } from './entity.ts';
import type { Heard } from './handle-messages.ts';
import type { LookFor } from './look-for.ts';
import { afterWorkingTime } from './rules.ts';

export const DAY = 24 * 60 * 60_000;

/** Of single chats: who waits since when, when the rep spoke last, and how fast the questions of a day were answered. */
export async function noteReplies(
  tx: Tx,
  { config: { timeZone } }: Pick<Dependencies, 'config'>,
  { actions }: LookFor,
  messages: readonly Heard[],
  isIn: (departmentIds: readonly number[], userId: string) => boolean,
): Promise<void> {
  const noReply = actions.get('no_reply');
  const noFollowUp = actions.get('no_follow_up');
  for (const message of messages) {
    if (message.conversationKind !== 'single') continue;
    const { conversationId, sentAt, position, rep } = message;
    const waiting = await findRow(tx, QualityWaitingRow, { conversationId });
    const contact = await findRow(tx, QualityContactRow, { conversationId });
    if (message.from.kind === 'member') {
      if (waiting && waiting.startedAt <= sentAt) await noteAnswer(tx, waiting, sentAt, timeZone);
      const counts = noFollowUp && sentAt >= noFollowUp.onSince && isIn(noFollowUp.departmentIds, rep);
      if (!contact || contact.lastAt <= sentAt)
        await saveContact(tx, message, {
          lastAt: sentAt,
          firstAskedDay: contact?.firstAskedDay ?? null,
          dueAt: counts ? sentAt + noFollowUp.amount * DAY : null,
        });
      continue;
    }
    // Already waiting, or what came late was answered already.
    if (waiting || (contact && contact.lastAt > sentAt)) continue;
    const day = businessDate(sentAt, timeZone);
    const counts = noReply && sentAt >= noReply.onSince && isIn(noReply.departmentIds, rep);
    await insertRows(tx, 'quality_waiting', [
      {
        conversation_id: conversationId,
        user_id: rep,
        customer_id: message.customerId,
        started_at: sentAt,
        position,
        is_first: contact?.firstAskedDay === day ? 0 : 1,
        due_at: counts ? afterWorkingTime(sentAt, noReply.amount, noReply.hours, timeZone) : null,
      },
    ]);
    await saveContact(tx, message, {
      lastAt: contact?.lastAt ?? 0,
      firstAskedDay: day,
      dueAt: contact?.dueAt ?? null,
    });
    await addToDay(tx, day, rep, { asked: 1 });
  }
}

async function noteAnswer(tx: Tx, waiting: QualityWaitingRow, at: number, timeZone: string): Promise<void> {
  await execute(tx, 'DELETE FROM quality_waiting WHERE conversation_id = ?', [waiting.conversationId]);
  const wait = at - waiting.startedAt;
  await addToDay(tx, businessDate(waiting.startedAt, timeZone), waiting.userId, {
    answered: 1,
    wait_ms: wait,
    ...(waiting.isFirst ? { first_answered: 1, first_wait_ms: wait } : {}),
  });
}

async function saveContact(
  tx: Tx,
  { conversationId, rep, customerId, position }: Heard,
  { lastAt, firstAskedDay, dueAt }: { lastAt: number; firstAskedDay: string | null; dueAt: number | null },
): Promise<void> {
  await upsertRows(
    tx,
    'quality_contact',
    [
      {
        conversation_id: conversationId,
        user_id: rep,
        customer_id: customerId,
        last_at: lastAt,
        position,
        first_asked_day: firstAskedDay,
        due_at: dueAt,
      },
    ],
    ['conversation_id'],
    ['last_at', 'position', 'first_asked_day', 'due_at', 'customer_id'],
  );
}

const counters = ['asked', 'answered', 'wait_ms', 'first_answered', 'first_wait_ms'] as const;

async function addToDay(
  tx: Tx,
  day: string,
  userId: string,
  more: Partial<Record<(typeof counters)[number], number>>,
): Promise<void> {
  const empty = Object.fromEntries(counters.map((name) => [name, 0]));
  await insertRows(tx, 'quality_reply_day', [{ day, user_id: userId, ...empty }], { ignoreDuplicates: true });
  await execute(
    tx,
    `UPDATE quality_reply_day SET ${counters.map((name) => `${name} = ${name} + ?`).join(', ')} WHERE day = ? AND user_id = ?`,
    [...counters.map((name) => more[name] ?? 0), day, userId],
  );
}
