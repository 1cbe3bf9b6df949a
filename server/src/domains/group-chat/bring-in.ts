import { insertRows, upsertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { recordEvents } from '../../platform/delivery/event.ts';
import type { GroupChatMember } from '../../wecom/api/group-chat.ts';
import { countDays } from './days.ts';
import { groupMemberJoined } from './events.ts';
import type { StoredMember } from './rules/member-diff.ts';
import { customersBy, factColumns } from './stored-members.ts';

interface Moment {
  chatId: string;
  now: number;
  timeZone: string;
  viaSync: boolean;
}

/** Writes those who joined, knows who of them is a customer, and tells of those who are news. */
export async function bringIn(
  tx: Tx,
  joined: readonly GroupChatMember[],
  stored: ReadonlyMap<string, StoredMember>,
  { chatId, now, timeZone, viaSync, isNews }: Moment & { isNews: (joinedAt: number) => boolean },
): Promise<void> {
  if (joined.length === 0) return;
  const outside = joined.filter((member) => member.kind === 'external');
  const byExternalId = await customersBy(
    tx,
    'external_userid',
    outside.map((member) => member.id),
  );
  const byUnionId = await customersBy(
    tx,
    'unionid',
    outside.flatMap((member) => member.unionId ?? []),
  );
  const customerOf = (member: GroupChatMember) =>
    member.kind === 'external' ? (byExternalId.get(member.id) ?? byUnionId.get(member.unionId ?? '') ?? null) : null;
  const joinedAt = (member: GroupChatMember) => member.joinedAt ?? now;
  const told = joined.filter((member) => isNews(joinedAt(member)));
  const eventIds = await recordEvents(
    tx,
    told.map((member) => {
      const { id: memberId, kind, joinScene, inviterUserId, state } = member;
      return groupMemberJoined({
        occurredAt: joinedAt(member),
        customerId: customerOf(member),
        memberUserId: kind === 'member' ? memberId : inviterUserId,
        chatId,
        payload: { chatId, memberId, kind, joinScene, inviterUserId, state, viaSync },
      });
    }),
  );
  const eventOf = new Map(told.map((member, index) => [member, eventIds[index]!]));
  const rows = joined.map((member) => ({
    chat_id: chatId,
    member_id: member.id,
    ...factColumns(member),
    customer_id: customerOf(member),
    joined_at: joinedAt(member),
    left_at: null,
    left_how: null,
    joined_event_id: eventOf.get(member) ?? null,
  }));
  const isKnown = (row: (typeof rows)[number]) => stored.has(row.member_id);
  await insertRows(
    tx,
    'group_member',
    rows.filter((row) => !isKnown(row)),
  );
  const again = rows.filter(isKnown);
  const { chat_id: _chat, member_id: _member, ...columns } = rows[0]!;
  await upsertRows(tx, 'group_member', again, ['chat_id', 'member_id'], Object.keys(columns));
  await countDays(tx, chatId, 'joined', joined.map(joinedAt), timeZone);
}
