import { Collection } from './collection.ts';
import type { MassTask } from './mass-types.ts';
import { SequenceList } from './sequence-list.ts';

const none = new SequenceList<MassTask>();

/** Tasks of mass messages, by message and by member. */
export class MassTaskStore extends Collection<MassTask> {
  readonly #byMessage = new Map<string, SequenceList<MassTask>>();
  readonly #byMember = new Map<string, SequenceList<MassTask>>();

  byMessage(msgId: string): SequenceList<MassTask> {
    return this.#byMessage.get(msgId) ?? none;
  }

  byMember(userId: string): SequenceList<MassTask> {
    return this.#byMember.get(userId.toLowerCase()) ?? none;
  }

  protected override added(task: MassTask): void {
    listIn(this.#byMessage, task.msgId).add(task);
    listIn(this.#byMember, task.userId.toLowerCase()).add(task);
  }

  protected override removed(task: MassTask): void {
    this.#byMessage.get(task.msgId)?.remove(task);
    this.#byMember.get(task.userId.toLowerCase())?.remove(task);
  }
}

function listIn(lists: Map<string, SequenceList<MassTask>>, key: string): SequenceList<MassTask> {
  const list = lists.get(key) ?? new SequenceList<MassTask>();
  lists.set(key, list);
  return list;
}
