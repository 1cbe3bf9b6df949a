import { type ChangeListener, Collection } from './collection.ts';
import { SequenceList } from './sequence-list.ts';

interface MemberTask {
  seq: number;
  userId: string;
}

/** What members are asked to do, by what it is part of and by member. */
export class MemberTaskStore<T extends MemberTask> extends Collection<T> {
  readonly #byPart = new Map<string, SequenceList<T>>();
  readonly #byMember = new Map<string, SequenceList<T>>();
  readonly #none = new SequenceList<T>();
  readonly #partOf: (task: T) => string;

  constructor(name: string, keyOf: (task: T) => string, partOf: (task: T) => string, onChange: ChangeListener) {
    super(name, keyOf, onChange);
    this.#partOf = partOf;
  }

  /** Tasks of one message or moment. */
  of(part: string): SequenceList<T> {
    return this.#byPart.get(part) ?? this.#none;
  }

  byMember(userId: string): SequenceList<T> {
    return this.#byMember.get(userId.toLowerCase()) ?? this.#none;
  }

  protected override added(task: T): void {
    listIn(this.#byPart, this.#partOf(task)).add(task);
    listIn(this.#byMember, task.userId.toLowerCase()).add(task);
  }

  protected override removed(task: T): void {
    this.#byPart.get(this.#partOf(task))?.remove(task);
    this.#byMember.get(task.userId.toLowerCase())?.remove(task);
  }
}

function listIn<T extends MemberTask>(lists: Map<string, SequenceList<T>>, key: string): SequenceList<T> {
  const list = lists.get(key) ?? new SequenceList<T>();
  lists.set(key, list);
  return list;
}
