import type {
  CustomerGroupView,
  GroupChangeView,
  GroupMemberView,
  GroupRow,
  GroupStatus,
  GroupTagRef,
  GroupView,
} from '@zhike/shared/contracts/group-chat';
import { businessDate } from '../../platform/business-time.ts';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { CustomerRow } from '../customer/entity.ts';
import { customersInScope } from '../customer/scope.ts';
import { externalIdsOf } from '../customer/store.ts';
import { presentStage } from '../field/present.ts';
import { allStagesById } from '../field/store.ts';
import type { GroupChangeRow, GroupChatRow, GroupMemberRow } from './entity.ts';
import { countJoinedSince } from './list-members.ts';
import { lastLook } from './look.ts';
import { groupsInScope } from './scope.ts';

/** Member cards by id; one we do not know is shown by her id. */
async function cardsFor(tx: Tx, userIds: readonly (string | null)[]) {
  const cards = await memberCards(
    tx,
    userIds.flatMap((userId) => userId || []),
  );
  return (userId: string) => cards.get(userId) ?? { userId, name: userId, avatar: null };
}

export function statusOf(group: Pick<GroupChatRow, 'status' | 'dismissedAt' | 'problem'>): GroupStatus {
  if (group.dismissedAt !== null) return 'dismissed';
  if (group.status === 1 || group.status === 2) return 'owner_left';
  return group.problem === null ? 'normal' : 'unreadable';
}

export async function tagsOf(tx: Tx, chatIds: readonly string[]): Promise<Map<string, GroupTagRef[]>> {
  const found = new Map<string, GroupTagRef[]>();
  if (chatIds.length === 0) return found;
  const rows = await select<{ chat_id: string; id: string; name: string }>(
    tx,
    `SELECT c.chat_id, t.id, t.name FROM group_chat_tag c JOIN group_tag t ON t.id = c.tag_id
     WHERE c.chat_id ${inList(chatIds)} ORDER BY t.group_id, t.sort, t.id`,
    [...chatIds],
  );
  for (const { chat_id, id, name } of rows) found.set(chat_id, [...(found.get(chat_id) ?? []), { tagId: id, name }]);
  return found;
}

export async function presentGroups(tx: Tx, groups: readonly GroupChatRow[]): Promise<GroupRow[]> {
  const card = await cardsFor(
    tx,
    groups.map((group) => group.ownerUserId),
  );
  const tags = await tagsOf(
    tx,
    groups.map((group) => group.chatId),
  );
  return groups.map((group) => ({
    chatId: group.chatId,
    name: group.name,
    owner: card(group.ownerUserId),
    status: statusOf(group),
    problem: group.problem,
    memberCount: group.memberCount,
    externalCount: group.externalCount,
    customerCount: group.customerCount,
    tags: tags.get(group.chatId) ?? [],
    createdAt: group.createdAt,
    dismissedAt: group.dismissedAt,
  }));
}

export async function presentGroup(
  tx: Tx,
  group: GroupChatRow,
  viewer: MemberViewer,
  { now, timeZone }: { now: number; timeZone: string },
): Promise<GroupView> {
  const { chatId } = group;
  const [row] = await presentGroups(tx, [group]);
  const card = await cardsFor(tx, group.adminUserIds);
  const [today] = await select<{ joined: number; left_count: number }>(
    tx,
    'SELECT joined, left_count FROM group_day WHERE chat_id = ? AND day = ?',
    [chatId, businessDate(now, timeZone)],
  );
  const [tasks] = await select<{ n: number | string }>(
    tx,
    "SELECT COUNT(*) AS n FROM task WHERE chat_id = ? AND status = 'open'",
    [chatId],
  );
  const lookedAt = await lastLook(tx, chatId, viewer.userId);
  return {
    ...row!,
    notice: group.notice,
    admins: group.adminUserIds.map(card),
    syncedAt: group.syncedAt,
    joinedToday: Number(today?.joined ?? 0),
    leftToday: Number(today?.left_count ?? 0),
    look: { at: lookedAt, newCount: lookedAt === null ? 0 : await countJoinedSince(tx, chatId, lookedAt) },
    openTaskCount: Number(tasks?.n ?? 0),
    can: { editTags: true, editRules: viewer.role !== 'rep' },
  };
}

