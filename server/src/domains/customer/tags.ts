import { findRows } from '../../platform/database/find-row.ts';
import type { TagOriginKind } from '@zhike/shared/contracts/customer';
import { execute, inList, select, upsertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { markTag } from './commands/mark-tag.ts';
import { CustomerTagRow, type FollowUserRow, type TagState } from './entity.ts';
import { customerTagged, customerUntagged } from './events.ts';
import { refreshListRows } from './list-rows.ts';
import { getCustomerForUpdate, isCarried, isKnownToWecom, isLiveRelation, listRelations } from './store.ts';

/** Why a tag came or went: `ref` is the channel, rule or job, `byUserId` the person. */
export interface TagOriginInput {
  kind: TagOriginKind;
  ref?: string | null;
  byUserId?: string | null;
}

export interface TagChangeInput {
  customerId: string;
  tagIds: string[];
  origin: TagOriginInput;
  /** The member whose relation shall carry the tags. Absent: chosen by `relationForTags`. */
  userId?: string | null;
  /** Business time, epoch ms. */
  now: number;
}

/**
 * Puts tags on a customer: in our books at once, in WeCom by the outbox. Tags that the relation carries already are
 * left as they are. Returns the tags that are new on the relation.
 */
export async function applyTags(tx: Tx, input: TagChangeInput): Promise<{ added: string[]; userId: string | null }> {
  const { customerId, origin, now } = input;
  const customer = await getCustomerForUpdate(tx, customerId);
  const relation = relationForTags(await listRelations(tx, customerId), [
    input.userId,
    origin.byUserId,
    customer.ownerUserId,
  ]);
  const userId = relation?.userId ?? null;
  const stands = await standingTags(tx, customerId, userId ?? '');
  const added = [...new Set(input.tagIds)].filter((tagId) => !stands.has(tagId));
  if (added.length === 0) return { added, userId };
  await upsertRows(
    tx,
    'customer_tag',
    added.map((tagId) => ({
      customer_id: customerId,
      tag_id: tagId,
      user_id: userId ?? '',
      origin_kind: origin.kind,
      origin_ref: origin.ref ?? null,
      by_user_id: origin.byUserId ?? null,
      added_at: now,
      in_wecom: relation ? 'pending' : 'done',
    })),
    ['customer_id', 'tag_id', 'user_id'],
    ['origin_kind', 'origin_ref', 'by_user_id', 'added_at', 'in_wecom'],
  );
  if (relation)
    await enqueue(tx, markTag({ customerId, userId: relation.userId, externalUserId: relation.externalUserId }));
  refreshListRows(tx, [customerId]);
  await recordEvent(tx, customerTagged(tagEvent(input, added, userId)));
  return { added, userId };
}

/**
 * Takes tags off a customer, from every relation that carries them (or from that of `userId` alone): a tag says
 * something about the person, so one that a colleague's relation still carried would come back at once. Returns them, each once, their rows
 * as they were, and the event.
 */
export async function removeTags(
  tx: Tx,
  input: TagChangeInput,
): Promise<{ removed: string[]; rows: CustomerTagRow[]; eventId: string | null }> {
  const { customerId, now } = input;
  if (input.tagIds.length === 0) return { removed: [], rows: [], eventId: null };
  await getCustomerForUpdate(tx, customerId);
  const rows = (await findRows(tx, CustomerTagRow, { customerId })).filter(
    (row) => input.tagIds.includes(row.tagId) && isCarried(row) && (!input.userId || row.userId === input.userId),
  );
  const relations = new Map(
    (await listRelations(tx, customerId)).filter(isKnownToWecom).map((relation) => [relation.userId, relation]),
  );
  for (const [userId, tagIds] of groupByUser(rows)) {
    const relation = relations.get(userId);
    const where = `customer_id = ? AND user_id = ? AND tag_id ${inList(tagIds)}`;
    if (relation) {
      await execute(tx, `UPDATE customer_tag SET in_wecom = 'removing', added_at = ? WHERE ${where}`, [
        now,
        customerId,
        userId,
        ...tagIds,
      ]);
      await enqueue(tx, markTag({ customerId, userId, externalUserId: relation.externalUserId }));
    } else {
      await execute(tx, `DELETE FROM customer_tag WHERE ${where}`, [customerId, userId, ...tagIds]);
    }
  }
  const removed = [...new Set(rows.map((row) => row.tagId))];
  if (removed.length === 0) return { removed, rows, eventId: null };
  refreshListRows(tx, [customerId]);
  const eventId = await recordEvent(tx, customerUntagged(tagEvent(input, removed, input.userId ?? null)));
  return { removed, rows, eventId };
}

/**
 * WeCom's truth about the corp tags of one relation, against ours. What WeCom has and we do not came from there; what we
 * have told WeCom and it no longer has was taken off there. What waits to be told is neither. Returns whether anything changed.
 */
export async function reconcileTags(
  tx: Tx,
  relation: Pick<FollowUserRow, 'customerId' | 'userId'>,
  tagIdsInWecom: string[],
  { readAt, now }: { readAt: number; now: number },
): Promise<boolean> {
  const { customerId, userId } = relation;
  const rows = await findRows(tx, CustomerTagRow, { customerId, userId });
  const stored = new Map(rows.map((row) => [row.tagId, row]));
  const truth = [...new Set(tagIdsInWecom)];
  // WeCom took the change after this reading began: the reading does not know of it yet.
  const isOlder = (row: CustomerTagRow) => (row.settledAt ?? 0) <= readAt;
  const came = truth.filter((tagId) => {
    const row = stored.get(tagId);
    return !row || (row.inWecom === 'removed' && isOlder(row));
  });
  const known = truth.filter((tagId) => stored.get(tagId)?.inWecom === 'failed');
  const missing = rows.filter((row) => isOlder(row) && !truth.includes(row.tagId));
  const idsOf = (state: TagState) => missing.filter((row) => row.inWecom === state).map((row) => row.tagId);
  const went = idsOf('done');
  const forgotten = [...went, ...idsOf('removed')];
  if (known.length)
    await execute(
      tx,
      `UPDATE customer_tag SET in_wecom = 'done', settled_at = ? WHERE customer_id = ? AND user_id = ? AND tag_id ${inList(known)}`,
      [readAt, customerId, userId, ...known],
    );
  if (came.length) {
    await upsertRows(
      tx,
      'customer_tag',
      came.map((tagId) => ({
        customer_id: customerId,
        tag_id: tagId,
        user_id: userId,
        origin_kind: 'wecom',
        origin_ref: null,
        by_user_id: null,
        added_at: now,
        in_wecom: 'done',
        settled_at: readAt,
      })),
      ['customer_id', 'tag_id', 'user_id'],
      ['origin_kind', 'origin_ref', 'by_user_id', 'added_at', 'in_wecom', 'settled_at'],
    );
    await recordEvent(tx, customerTagged(tagEvent({ customerId, origin: { kind: 'wecom' }, now }, came, userId)));
  }
  if (forgotten.length)
    await execute(
      tx,
      `DELETE FROM customer_tag WHERE customer_id = ? AND user_id = ? AND tag_id ${inList(forgotten)}`,
      [customerId, userId, ...forgotten],
    );
  if (went.length)
    await recordEvent(tx, customerUntagged(tagEvent({ customerId, origin: { kind: 'wecom' }, now }, went, userId)));
  return came.length + went.length > 0;
}

/** Tags deleted in WeCom go from every customer; their history stays in the events. Bounded: returns how many customers it touched. */
export async function dropDeletedTag(tx: Tx, tagId: string, limit: number): Promise<number> {
  const rows = await select<{ customer_id: string }>(
    tx,
    `SELECT DISTINCT customer_id FROM customer_tag WHERE tag_id = ? LIMIT ?`,
    [tagId, limit],
  );
  const customerIds = rows.map((row) => row.customer_id);
  if (customerIds.length === 0) return 0;
  await execute(tx, `DELETE FROM customer_tag WHERE tag_id = ? AND customer_id ${inList(customerIds)}`, [
    tagId,
    ...customerIds,
  ]);
  refreshListRows(tx, customerIds);
  return customerIds.length;
}

/** The relation that carries a new tag: that of the first preferred member who has one, else the newest. */
export function relationForTags(
  relations: FollowUserRow[],
  preferred: (string | null | undefined)[],
): FollowUserRow | null {
  const live = relations.filter(isLiveRelation);
  for (const userId of preferred) {
    const relation = userId && live.find((one) => one.userId === userId);
    if (relation) return relation;
  }
  return live[0] ?? null;
}

/** Tags that the relation carries in WeCom, or will once WeCom is told. */
async function standingTags(tx: Tx, customerId: string, userId: string): Promise<Set<string>> {
  const rows = await findRows(tx, CustomerTagRow, { customerId, userId });
  return new Set(rows.filter(({ inWecom }) => inWecom === 'done' || inWecom === 'pending').map((row) => row.tagId));
}

function groupByUser(rows: CustomerTagRow[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const row of rows) groups.set(row.userId, [...(groups.get(row.userId) ?? []), row.tagId]);
  return groups;
}

function tagEvent(
  { customerId, origin, now }: Pick<TagChangeInput, 'customerId' | 'origin' | 'now'>,
  tagIds: string[],
  userId: string | null,
) {
  const byUserId = origin.byUserId ?? null;
  return {
    occurredAt: now,
    customerId,
    memberUserId: byUserId ?? userId,
    payload: { userId, tagIds, origin: origin.kind, originRef: origin.ref ?? null, byUserId },
  };
}
