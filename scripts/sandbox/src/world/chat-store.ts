import { Collection } from './collection.ts';
import { relationKey } from './relation-store.ts';
import { SequenceList } from './sequence-list.ts';
import type { ChatMessage } from './types.ts';

/** One conversation of a member with a customer. */
export interface Chat {
  userId: string;
  externalUserId: string;
  messages: SequenceList<ChatMessage>;
}

/** Chat messages, grouped by conversation. */
export class ChatStore extends Collection<ChatMessage> {
  readonly #chats = new Map<string, Chat>();

  chat(userId: string, externalUserId: string): Chat | undefined {
    return this.#chats.get(relationKey(userId, externalUserId));
  }

  chats(): IterableIterator<Chat> {
    return this.#chats.values();
  }

  protected override added(message: ChatMessage): void {
    const key = relationKey(message.userId, message.externalUserId);
    const chat = this.#chats.get(key) ?? {
      userId: message.userId,
      externalUserId: message.externalUserId,
      messages: new SequenceList(),
    };
    this.#chats.set(key, chat);
    chat.messages.add(message);
  }

  protected override removed(message: ChatMessage): void {
    const key = relationKey(message.userId, message.externalUserId);
    const chat = this.#chats.get(key);
    chat?.messages.remove(message);
    if (chat?.messages.length === 0) this.#chats.delete(key);
  }
}