export async function presentMembers(
  tx: Tx,
  group: GroupChatRow,
  members: readonly GroupMemberRow[],
  viewer: MemberViewer,
): Promise<GroupMemberView[]> {
  const card = await cardsFor(
    tx,
    members.flatMap((member) => [member.inviterUserId, member.kind === 'member' ? member.memberId : null]),
  );
  const customerIds = [...new Set(members.flatMap((member) => member.customerId ?? []))];
  const visible = await customersInScope(tx, viewer.scope, customerIds);
  const customers = new Map(
    (customerIds.length
      ? await tx.createQueryBuilder(CustomerRow, 'c').where('c.id IN (:...customerIds)', { customerIds }).getMany()
      : []
    ).map((customer) => [customer.id, customer]),
  );
  const externalIds = await externalIdsOf(tx, customerIds);
  const stages = await allStagesById(tx);
  const lookedAt = await lastLook(tx, group.chatId, viewer.userId);
  return members.map((member) => {
    const known = member.customerId ? customers.get(member.customerId) : undefined;
    // Of a customer whom the viewer may not see she learns what WeCom shows in the group, nothing from our books.
    const customer = known && visible.has(known.id) ? known : undefined;
    const stage = customer?.stageId ? stages.get(customer.stageId) : undefined;
    const colleague = member.kind === 'member' ? card(member.memberId) : null;
    const isAdmin = group.adminUserIds.includes(member.memberId);
    return {
      memberId: member.memberId,
      kind: member.kind,
      name: colleague?.name ?? member.name ?? customer?.name ?? null,
      nickname: member.nickname,
      avatar: colleague?.avatar ?? customer?.avatar ?? null,
      role: member.memberId === group.ownerUserId ? 'owner' : isAdmin ? 'admin' : null,
      customer: customer
        ? {
            id: customer.id,
            name: customer.name,
            externalUserId: externalIds.get(customer.id) ?? null,
            stage: stage ? presentStage(stage) : null,
          }
        : null,
      isCustomer: known !== undefined,
      joinScene: member.joinScene,
      inviter: member.inviterUserId ? card(member.inviterUserId) : null,
      state: member.state,
      joinedAt: member.joinedAt,
      leftAt: member.leftAt,
      leftHow: member.leftHow,
      isNew: member.kind === 'external' && lookedAt !== null && member.leftAt === null && member.joinedAt > lookedAt,
    };
  });
}

export async function presentChanges(tx: Tx, changes: readonly GroupChangeRow[]): Promise<GroupChangeView[]> {
  const card = await cardsFor(
    tx,
    changes.flatMap((change) => [change.fromUserId, change.toUserId]),
  );
  return changes.map(({ id, at, kind, fromUserId, toUserId }) => ({
    id,
    at,
    kind,
    from: fromUserId ? card(fromUserId) : null,
    to: toUserId ? card(toUserId) : null,
  }));
}

const GROUPS_OF_CUSTOMER = 100;

/** The groups a customer is in; those out of the viewer's scope by name alone. */
export async function groupsOfCustomer(
  tx: Tx,
  customerId: string,
  viewer: Pick<MemberViewer, 'scope'>,
): Promise<CustomerGroupView[]> {
  const rows = await select<{
    chat_id: string;
    name: string;
    owner_user_id: string;
    member_count: number;
    joined_at: number | string;
  }>(
    tx,
    `SELECT g.chat_id, g.name, g.owner_user_id, g.member_count, m.joined_at FROM group_member m JOIN group_chat g ON g.chat_id = m.chat_id
     WHERE m.customer_id = ? AND m.left_at IS NULL ORDER BY m.joined_at DESC LIMIT ${GROUPS_OF_CUSTOMER}`,
    [customerId],
  );
  const card = await cardsFor(
    tx,
    rows.map((row) => row.owner_user_id),
  );
  const visible = await groupsInScope(
    tx,
    viewer.scope,
    rows.map((row) => row.chat_id),
  );
  return rows.map((row) => {
    const open = visible.has(row.chat_id);
    return {
      chatId: row.chat_id,
      name: row.name,
      owner: open ? card(row.owner_user_id) : null,
      memberCount: open ? row.member_count : null,
      joinedAt: Number(row.joined_at),
      can: { open },
    };
  });
}
