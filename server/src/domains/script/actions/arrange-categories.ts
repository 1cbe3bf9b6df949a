import type { Dependencies } from '../../../dependencies.ts';
import { forUpdate, select, type SqlValue } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { newId } from '../../../platform/id.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { ScriptCategoryRow } from '../entity.ts';
import { ScriptCategoryInUse, ScriptNotYours, ScriptOrderIncomplete, TooManyScriptCategories } from '../errors.ts';
import { scriptCategoriesChanged } from '../events.ts';
import { decideCategoryPlace, mayEdit, ownerOfNew } from '../rules.ts';
import { getCategory, listCategories } from '../store.ts';

type Needs = Pick<Dependencies, 'db' | 'clock'>;

const MAX_CATEGORIES = 200;

/** Adds a category as the last of its parent: one's own, or for managers one of the company. */
export async function createCategory(
  { db, clock }: Needs,
  viewer: MemberViewer,
  { name, parentId, isMine }: { name: string; parentId: string | null; isMine: boolean },
): Promise<ScriptCategoryRow> {
  const ownerUserId = ownerOfNew(viewer, isMine);
  return db.transaction(async (tx) => {
    const all = await lockCategories(tx, viewer, ownerUserId);
    if (all.length >= MAX_CATEGORIES) throw new TooManyScriptCategories({ max: MAX_CATEGORIES });
    decideCategoryPlace(all, { name, parentId });
    const sort = Math.max(-1, ...all.filter((one) => one.parentId === parentId).map((one) => one.sort)) + 1;
    const row = tx.create(ScriptCategoryRow, {
      id: newId(),
      parentId,
      ownerUserId,
      name,
      sort,
      createdAt: clock.now(),
    });
    await tx.insert(ScriptCategoryRow, row);
    await tell(tx, viewer, { action: 'script_category.create', id: row.id, ownerUserId, after: { name } }, clock.now());
    return row;
  });
}

export async function renameCategory(
  { db, clock }: Needs,
  viewer: MemberViewer,
  categoryId: string,
  name: string,
): Promise<ScriptCategoryRow> {
  return db.transaction(async (tx) => {
    const { all, category } = await lockOne(tx, viewer, categoryId);
    decideCategoryPlace(all, { name, parentId: category.parentId }, categoryId);
    await tx.update(ScriptCategoryRow, { id: categoryId }, { name });
    const { ownerUserId } = category;
    const change = { ownerUserId, before: { name: category.name }, after: { name } };
    await tell(tx, viewer, { action: 'script_category.rename', id: categoryId, ...change }, clock.now());
    return { ...category, name };
  });
}

/** Removes a category that holds nothing. */
export async function deleteCategory({ db, clock }: Needs, viewer: MemberViewer, categoryId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const { all, category } = await lockOne(tx, viewer, categoryId);
    const categories = all.filter((one) => one.parentId === categoryId).length;
    const [counted] = await select<{ times: number | string }>(
      tx,
      'SELECT COUNT(*) AS times FROM script WHERE category_id = ? AND deleted_at IS NULL',
      [categoryId],
    );
    const scripts = Number(counted?.times ?? 0);
    if (categories + scripts > 0) throw new ScriptCategoryInUse({ scripts, categories });
    await tx.delete(ScriptCategoryRow, { id: categoryId });
    const change = { ownerUserId: category.ownerUserId, before: { name: category.name } };
    await tell(tx, viewer, { action: 'script_category.delete', id: categoryId, ...change }, clock.now());
  });
}

/** Puts the categories of one parent in this order; it names all of them. */
export async function reorderCategories(
  { db, clock }: Needs,
  viewer: MemberViewer,
  { parentId, isMine, categoryIds }: { parentId: string | null; isMine: boolean; categoryIds: string[] },
): Promise<void> {
  const ownerUserId = ownerOfNew(viewer, isMine);
  await db.transaction(async (tx) => {
    const all = await lockCategories(tx, viewer, ownerUserId);
    const here = all.filter((one) => one.parentId === parentId).map(({ id }) => id);
    const named = new Set(categoryIds);
    if (named.size !== categoryIds.length || here.length !== named.size || here.some((id) => !named.has(id)))
      throw new ScriptOrderIncomplete();
    for (const [sort, id] of categoryIds.entries()) await tx.update(ScriptCategoryRow, { id }, { sort });
    await tell(tx, viewer, { action: 'script_category.reorder', id: parentId ?? 'top', ownerUserId }, clock.now());
  });
}

async function lockOne(tx: Tx, viewer: MemberViewer, categoryId: string) {
  const seen = await getCategory(tx, viewer, categoryId);
  if (!mayEdit(viewer, seen)) throw new ScriptNotYours();
  const all = await lockCategories(tx, viewer, seen.ownerUserId);
  // Read once more under the lock: somebody may have removed it meanwhile.
  const category = all.find(({ id }) => id === categoryId) ?? (await getCategory(tx, viewer, categoryId));
  return { all, category };
}

/** All categories of one owner, locked: places are decided beside each other, and scripts are put into them under the same lock. */
export async function lockCategories(
  tx: Tx,
  viewer: MemberViewer,
  ownerUserId: string | null,
): Promise<ScriptCategoryRow[]> {
  const values: SqlValue[] = ownerUserId === null ? [] : [ownerUserId];
  const whose = ownerUserId === null ? 'owner_user_id IS NULL' : 'owner_user_id = ?';
  await select(tx, `SELECT id FROM script_category WHERE ${whose}${forUpdate(tx)}`, values);
  return (await listCategories(tx, viewer)).filter((one) => one.ownerUserId === ownerUserId);
}

interface Change {
  action: string;
  id: string;
  ownerUserId: string | null;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

async function tell(tx: Tx, viewer: MemberViewer, { id, ownerUserId, ...change }: Change, now: number): Promise<void> {
  await audit(tx, viewer, { ...change, subject: { kind: 'script_category', id } });
  await recordEvent(tx, scriptCategoriesChanged({ occurredAt: now, memberUserId: ownerUserId, payload: {} }));
}
