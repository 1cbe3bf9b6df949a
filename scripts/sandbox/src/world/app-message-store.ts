import { Collection } from './collection.ts';
import { SequenceList } from './sequence-list.ts';
import type { AppMessage } from './types.ts';

const none = new SequenceList<AppMessage>();

/** A message to a thousand members is a thousand records with one msgid. */
export const appMessageKey = (msgId: string, userId: string): string => `${msgId}\n${userId.toLowerCase()}`;

/** Messages of the app, by receiving member. */
export class AppMessageStore extends Collection<AppMessage> {
  readonly #byMember = new Map<string, SequenceList<AppMessage>>();

  byMember(userId: string): SequenceList<AppMessage> {
    return this.#byMember.get(userId.toLowerCase()) ?? none;
  }

  protected override added(message: AppMessage): void {
    const key = message.userId.toLowerCase();
    const list = this.#byMember.get(key) ?? new SequenceList<AppMessage>();
    this.#byMember.set(key, list);
    list.add(message);
  }

  protected override removed(message: AppMessage): void {
    this.#byMember.get(message.userId.toLowerCase())?.remove(message);
  }
}
