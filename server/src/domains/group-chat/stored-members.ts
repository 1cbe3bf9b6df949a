import { execute, inList, select, upsertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { GroupChat, GroupChatMember } from '../../wecom/api/group-chat.ts';
import { recordEvents } from '../../platform/delivery/event.ts';
import { linkEventToCustomer } from '../../platform/delivery/link-event.ts';
import { groupMemberIdentified } from './events.ts';
import { memberFacts, type StoredMember } from './rules/member-diff.ts';

const COLUMNS =
  'chat_id, member_id, kind, union_id, name, nickname, join_scene, inviter_user_id, state, joined_at, left_at';
const IDS_AT_ONCE = 500;

/** Whoever is in the group by our books, and of those who left whoever WeCom's list names: bounded by the size of a group. */
export async function readStoredMembers(tx: Tx, group: GroupChat): Promise<Map<string, StoredMember>> {
  const found = new Map<string, StoredMember>();
  const read = async (condition: string, values: string[]) => {
    const rows = await select<Record<string, string | number | null>>(
      tx,
      `SELECT ${COLUMNS} FROM group_member WHERE chat_id = ? AND ${condition}`,
      [group.chatId, ...values],
    );
    for (const row of rows) found.set(String(row.member_id), memberFrom(row));
  };
  await read('left_at IS NULL', []);
  const others = group.members.map((member) => member.id).filter((id) => !found.has(id));
  for (let start = 0; start < others.length; start += IDS_AT_ONCE) {
    const ids = others.slice(start, start + IDS_AT_ONCE);
    await read(`member_id ${inList(ids)}`, ids);
  }
  return found;
}

function memberFrom(row: Record<string, string | number | null>): StoredMember {
  const text = (name: string) => (row[name] === null ? null : String(row[name]));
  return {
    chatId: String(row.chat_id),
    memberId: String(row.member_id),
    kind: row.kind === 'member' ? 'member' : 'external',
    unionId: text('union_id'),
    name: text('name'),
    nickname: text('nickname'),
    joinScene: Number(row.join_scene),
    inviterUserId: text('inviter_user_id'),
    state: text('state'),
    joinedAt: Number(row.joined_at),
    leftAt: row.left_at === null ? null : Number(row.left_at),
  };
}

/** The columns of a member's row that WeCom's list fills. */
export function factColumns(member: GroupChatMember) {
  const { kind, unionId, name, nickname, joinScene, inviterUserId, state } = memberFacts(member);
  return {
    kind,
    union_id: unionId,
    name,
    nickname,
    join_scene: joinScene,
    inviter_user_id: inviterUserId,
    state,
  };
}

export async function updateFacts(
  tx: Tx,
  chatId: string,
  changed: readonly GroupChatMember[],
  stored: ReadonlyMap<string, StoredMember>,
): Promise<void> {
  const rows = changed.map((member) => {
    const joined_at = stored.get(member.id)!.joinedAt;
    return { chat_id: chatId, member_id: member.id, ...factColumns(member), joined_at };
  });
  const [first] = changed;
  if (first) await upsertRows(tx, 'group_member', rows, ['chat_id', 'member_id'], Object.keys(factColumns(first)));
}

interface Unknown {
  member_id: string;
  union_id: string | null;
  inviter_user_id: string | null;
  state: string | null;
  join_scene: number;
  joined_event_id: string | null;
}

/**
 * Joins the outside people of a group to the customers they are by external user id or unionid, and tells of those whose joining was
 * news. Returns how many.
 */
export async function linkUnknownMembers(
  tx: Tx,
  { chatId, now, viaSync }: { chatId: string; now: number; viaSync: boolean },
): Promise<number> {
  const rows = await select<Unknown>(
    tx,
    `SELECT member_id, union_id, inviter_user_id, state, join_scene, joined_event_id FROM group_member
     WHERE chat_id = ? AND left_at IS NULL AND kind = 'external' AND customer_id IS NULL`,
    [chatId],
  );
  if (rows.length === 0) return 0;
  const byExternalId = await customersBy(
    tx,
    'external_userid',
    rows.map((row) => row.member_id),
  );
  const byUnionId = await customersBy(
    tx,
    'unionid',
    rows.flatMap((row) => row.union_id ?? []),
  );
  let linked = 0;
  const identified: Identified[] = [];
  for (const row of rows) {
    const customerId = byExternalId.get(row.member_id) ?? byUnionId.get(row.union_id ?? '');
    if (!customerId) continue;
    if (row.joined_event_id) identified.push({ ...row, chat_id: chatId, customerId });
    await execute(tx, 'UPDATE group_member SET customer_id = ? WHERE chat_id = ? AND member_id = ?', [
      customerId,
      chatId,
      row.member_id,
    ]);
    if (row.joined_event_id) linkEventToCustomer(tx, row.joined_event_id, customerId);
    linked += 1;
  }
  await tellIdentified(tx, identified, { now, viaSync });
  return linked;
}

type Identified = Unknown & { chat_id: string; customerId: string };

async function tellIdentified(
  tx: Tx,
  members: readonly Identified[],
  { now, viaSync }: { now: number; viaSync: boolean },
): Promise<void> {
  await recordEvents(
    tx,
    members.map((row) =>
      groupMemberIdentified({
        occurredAt: now,
        customerId: row.customerId,
        chatId: row.chat_id,
        memberUserId: row.inviter_user_id,
        payload: {
          chatId: row.chat_id,
          memberId: row.member_id,
          kind: 'external',
          joinScene: Number(row.join_scene),
          inviterUserId: row.inviter_user_id,
          state: row.state,
          viaSync,
        },
      }),
    ),
  );
}

/** Customers by one of their identities. */
export async function customersBy(
  tx: Tx,
  kind: 'external_userid' | 'unionid',
  values: readonly string[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let start = 0; start < values.length; start += IDS_AT_ONCE) {
    const slice = values.slice(start, start + IDS_AT_ONCE);
    const rows = await select<{ value: string; customer_id: string }>(
      tx,
      `SELECT \`value\`, customer_id FROM customer_identity WHERE kind = ? AND \`value\` ${inList(slice)}`,
      [kind, ...slice],
    );
    for (const row of rows) found.set(row.value, row.customer_id);
  }
  return found;
}

/** One who has become a customer: her rows in every group, whether she is still there or not, and what was told of her joining. */
export async function linkCustomer(
  tx: Tx,
  { customerId, externalUserId, now }: { customerId: string; externalUserId: string; now: number },
): Promise<string[]> {
  const rows = await select<Unknown & { chat_id: string; left_at: number | string | null }>(
    tx,
    `SELECT chat_id, member_id, union_id, inviter_user_id, state, join_scene, joined_event_id, left_at FROM group_member
     WHERE member_id = ? AND kind = 'external' AND customer_id IS NULL`,
    [externalUserId],
  );
  if (rows.length === 0) return [];
  await execute(
    tx,
    "UPDATE group_member SET customer_id = ? WHERE member_id = ? AND kind = 'external' AND customer_id IS NULL",
    [customerId, externalUserId],
  );
  for (const row of rows) if (row.joined_event_id) linkEventToCustomer(tx, row.joined_event_id, customerId);
  const present = rows.filter((row) => row.left_at === null);
  await tellIdentified(
    tx,
    present.map((row) => ({ ...row, customerId })),
    { now, viaSync: false },
  );
  return present.map((row) => row.chat_id);
}
