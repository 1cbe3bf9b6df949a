import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { Relation } from '../../wecom/api/external-contact.ts';
import { corpTagIds, notesOf } from '../customer/archive.ts';
import type { TagState } from '../customer/entity.ts';

/**
 * Of relations that look as they did the last time, those of which our own books say something else: a call that was given up, a
 * reading that a change overtook, a row that was lost. Two reads for all of them.
 */
export async function findDrifted(tx: Tx, relations: readonly Relation[]): Promise<Set<Relation>> {
  if (relations.length === 0) return new Set();
  const userIds = [...new Set(relations.map((one) => one.followUser.userId))];
  const externalIds = [...new Set(relations.map((one) => one.contact.externalUserId))];
  const rows = await select<{
    user_id: string;
    external_user_id: string;
    customer_id: string;
    remark: string | null;
    description: string | null;
    remark_corp_name: string | null;
    remark_in_wecom: string;
  }>(
    tx,
    `SELECT user_id, external_user_id, customer_id, remark, description, remark_corp_name, remark_in_wecom
     FROM follow_user WHERE user_id ${inList(userIds)} AND external_user_id ${inList(externalIds)}`,
    [...userIds, ...externalIds],
  );
  const stored = new Map(rows.map((row) => [`${row.user_id} ${row.external_user_id}`, row]));
  const tags = await tagsOf(
    tx,
    rows.map((row) => row.customer_id),
  );
  return new Set(
    relations.filter(({ contact, followUser }) => {
      const row = stored.get(`${followUser.userId} ${contact.externalUserId}`);
      if (!row || row.remark_in_wecom === 'failed' || notesDiffer(row, notesOf(followUser))) return true;
      return tagsDiffer(tags.get(`${row.customer_id} ${followUser.userId}`), corpTagIds(followUser));
    }),
  );
}

type Notes = { remark: string | null; description: string | null };

/** What waits to be told to WeCom is no drift. */
function notesDiffer(
  stored: Notes & { remark_corp_name: string | null; remark_in_wecom: string },
  inWecom: Notes & { remarkCorpName: string | null },
): boolean {
  if (stored.remark_corp_name !== inWecom.remarkCorpName) return true;
  if (stored.remark_in_wecom === 'pending') return false;
  return stored.remark !== inWecom.remark || stored.description !== inWecom.description;
}

/** Nor is a tag that WeCom refused, which people see as such. */
function tagsDiffer(stored: ReadonlyMap<string, TagState> = new Map(), inWecom: readonly string[]): boolean {
  const isMissing = inWecom.some((tagId) => [undefined, 'failed', 'removed'].includes(stored.get(tagId)));
  return isMissing || [...stored].some(([tagId, state]) => state === 'done' && !inWecom.includes(tagId));
}

/** Tags by customer and member. */
async function tagsOf(tx: Tx, customerIds: string[]): Promise<Map<string, Map<string, TagState>>> {
  const found = new Map<string, Map<string, TagState>>();
  if (customerIds.length === 0) return found;
  const rows = await select<{ customer_id: string; user_id: string; tag_id: string; in_wecom: TagState }>(
    tx,
    `SELECT customer_id, user_id, tag_id, in_wecom FROM customer_tag WHERE customer_id ${inList(customerIds)}`,
    customerIds,
  );
  for (const { customer_id, user_id, tag_id, in_wecom } of rows) {
    const key = `${customer_id} ${user_id}`;
    found.set(key, (found.get(key) ?? new Map<string, TagState>()).set(tag_id, in_wecom));
  }
  return found;
}
