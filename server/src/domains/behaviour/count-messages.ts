import { businessDate } from '../../platform/business-time.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { isSpeech } from '../chat-archive/not-said.ts';
import type { StreamedMessage } from '../chat-archive/stream.ts';
import { type Activity, type DayCounted, moveActivity, writeCounts } from './count-rows.ts';
import type { BehaviourKind } from './kinds.ts';

/** The cursor of whoever counts messages, in `bulk_cursor`. */
export const MESSAGE_COUNTER = 'count-messages';

type Counted = Pick<StreamedMessage, 'customerId' | 'conversationKind' | 'from' | 'type' | 'sentAt'>;

/** What a message counts as; null: nothing. A customer whom nobody knows yet is counted when she is known. */
export function behaviourOf(message: Counted): BehaviourKind | null {
  if (!message.customerId || !isSpeech(message)) return null;
  const { conversationKind, from } = message;
  if (from.kind === 'customer') return conversationKind === 'group' ? 'group_message' : 'message_received';
  return from.kind === 'member' && conversationKind === 'single' ? 'message_sent' : null;
}

/** Each message once: in the transaction that moves the cursor past it. */
export async function countMessages(tx: Tx, messages: readonly Counted[], timeZone: string): Promise<void> {
  const counts = new Map<string, DayCounted>();
  const activities: Activity[] = [];
  for (const message of messages) {
    const kind = behaviourOf(message);
    if (!kind) continue;
    const customerId = message.customerId!;
    const day = businessDate(message.sentAt, timeZone);
    const key = `${customerId} ${kind} ${day}`;
    const known = counts.get(key);
    counts.set(key, { customerId, kind, day, count: (known?.count ?? 0) + 1 });
    activities.push(activityOf(customerId, kind, message.sentAt));
  }
  await writeCounts(tx, [...counts.values()], 'add');
  await moveActivity(tx, activities);
}

/** What is said in a group is said to nobody in particular: it neither contacts nor answers. */
export function activityOf(customerId: string, kind: BehaviourKind, at: number): Activity {
  return {
    customerId,
    contactAt: kind === 'message_sent' ? at : null,
    replyAt: kind === 'message_received' ? at : null,
  };
}
