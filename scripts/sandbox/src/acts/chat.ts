import { archiveContent } from '../archive/archive-content.ts';
import { archiveMessage } from '../archive/archive-message.ts';
import { presentChatMessage } from '../control/present.ts';
import { sayContent } from '../control/say-content.ts';
import type { ChatContent } from '../control/views.ts';
import type { Sandbox } from '../sandbox.ts';
import { relationKey } from '../world/relation-store.ts';
import type { ChatMessage } from '../world/types.ts';
import { ActError } from './act-error.ts';

type NewMessage = Pick<ChatMessage, 'userId' | 'externalUserId' | 'from' | 'via' | 'content'>;

/** Puts a message into a chat, whoever wrote it. */
export function addChatMessage(sandbox: Sandbox, message: NewMessage): ChatMessage {
  const { world, clock } = sandbox;
  const seq = world.next('chat_message');
  const said: ChatMessage = { ...message, id: `chat${seq}`, seq, at: clock.now() };
  const archiveMsgId = archiveChatMessage(sandbox, said);
  const stored = world.chats.put(archiveMsgId === undefined ? said : { ...said, archiveMsgId });
  const member = world.member(message.userId)?.name ?? message.userId;
  const customer = world.customers.get(message.externalUserId)?.name ?? message.externalUserId;
  const who = message.from === 'customer' ? `${customer} → ${member}` : `${member} → ${customer}`;
  sandbox.live.tell({
    kind: 'chat',
    userId: message.userId,
    externalUserId: message.externalUserId,
    message: presentChatMessage(stored),
    text:
      message.from === 'system'
        ? `${member} 与 ${customer}:${summaryOf(message.content)}`
        : `${who}:${summaryOf(message.content)}`,
  });
  return stored;
}

/** A message typed in a client. It ends the right to a welcome message: the chat has started (41051). */
export function writeInChat(
  sandbox: Sandbox,
  userId: string,
  externalUserId: string,
  from: 'member' | 'customer',
  content: ChatContent,
  via: 'client' | 'sidebar' = 'client',
): ChatMessage {
  const { world } = sandbox;
  const relation = world.relations.get(relationKey(userId, externalUserId));
  if (!relation || relation.state === 'waiting') throw new ActError('conflict', '还不是好友,不能发消息');
  if (relation.state === 'deleted_by_customer') {
    throw new ActError('conflict', from === 'member' ? '对方已删除你,消息未送达' : '已删除该联系人,请重新添加');
  }
  if (relation.state === 'deleted_by_member') {
    throw new ActError('conflict', from === 'customer' ? '对方已不是你的好友,消息未送达' : '已删除该客户,请重新添加');
  }
  for (const code of world.welcomeCodes.values()) {
    if (code.state === 'open' && code.userId === relation.userId && code.externalUserId === externalUserId) {
      world.welcomeCodes.put({ ...code, state: 'chat_started' });
    }
  }
  return addChatMessage(sandbox, { userId: relation.userId, externalUserId, from, via, content });
}

export function addNotice(sandbox: Sandbox, userId: string, externalUserId: string, text: string): ChatMessage {
  return addChatMessage(sandbox, {
    userId,
    externalUserId,
    from: 'system',
    via: 'notice',
    content: { kind: 'text', text },
  });
}

/** Notices of the client are not said by anybody and never archived. */
function archiveChatMessage(sandbox: Sandbox, message: ChatMessage): string | undefined {
  if (message.from === 'system') return undefined;
  return archiveMessage(sandbox, {
    ...sidesOf(message),
    roomId: '',
    at: message.at,
    ...archiveContent(sandbox, message.content, message.at),
  });
}

/** Within this time a message can be taken back, as in WeChat. */
export const recallMs = 2 * 60_000;

/** Whoever said it takes it back (撤回). The archive keeps both: the message, and that it was taken back. */
export function recallInChat(sandbox: Sandbox, id: string, by: 'member' | 'customer'): ChatMessage {
  const { world, clock } = sandbox;
  const message = world.chats.get(id);
  if (!message) throw new ActError('not_found', '没有这条消息');
  if (message.from !== by) throw new ActError('conflict', '只能撤回自己发的消息');
  if (message.recalled) throw new ActError('conflict', '消息已经撤回');
  const now = clock.now();
  if (now - message.at > recallMs) throw new ActError('conflict', '发送超过 2 分钟的消息不能撤回');
  if (message.archiveMsgId !== undefined) {
    archiveMessage(sandbox, {
      ...sidesOf(message),
      roomId: '',
      at: now,
      action: 'recall',
      msgtype: 'revoke',
      body: { pre_msgid: message.archiveMsgId },
    });
  }
  const recalled = world.chats.put({ ...message, recalled: true });
  const { userId, externalUserId } = message;
  const name = by === 'member' ? world.member(userId)?.name : world.customers.get(externalUserId)?.name;
  sandbox.live.tell({
    kind: 'chat',
    userId,
    externalUserId,
    message: presentChatMessage(recalled),
    text: `${name ?? ''} 撤回了一条消息`,
  });
  return recalled;
}

const sidesOf = ({ from, userId, externalUserId }: ChatMessage): { from: string; toList: string[] } =>
  from === 'member' ? { from: userId, toList: [externalUserId] } : { from: externalUserId, toList: [userId] };

const LINE_LENGTH = 40;

/** One line about a message, for the live strip. */
function summaryOf(content: ChatContent): string {
  const line = sayContent(content);
  return content.kind === 'text' && line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)}…` : line;
}
