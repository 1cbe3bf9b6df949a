import { Collection } from './collection.ts';
import { SequenceList } from './sequence-list.ts';
import type { FriendMessage } from './types.ts';

const none = new SequenceList<FriendMessage>();

/** What WeChat users write to each other, reachable from both ends. */
export class FriendChatStore extends Collection<FriendMessage> {
  readonly #chats = new Map<string, Map<string, SequenceList<FriendMessage>>>();

  chat(one: string, other: string): SequenceList<FriendMessage> {
    return this.#chats.get(one)?.get(other) ?? none;
  }

  /** Whom she has a chat with. */
  chatsOf(externalUserId: string): Iterable<[string, SequenceList<FriendMessage>]> {
    return this.#chats.get(externalUserId) ?? [];
  }

  protected override added(message: FriendMessage): void {
    this.#list(message.from, message.to).add(message);
    this.#list(message.to, message.from).add(message);
  }

  protected override removed(message: FriendMessage): void {
    this.#list(message.from, message.to).remove(message);
    this.#list(message.to, message.from).remove(message);
  }

  #list(one: string, other: string): SequenceList<FriendMessage> {
    const chats = this.#chats.get(one) ?? new Map<string, SequenceList<FriendMessage>>();
    this.#chats.set(one, chats);
    const list = chats.get(other) ?? new SequenceList<FriendMessage>();
    chats.set(other, list);
    return list;
  }
}
