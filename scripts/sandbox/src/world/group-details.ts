import type { GroupChat } from './group-types.ts';

/** The part of a group that `groupchat/get` answers and people change. */
export type GroupDetail = Pick<GroupChat, 'name' | 'owner' | 'admins' | 'notice' | 'version' | 'members'>;

/**
 * What `groupchat/get` shows: events are immediate, details follow about two seconds later (doc 92130). Machine time, like everything
 * about delivery; not kept over a restart.
 */
export class GroupDetails {
  readonly #older = new Map<string, { until: number; detail: GroupDetail }[]>();

  /** To be called just before a group changes. */
  keep(group: GroupChat, lagMs: number): void {
    if (lagMs <= 0) return;
    const now = Date.now();
    const older = (this.#older.get(group.chatId) ?? []).filter((entry) => entry.until > now);
    const { name, owner, admins, notice, version, members } = group;
    older.push({ until: now + lagMs, detail: { name, owner, admins: [...admins], notice, version, members } });
    this.#older.set(group.chatId, older);
  }

  /** The oldest reading that has not run out, else the group as it is. */
  shown(group: GroupChat): GroupDetail {
    const now = Date.now();
    const entry = this.#older.get(group.chatId)?.find(({ until }) => until > now);
    if (!entry) this.#older.delete(group.chatId);
    return entry?.detail ?? group;
  }

  clear(): void {
    this.#older.clear();
  }
}
