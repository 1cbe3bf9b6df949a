import type { ChatContent } from '@zhike/shared/chat-content';
import { MessageUnreadable } from './errors.ts';
import { isObject, type Json, listOf, number, parseJson, text } from './json-fields.ts';
import { type NamedFile, readMessageContent } from './read-content.ts';

/** A message of the archive, opened and typed (wecom-callbacks 3.7). */
export interface ReadMessage {
  msgId: string;
  senderId: string;
  receiverIds: string[];
  /** null in single chats. */
  roomId: string | null;
  sentAt: number;
  type: string;
  content: ChatContent;
  files: NamedFile[];
}

const MAX_ID = 64;

/**
 * Judges what was opened: a wrong key may give anything but never an object that names the envelope's own message.
 * @param receivedAt stands for the time of a message that has none
 */
export function readMessage(json: string, envelope: { msgId: string; receivedAt: number }): ReadMessage {
  let message: Json;
  try {
    const parsed = parseJson(json);
    if (!isObject(parsed)) throw new MessageUnreadable({ why: 'not an object' });
    message = parsed;
  } catch (error) {
    if (error instanceof MessageUnreadable) throw error;
    throw new MessageUnreadable({ why: 'not JSON' });
  }
  // Some records are told without an id of their own; a different one is somebody else's message.
  const msgId = text(message, 'msgid') || envelope.msgId;
  if (msgId !== envelope.msgId && !envelope.msgId.startsWith('seq-'))
    throw new MessageUnreadable({ why: 'another message' });
  // Of the action `switch` the shape is another: `time` and `user`, no type.
  const type = text(message, 'msgtype') || (text(message, 'action') === 'switch' ? 'switch' : 'unknown');
  const sentAt = number(message, 'msgtime') || number(message, 'time') || envelope.receivedAt;
  const senderId = text(message, 'from') || text(message, 'user');
  const receiverIds = listOf(message.tolist).filter((one): one is string => typeof one === 'string');
  const roomId = text(message, 'roomid') || null;
  for (const id of [senderId, roomId ?? '', ...receiverIds.slice(0, 1)])
    if (id.length > MAX_ID) throw new MessageUnreadable({ why: 'an id that is too long' });
  return {
    msgId,
    senderId,
    receiverIds,
    roomId,
    sentAt,
    type: type.slice(0, 32),
    ...readMessageContent(type, message),
  };
}
