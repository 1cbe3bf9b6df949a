import type { GroupChatMember } from '../../../wecom/api/group-chat.ts';
import type { GroupMemberRow } from '../entity.ts';

export type StoredMember = Omit<GroupMemberRow, 'customerId' | 'joinedEventId' | 'leftHow'>;

export interface MemberDiff {
  /** In the list and not in the group by our books; or she has come again since. */
  joined: GroupChatMember[];
  /** By our books in the group, and in the list no more. */
  leftIds: string[];
  /** Still there, but something about her is different. */
  changed: GroupChatMember[];
}

/**
 * What a list of WeCom says against our books.
 * @param isSettled the list has the version that was announced. One that has not may still show people whose leaving we know of:
 *   it brings back nobody who has not joined since
 */
export function diffMembers(
  stored: ReadonlyMap<string, StoredMember>,
  listed: readonly GroupChatMember[],
  { isSettled }: { isSettled: boolean },
): MemberDiff {
  const diff: MemberDiff = { joined: [], leftIds: [], changed: [] };
  const present = new Set<string>();
  for (const member of listed) {
    // WeCom would not list somebody twice; should it, the first counts.
    if (present.has(member.id)) continue;
    present.add(member.id);
    const row = stored.get(member.id);
    const cameAgain = row !== undefined && (member.joinedAt ?? 0) > (row.leftAt ?? row.joinedAt);
    if (!row || cameAgain) diff.joined.push(member);
    else if (row.leftAt !== null) {
      if (isSettled) diff.joined.push(member);
    } else if (differs(row, member)) diff.changed.push(member);
  }
  for (const row of stored.values())
    if (row.leftAt === null && !present.has(row.memberId)) diff.leftIds.push(row.memberId);
  return diff;
}

/** Of a person's names and marks as our columns hold them. */
export function memberFacts(member: GroupChatMember) {
  return {
    kind: member.kind,
    unionId: cut(member.unionId, 64),
    name: cut(member.name, 128),
    nickname: cut(member.nickname, 128),
    joinScene: member.joinScene,
    inviterUserId: member.inviterUserId,
    state: cut(member.state, 64),
  };
}

function differs(row: StoredMember, member: GroupChatMember): boolean {
  const facts = memberFacts(member);
  return (Object.keys(facts) as (keyof typeof facts)[]).some((name) => facts[name] !== row[name]);
}

function cut(text: string | null, length: number): string | null {
  return text === null ? null : [...text].slice(0, length).join('');
}
