import { isWecomError } from '../../wecom/errors.ts';
import type { WecomClient } from '../../wecom/client.ts';
import { MOST_PAIRS } from '../../wecom/api/msgaudit.ts';
import type { CheckedAnswer } from './consent.ts';
import type { DueConversation } from './consent-checks.ts';

type Msgaudit = NonNullable<WecomClient['msgaudit']>;

export interface AskedConversation {
  conversation: DueConversation;
  /** null: WeCom does not know the chat (any more), so what is known stays. */
  answers: CheckedAnswer[] | null;
  /** Of an internal room. */
  roomName?: string;
}

const asBulk = { lane: 'bulk' } as const;

/** Asks WeCom about some conversations (docs 91782, 92951): single chats a hundred a call, each group by a call of its own. */
export async function askConsents(
  msgaudit: Msgaudit,
  conversations: readonly DueConversation[],
): Promise<AskedConversation[]> {
  const singles = conversations.filter(({ kind }) => kind === 'single');
  const asked: AskedConversation[] = [];
  for (let start = 0; start < singles.length; start += MOST_PAIRS)
    asked.push(...(await askSingles(msgaudit, singles.slice(start, start + MOST_PAIRS))));
  for (const conversation of conversations) {
    if (conversation.kind === 'group') asked.push(await askGroup(msgaudit, conversation));
    if (conversation.kind === 'internal') asked.push(await askRoomName(msgaudit, conversation));
  }
  return asked;
}

/** One pair that WeCom does not know fails the whole call: then they are asked in halves until it stands alone. */
async function askSingles(msgaudit: Msgaudit, conversations: DueConversation[]): Promise<AskedConversation[]> {
  const pairs = conversations.map(({ userId, externalUserId }) => ({
    userId: userId!,
    externalUserId: externalUserId!,
  }));
  const found = await unlessUnknown(() => msgaudit.checkSingle(pairs, asBulk));
  if (found)
    return conversations.map((conversation) => {
      const mine = found.filter(
        (one) => one.userId === conversation.userId && one.externalUserId === conversation.externalUserId,
      );
      return { conversation, answers: mine.length > 0 ? mine : null };
    });
  if (conversations.length === 1) return [{ conversation: conversations[0]!, answers: null }];
  const half = Math.ceil(conversations.length / 2);
  return [
    ...(await askSingles(msgaudit, conversations.slice(0, half))),
    ...(await askSingles(msgaudit, conversations.slice(half))),
  ];
}

async function askGroup(msgaudit: Msgaudit, conversation: DueConversation): Promise<AskedConversation> {
  return { conversation, answers: await unlessUnknown(() => msgaudit.checkRoom(conversation.chatId!, asBulk)) };
}

async function askRoomName(msgaudit: Msgaudit, conversation: DueConversation): Promise<AskedConversation> {
  const { chatId } = conversation;
  const room = chatId ? await unlessUnknown(() => msgaudit.readInternalRoom(chatId, asBulk)) : null;
  return { conversation, answers: null, ...(room?.name ? { roomName: room.name } : {}) };
}

/** What WeCom refuses for what was asked says something about that chat; anything else is a failure of the whole. */
async function unlessUnknown<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (isWecomError(error) && error.fault === 'permanent') return null;
    throw error;
  }
}
