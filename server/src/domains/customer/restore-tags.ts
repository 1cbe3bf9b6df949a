import { findRows } from '../../platform/database/find-row.ts';
import { select, upsertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { markTag } from './commands/mark-tag.ts';
import { CustomerTagRow } from './entity.ts';
import { customerTagged, customerUntagged, type TagChange } from './events.ts';
import { refreshListRows } from './list-rows.ts';
import { getCustomerForUpdate, isCarried, isKnownToWecom, listRelations } from './store.ts';

/** A tag as it stood on one relation before it was taken off. */
export type RemovedTag = Pick<CustomerTagRow, 'tagId' | 'userId' | 'originKind' | 'originRef' | 'byUserId' | 'addedAt'>;

/**
 * Puts tags back where they were taken from, with why and since when they had been there; what came or went again after `sinceEventId`
 * is left as it is. Returns the tags that are back.
 */
export async function restoreTags(
  tx: Tx,
  input: { customerId: string; tags: readonly RemovedTag[]; sinceEventId: string; byUserId: string; now: number },
): Promise<RemovedTag[]> {
  const { customerId, byUserId, now } = input;
  await getCustomerForUpdate(tx, customerId);
  const changed = await tagsChangedSince(tx, customerId, input.sinceEventId);
  const carried = new Set((await findRows(tx, CustomerTagRow, { customerId })).filter(isCarried).map(keyOf));
  const tags = input.tags.filter((tag) => !changed.has(tag.tagId) && !carried.has(keyOf(tag)));
  if (tags.length === 0) return [];
  const relations = (await listRelations(tx, customerId)).filter(isKnownToWecom);
  const asked = relations.filter(({ userId }) => tags.some((tag) => tag.userId === userId));
  const isAsked = (tag: RemovedTag) => asked.some(({ userId }) => userId === tag.userId);
  await upsertRows(
    tx,
    'customer_tag',
    tags.map((tag) => ({
      customer_id: customerId,
      tag_id: tag.tagId,
      user_id: tag.userId,
      origin_kind: tag.originKind,
      origin_ref: tag.originRef,
      by_user_id: tag.byUserId,
      added_at: tag.addedAt,
      in_wecom: isAsked(tag) ? 'pending' : 'done',
    })),
    ['customer_id', 'tag_id', 'user_id'],
    ['origin_kind', 'origin_ref', 'by_user_id', 'added_at', 'in_wecom'],
  );
  for (const { userId, externalUserId } of asked) await enqueue(tx, markTag({ customerId, userId, externalUserId }));
  refreshListRows(tx, [customerId]);
  const tagIds = [...new Set(tags.map(({ tagId }) => tagId))];
  const payload: TagChange = { userId: null, tagIds, origin: 'rep', originRef: null, byUserId };
  await recordEvent(tx, customerTagged({ occurredAt: now, customerId, memberUserId: byUserId, payload }));
  return tags;
}

const keyOf = ({ tagId, userId }: Pick<CustomerTagRow, 'tagId' | 'userId'>) => `${tagId} ${userId}`;

async function tagsChangedSince(tx: Tx, customerId: string, eventId: string): Promise<Set<string>> {
  const rows = await select<{ payload: string }>(
    tx,
    'SELECT payload FROM event WHERE customer_id = ? AND id > ? AND type IN (?, ?)',
    [customerId, eventId, customerTagged.name, customerUntagged.name],
  );
  return new Set(rows.flatMap(({ payload }) => (JSON.parse(payload) as TagChange).tagIds));
}
