import type { GroupChatMember } from '../../../wecom/api/group-chat.ts';
import type { GroupMemberRow } from '../entity.ts';
import { mayBeOlder } from './reading-turn.ts';

export type StoredMember = Omit<GroupMemberRow, 'customerId' | 'joinedEventId' | 'leftHow'>;

export interface MemberDiff {
  /** In the list and not in the group by our books; or she has come again since. */
  joined: GroupChatMember[];
  /** By our books in the group, and in the list no more. */
  leftIds: string[];
  /** Still listed, though we know that they left: the list is older than that. */
  heldBack: Set<string>;
  /** Still there, but something about her is different. */
  changed: GroupChatMember[];
}

interface ListFacts {
  /** When it was asked for. */
  readAt: number;
  /** It has the version that was announced. */
  isSettled: boolean;
}

/**
 * What a list of WeCom says against our books. It may be older than a leaving we know of: one that is not settled, or was asked for
 * soon after the leaving, brings back nobody who has not joined since.
 */
export function diffMembers(
  stored: ReadonlyMap<string, StoredMember>,
  listed: readonly GroupChatMember[],
  { readAt, isSettled }: ListFacts,
): MemberDiff {
  const diff: MemberDiff = { joined: [], leftIds: [], heldBack: new Set(), changed: [] };
  const present = new Set<string>();
  for (const member of listed) {
    // WeCom would not list somebody twice; should it, the first counts.
    if (present.has(member.id)) continue;
    present.add(member.id);
    const row = stored.get(member.id);
    const cameAgain = row !== undefined && (member.joinedAt ?? 0) > (row.leftAt ?? row.joinedAt);
    if (!row || cameAgain) diff.joined.push(member);
    else if (row.leftAt !== null) {
      if (isSettled && !mayBeOlder(readAt, row.leftAt)) diff.joined.push(member);
      else diff.heldBack.add(member.id);
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
