import { findRows } from '../../platform/database/find-row.ts';
import { execute } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { CorpTagGroup } from '../../wecom/api/corp-tag.ts';
import { audit } from '../audit/audit.ts';
import { TagDraftRow } from './entity.ts';
import { saveLibrary } from './save-library.ts';
import { noteOwnChange, setOwnership } from './store.ts';

/** A creation whose outcome is still unknown after this long did not happen, ms. */
const DRAFT_LIFETIME_MS = 10 * 60_000;

/** The group of a draft in what WeCom listed, when every tag of the draft is there. */
export function findDraftIn(
  draft: Pick<TagDraftRow, 'groupId' | 'groupName' | 'tagNames'>,
  groups: readonly CorpTagGroup[],
): CorpTagGroup | null {
  const group = groups.find(
    (one) => !one.deleted && (draft.groupId ? one.id === draft.groupId : one.name === draft.groupName),
  );
  if (!group) return null;
  const tags = group.tags.filter((tag) => !tag.deleted && draft.tagNames.includes(tag.name));
  return draft.tagNames.every((name) => tags.some((tag) => tag.name === name)) ? { ...group, tags } : null;
}

/** WeCom has made what the draft asked for: ours, and written down as the work of whoever asked. */
export async function adoptDraft(tx: Tx, draft: TagDraftRow, group: CorpTagGroup, now: number): Promise<void> {
  const tags = group.tags.filter((tag) => draft.tagNames.includes(tag.name));
  const tagIds = tags.map((tag) => tag.id);
  const closed = await closeDraft(tx, draft.id, 'done');
  if (!closed) return;
  await saveLibrary(tx, { groups: [{ ...group, tags }], scope: { kind: 'tags', ids: tagIds }, readAt: now }, now);
  await setOwnership(tx, 'tag', tagIds, true);
  await noteOwnChange(tx, 'tag', tagIds, now);
  await noteOwnChange(tx, 'tag_group', [group.id], now);
  if (draft.groupId === null) {
    await setOwnership(tx, 'tag_group', [group.id], true);
    await execute(tx, 'UPDATE tag_group SET department_ids = ? WHERE id = ?', [
      draft.departmentIds ? JSON.stringify(draft.departmentIds) : null,
      group.id,
    ]);
  }
  await audit(
    tx,
    { userId: draft.byUserId },
    {
      action: draft.groupId === null ? 'tag_group.create' : 'tag.create',
      subject: { kind: 'tag_group', id: group.id },
      after: { group: group.name, tags: draft.tagNames },
    },
  );
}

export async function closeDraft(tx: Tx, draftId: string, status: 'done' | 'failed'): Promise<boolean> {
  return (
    (await execute(tx, "UPDATE tag_draft SET status = ? WHERE id = ? AND status = 'open'", [status, draftId])) === 1
  );
}

/** After a reading of the whole library: creations that nobody saw the end of are adopted, or given up. */
export async function settleDrafts(
  tx: Tx,
  groups: readonly CorpTagGroup[],
  { now, machineNow }: { now: number; machineNow: number },
): Promise<void> {
  const open = await findRows(tx, TagDraftRow, { status: 'open' });
  for (const draft of open) {
    const group = findDraftIn(draft, groups);
    if (group) await adoptDraft(tx, draft, group, now);
    else if (machineNow - draft.createdAt > DRAFT_LIFETIME_MS) await closeDraft(tx, draft.id, 'failed');
  }
}
