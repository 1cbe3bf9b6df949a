import type { Dependencies } from '../../../dependencies.ts';
import { claimCreation } from '../../../platform/database/creation-key.ts';
import { getRow } from '../../../platform/database/find-row.ts';
import { select } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { newId } from '../../../platform/id.ts';
import { searchTextOf } from '../../../platform/search-text.ts';
import { audit } from '../../audit/audit.ts';
import { requireDepartments } from '../../corp/departments.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { MaterialNotFound } from '../../material/errors.ts';
import { materialsFor } from '../../material/store.ts';
import { ScriptRow } from '../entity.ts';
import {
  ScriptCategoryNotFound,
  ScriptCategoryOfOther,
  ScriptChangedMeanwhile,
  ScriptNotFound,
  TooManyScripts,
} from '../errors.ts';
import { scriptSaved } from '../events.ts';
import { ownerOfNew, requireKnownVariables } from '../rules.ts';
import { getCategory, getScriptForUpdate, setDepartments } from '../store.ts';
import { lockCategories } from './arrange-categories.ts';

type Needs = Pick<Dependencies, 'db' | 'clock'>;

export interface ScriptDraft {
  title: string;
  categoryId: string;
  text: string;
  materialIds: string[];
  keywords: string[];
  departmentIds: number[];
}

/** Of one owner. The library is kept by hand: hundreds, not millions. */
const MAX_SCRIPTS = 5_000;
const SEARCH_TEXT_LENGTH = 4_000;

/** Adds a script at the end of its category: one's own, or for managers one of the company. */
export async function createScript(
  { db, clock }: Needs,
  viewer: MemberViewer,
  { isMine, idempotencyKey: key, ...draft }: ScriptDraft & { isMine: boolean; idempotencyKey?: string },
): Promise<ScriptRow> {
  const ownerUserId = ownerOfNew(viewer, isMine);
  return db.transaction(async (tx) => {
    const now = clock.now();
    const id = newId();
    const creation = { kind: 'script' as const, userId: viewer.userId, key, id, machineNow: clock.machineNow() };
    const madeId = await claimCreation(tx, creation);
    if (madeId) return getRow(tx, ScriptRow, { id: madeId });
    const kept = await keep(tx, viewer, draft, { ownerUserId, materialIds: [], departmentIds: null });
    if ((await countOf(tx, ownerUserId)) >= MAX_SCRIPTS) throw new TooManyScripts({ max: MAX_SCRIPTS });
    await tx.insert(ScriptRow, {
      ...kept,
      id,
      ownerUserId,
      sort: await nextSort(tx, draft.categoryId),
      version: 1,
      sent: 0,
      createdBy: viewer.userId,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    });
    return finish(tx, viewer, id, draft, { action: 'script.create', now });
  });
}

/** Changes a script. Throws when somebody else saved it since `version`. */
export async function updateScript(
  { db, clock }: Needs,
  viewer: MemberViewer,
  scriptId: string,
  { version, ...draft }: ScriptDraft & { version: number },
): Promise<ScriptRow> {
  return db.transaction(async (tx) => {
    const now = clock.now();
    const before = await getScriptForUpdate(tx, viewer, scriptId);
    if (before.version !== version) throw new ScriptChangedMeanwhile({ version: before.version });
    const kept = await keep(tx, viewer, draft, before);
    const sort = before.categoryId === draft.categoryId ? before.sort : await nextSort(tx, draft.categoryId);
    await tx.update(ScriptRow, { id: scriptId }, { ...kept, sort, version: version + 1, updatedAt: now });
    return finish(tx, viewer, scriptId, draft, { action: 'script.update', now, before });
  });
}

