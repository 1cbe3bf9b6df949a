import { inList, select, upsertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { DataKeys } from '../../platform/secrets.ts';
import type { Relation } from '../../wecom/api/external-contact.ts';

/** Tells one state of a relation from another. Keyed, since phone numbers are in it. */
export function digestOf(keys: DataKeys, { contact, followUser }: Relation): string {
  const tags = followUser.tags.map((tag) => tag.tagId ?? '').sort();
  const hex = keys.lookupHash('relation digest', JSON.stringify([contact, { ...followUser, tags }]));
  return Buffer.from(hex, 'hex').toString('base64url');
}

type Pair = { user_id: string; external_user_id: string };
const pairOf = (userId: string, externalUserId: string) => `${userId} ${externalUserId}`;

/** The digest each relation had when it was last read; absent for those never read. */
export async function storedDigests(tx: Tx, relations: readonly Relation[]): Promise<Map<Relation, string>> {
  if (relations.length === 0) return new Map();
  const userIds = [...new Set(relations.map((one) => one.followUser.userId))];
  const externalIds = [...new Set(relations.map((one) => one.contact.externalUserId))];
  const rows = await select<Pair & { digest: string }>(
    tx,
    `SELECT user_id, external_user_id, digest FROM sync_relation WHERE user_id ${inList(userIds)} AND external_user_id ${inList(externalIds)}`,
    [...userIds, ...externalIds],
  );
  const byPair = new Map(rows.map((row) => [pairOf(row.user_id, row.external_user_id), row.digest]));
  const found = new Map<Relation, string>();
  for (const relation of relations) {
    const digest = byPair.get(pairOf(relation.followUser.userId, relation.contact.externalUserId));
    if (digest !== undefined) found.set(relation, digest);
  }
  return found;
}

export async function writeSeen(
  tx: Tx,
  jobId: string,
  seen: readonly { relation: Relation; digest: string }[],
): Promise<void> {
  await upsertRows(
    tx,
    'sync_relation',
    seen.map(({ relation, digest }) => ({
      user_id: relation.followUser.userId,
      external_user_id: relation.contact.externalUserId,
      digest,
      job_id: jobId,
    })),
    ['user_id', 'external_user_id'],
    ['digest', 'job_id'],
  );
}
