import type { QualityActionKind } from '@zhike/shared/contracts/quality';
import type { Dependencies } from '../../dependencies.ts';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { isSpeech } from '../chat-archive/not-said.ts';
import { readContent } from '../chat-archive/sealed-content.ts';
import type { StreamedMessage } from '../chat-archive/stream.ts';
import { findMember } from '../corp/store.ts';
import { type LookFor, loadLookFor, membershipOf } from './look-for.ts';
import { type Found, recordHit } from './record-hit.ts';
import { noteReplies } from './replies.ts';
import { saysPhone } from './rules.ts';

/** A message in a chat with customers, and the rep who answers for it. */
export type Heard = StreamedMessage & { rep: string };

/** What quality checks make of archived messages, in the order in which they came. */
export async function handleMessages(
  tx: Tx,
  deps: Dependencies,
  messages: readonly StreamedMessage[],
  now: number,
): Promise<void> {
  const heard = await withReps(
    tx,
    messages.filter(
      (message) => message.conversationKind !== 'internal' && message.from.kind !== 'robot' && isSpeech(message),
    ),
  );
  if (heard.length === 0) return;
  const lookFor = await loadLookFor(tx);
  const isIn = await membershipOf(
    tx,
    heard.map(({ rep }) => rep),
  );
  for (const message of heard) {
    const found = [...wordsIn(lookFor, message, isIn), ...(await actionsIn(tx, deps, lookFor, message, isIn))];
    for (const one of found) await recordHit(tx, deps, one, now);
  }
  await noteReplies(tx, deps, lookFor, heard, isIn, now);
}

/** In a group, what a member says is hers; what a customer says is the owner's of the group. */
async function withReps(tx: Tx, messages: StreamedMessage[]): Promise<Heard[]> {
  const chatIds = [
    ...new Set(messages.flatMap(({ chatId, from }) => (chatId && from.kind === 'customer' ? [chatId] : []))),
  ];
  const owners = chatIds.length
    ? await select<{ chat_id: string; owner_user_id: string }>(
        tx,
        `SELECT chat_id, owner_user_id FROM group_chat WHERE chat_id ${inList(chatIds)}`,
        chatIds,
      )
    : [];
  const ownerOf = new Map(owners.map((row) => [row.chat_id, row.owner_user_id]));
  return messages.flatMap((message) => {
    const { from, userId, chatId } = message;
    const rep = from.kind === 'member' ? from.id : (userId ?? (chatId ? ownerOf.get(chatId) : undefined));
    return rep ? [{ ...message, rep }] : [];
  });
}

type IsIn = (departmentIds: readonly number[], userId: string) => boolean;

function wordsIn({ words, groups }: LookFor, message: Heard, isIn: IsIn): Found[] {
  if (message.text === '') return [];
  const speaker = message.from.kind as 'member' | 'customer';
  return words.match(message.text).flatMap(({ key, words: said }) => {
    const group = groups[key]!;
    const { id, name, level } = group;
    if (group.speaker !== 'both' && group.speaker !== speaker) return [];
    if (message.sentAt < group.onSince || !isIn(group.departmentIds, message.rep)) return [];
    return said.map((word) => ({
      ...placeOf(message),
      causeKey: `word:${id}:${message.position}:${word}`,
      rule: { kind: 'word' as const, id, name, word },
      level,
    }));
  });
}

async function actionsIn(
  tx: Tx,
  deps: Pick<Dependencies, 'keys'>,
  { actions }: LookFor,
  message: Heard,
  isIn: IsIn,
): Promise<Found[]> {
  if (message.from.kind !== 'member' || actions.size === 0) return [];
  const done: QualityActionKind[] = [];
  if (RED_PACKETS.has(message.type)) done.push('red_packet');
  if (message.text !== '' && saysPhone(message.text)) done.push('phone');
  if (message.type === 'card' && actions.has('contact_card') && (await isForeignCard(tx, deps, message.position)))
    done.push('contact_card');
  return done.flatMap((kind) => {
    const action = actions.get(kind);
    if (!action || message.sentAt < action.onSince || !isIn(action.departmentIds, message.rep)) return [];
    return [
      {
        ...placeOf(message),
        causeKey: `${kind}:${message.position}`,
        rule: { kind: 'action' as const, id: kind },
        level: action.level,
      },
    ];
  });
}

/** Message types of doc 91774. */
const RED_PACKETS = new Set(['redpacket', 'external_redpacket']);

/** A colleague's card may be shared; everybody else's is an external contact's. */
async function isForeignCard(tx: Tx, { keys }: Pick<Dependencies, 'keys'>, position: number): Promise<boolean> {
  const [row] = await select<{ content: string; is_encrypted: number | string }>(
    tx,
    'SELECT content, is_encrypted FROM chat_message WHERE position = ?',
    [position],
  );
  const content = row ? readContent(row, keys) : null;
  return content?.kind === 'card' && (await findMember(tx, content.userId)) === null;
}

function placeOf({ rep, customerId, conversationId, position, sentAt, from }: Heard) {
  return {
    speaker: from.kind as 'member' | 'customer',
    userId: rep,
    customerId,
    conversationId,
    position,
    at: sentAt,
  };
}