/** Removes a script; what was sent of it keeps its title. */
export async function deleteScript({ db, clock }: Needs, viewer: MemberViewer, scriptId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const script = await getScriptForUpdate(tx, viewer, scriptId);
    await tx.update(ScriptRow, { id: scriptId }, { deletedAt: clock.now() });
    await audit(tx, viewer, {
      action: 'script.delete',
      subject: { kind: 'script', id: scriptId },
      before: { title: script.title },
    });
    await recordEvent(
      tx,
      scriptSaved({ occurredAt: clock.now(), memberUserId: script.ownerUserId, payload: { scriptId } }),
    );
  });
}

/** The columns of a draft. `before`: what hangs on it already may have been taken away from the editor or dissolved since, and stays. */
async function keep(
  tx: Tx,
  viewer: MemberViewer,
  draft: ScriptDraft,
  before: Pick<ScriptRow, 'ownerUserId' | 'materialIds' | 'departmentIds'>,
) {
  const { ownerUserId } = before;
  requireKnownVariables(draft.text);
  const category = await getCategory(tx, viewer, draft.categoryId);
  if (category.ownerUserId !== ownerUserId) throw new ScriptCategoryOfOther();
  const there = await lockCategories(tx, viewer, ownerUserId);
  if (!there.some(({ id }) => id === draft.categoryId))
    throw new ScriptCategoryNotFound({ categoryId: draft.categoryId });
  const materialIds = [...new Set(draft.materialIds)];
  const found = new Set((await materialsFor(tx, viewer, materialIds)).map(({ id }) => id));
  const missing = materialIds.find((id) => !found.has(id) && !before.materialIds.includes(id));
  if (missing) throw new MaterialNotFound({ materialId: missing });
  // One's own scripts are seen by nobody else.
  const departmentIds = ownerUserId === null ? [...new Set(draft.departmentIds)] : [];
  const known = before.departmentIds ?? [];
  await requireDepartments(
    tx,
    departmentIds.filter((id) => !known.includes(id)),
  );
  const keywords = [...new Set(draft.keywords)];
  return {
    title: draft.title,
    categoryId: draft.categoryId,
    text: draft.text,
    searchText: searchTextOf([draft.title, ...keywords, draft.text], SEARCH_TEXT_LENGTH),
    materialIds,
    keywords,
    departmentIds: departmentIds.length > 0 ? departmentIds : null,
  };
}

async function finish(
  tx: Tx,
  viewer: MemberViewer,
  scriptId: string,
  draft: ScriptDraft,
  { action, now, before }: { action: string; now: number; before?: ScriptRow },
): Promise<ScriptRow> {
  const script = await tx.findOneBy(ScriptRow, { id: scriptId });
  if (!script) throw new ScriptNotFound({ scriptId });
  await setDepartments(tx, scriptId, script.departmentIds ?? []);
  // The words are the company's or a rep's own business: the log says that they changed, not what they are.
  await audit(tx, viewer, {
    action,
    subject: { kind: 'script', id: scriptId },
    ...(before ? { before: { title: before.title, categoryId: before.categoryId } } : {}),
    after: { title: draft.title, categoryId: draft.categoryId },
  });
  await recordEvent(tx, scriptSaved({ occurredAt: now, memberUserId: script.ownerUserId, payload: { scriptId } }));
  return script;
}

async function countOf(tx: Tx, ownerUserId: string | null): Promise<number> {
  const whose = ownerUserId === null ? 'owner_user_id IS NULL' : 'owner_user_id = ?';
  const [row] = await select<{ times: number | string }>(
    tx,
    `SELECT COUNT(*) AS times FROM script WHERE ${whose} AND deleted_at IS NULL`,
    ownerUserId === null ? [] : [ownerUserId],
  );
  return Number(row?.times ?? 0);
}

async function nextSort(tx: Tx, categoryId: string): Promise<number> {
  const [row] = await select<{ last: number | string | null }>(
    tx,
    'SELECT MAX(sort) AS last FROM script WHERE category_id = ?',
    [categoryId],
  );
  return Number(row?.last ?? -1) + 1;
}
