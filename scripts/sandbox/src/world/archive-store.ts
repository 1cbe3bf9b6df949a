import { Collection } from './collection.ts';
import { SequenceList } from './sequence-list.ts';
import type { ArchivedMessage } from './types.ts';

/** Archived messages, in the order of storing. */
export class ArchiveStore extends Collection<ArchivedMessage> {
  readonly #ordered = new SequenceList<ArchivedMessage>();

  ordered(): SequenceList<ArchivedMessage> {
    return this.#ordered;
  }

  protected override added(message: ArchivedMessage): void {
    this.#ordered.add(message);
  }

  protected override removed(message: ArchivedMessage): void {
    this.#ordered.remove(message);
  }
}
