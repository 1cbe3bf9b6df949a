import { Collection } from './collection.ts';
import { SequenceList } from './sequence-list.ts';
import type { Relation } from './types.ts';

const none = new SequenceList<Relation>();

export const relationKey = (userId: string, externalUserId: string): string =>
  `${userId.toLowerCase()}\n${externalUserId}`;

/** Member × customer bonds, reachable from both ends and in creation order, because 100,000 of them must stay quick. */
export class RelationStore extends Collection<Relation> {
  readonly #all = new SequenceList<Relation>();
  readonly #byMember = new Map<string, SequenceList<Relation>>();
  readonly #byCustomer = new Map<string, SequenceList<Relation>>();

  of(userId: string, externalUserId: string): Relation | undefined {
    return this.get(relationKey(userId, externalUserId));
  }

  all(): SequenceList<Relation> {
    return this.#all;
  }

  byMember(userId: string): SequenceList<Relation> {
    return this.#byMember.get(userId.toLowerCase()) ?? none;
  }

  byCustomer(externalUserId: string): SequenceList<Relation> {
    return this.#byCustomer.get(externalUserId) ?? none;
  }

  protected override added(relation: Relation): void {
    this.#all.add(relation);
    listIn(this.#byMember, relation.userId.toLowerCase()).add(relation);
    listIn(this.#byCustomer, relation.externalUserId).add(relation);
  }

  protected override removed(relation: Relation): void {
    this.#all.remove(relation);
    this.#byMember.get(relation.userId.toLowerCase())?.remove(relation);
    this.#byCustomer.get(relation.externalUserId)?.remove(relation);
  }
}

function listIn(lists: Map<string, SequenceList<Relation>>, key: string): SequenceList<Relation> {
  const found = lists.get(key);
  if (found) return found;
  const list = new SequenceList<Relation>();
  lists.set(key, list);
  return list;
}

/**
 * The API answers for real friends and for one-way relations whose customer went away; not while half-friends, not after the
 * member deleted the customer (84061, doc 90313).
 */
export function isVisibleToApi(relation: Relation): boolean {
  return relation.state === 'friend' || relation.state === 'deleted_by_customer';
}
