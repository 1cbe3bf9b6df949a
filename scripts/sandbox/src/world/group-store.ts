import { Collection } from './collection.ts';
import type { GroupChat, GroupMessage } from './group-types.ts';
import { SequenceList } from './sequence-list.ts';

/** Customer groups in creation order. Members are inside their group: one record a group keeps 500,000 of them light. */
export class GroupStore extends Collection<GroupChat> {
  readonly #all = new SequenceList<GroupChat>();

  all(): SequenceList<GroupChat> {
    return this.#all;
  }

  /** Groups somebody is in now, oldest first. */
  *of(id: string): Generator<GroupChat> {
    for (const group of this.#all) if (!group.dismissed && isIn(group, id)) yield group;
  }

  protected override added(group: GroupChat): void {
    this.#all.add(group);
  }

  protected override removed(group: GroupChat): void {
    this.#all.remove(group);
  }
}

const none = new SequenceList<GroupMessage>();

/** What was said in groups, by group. */
export class GroupMessageStore extends Collection<GroupMessage> {
  readonly #byGroup = new Map<string, SequenceList<GroupMessage>>();

  byGroup(chatId: string): SequenceList<GroupMessage> {
    return this.#byGroup.get(chatId) ?? none;
  }

  protected override added(message: GroupMessage): void {
    const list = this.#byGroup.get(message.chatId) ?? new SequenceList<GroupMessage>();
    this.#byGroup.set(message.chatId, list);
    list.add(message);
  }

  protected override removed(message: GroupMessage): void {
    this.#byGroup.get(message.chatId)?.remove(message);
  }
}

export function isIn(group: GroupChat, id: string): boolean {
  for (const member of group.members) if (member.id === id) return true;
  return false;
}
