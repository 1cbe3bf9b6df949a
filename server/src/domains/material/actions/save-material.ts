import type { MaterialDraft } from '@zhike/shared/contracts/material';
import type { Dependencies } from '../../../dependencies.ts';
import { claimCreation } from '../../../platform/database/creation-key.ts';
import { getRow } from '../../../platform/database/find-row.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { newId } from '../../../platform/id.ts';
import { searchTextOf } from '../../../platform/search-text.ts';
import { audit } from '../../audit/audit.ts';
import { requireDepartments } from '../../corp/departments.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { keepMediaFresh } from '../../media/keep-media-fresh.ts';
import { MaterialRow, MaterialVersionRow } from '../entity.ts';
import { MaterialChangedMeanwhile, MaterialKindStays, VersionNotFound } from '../errors.ts';
import { materialSaved } from '../events.ts';
import { lockFolder } from '../folders.ts';
import { settleContent } from '../settle-content.ts';
import { getMaterialForUpdate, setDepartments } from '../store.ts';
import { findVersion } from '../versions.ts';

type Needs = Pick<Dependencies, 'db' | 'clock'>;

/** Adds a material as its first version; the same key adds it once. */
export async function createMaterial(
  { db, clock }: Needs,
  viewer: MemberViewer,
  { idempotencyKey: key, ...draft }: MaterialDraft & { idempotencyKey?: string },
): Promise<MaterialRow> {
  return db.transaction(async (tx) => {
    const now = clock.now();
    const id = newId();
    const creation = { kind: 'material' as const, userId: viewer.userId, key, id, machineNow: clock.machineNow() };
    const madeId = await claimCreation(tx, creation);
    if (madeId) return getRow(tx, MaterialRow, { id: madeId });
    const kept = await keep(tx, draft, null);
    await tx.insert(MaterialRow, {
      ...kept,
      id,
      kind: draft.content.kind,
      version: 1,
      isRetired: false,
      sent: 0,
      opened: 0,
      createdBy: viewer.userId,
      createdAt: now,
      updatedAt: now,
    });
    return finish(tx, viewer, id, draft, { action: 'material.create', now });
  });
}

/** Changes a material: a new version. Throws when somebody else saved it since `version`. */
export async function updateMaterial(
  { db, clock }: Needs,
  viewer: MemberViewer,
  materialId: string,
  { version, ...draft }: MaterialDraft & { version: number },
): Promise<MaterialRow> {
  return db.transaction(async (tx) => {
    const before = await getMaterialForUpdate(tx, viewer, materialId);
    if (before.version !== version) throw new MaterialChangedMeanwhile({ version: before.version });
    return change(tx, viewer, before, draft, { action: 'material.update', now: clock.now() });
  });
}

/** Makes an earlier version the newest one again: nothing is taken back, it becomes a version of its own. */
export async function restoreVersion(
  { db, clock }: Needs,
  viewer: MemberViewer,
  materialId: string,
  version: number,
): Promise<MaterialRow> {
  return db.transaction(async (tx) => {
    const before = await getMaterialForUpdate(tx, viewer, materialId);
    const wanted = await findVersion(tx, materialId, version);
    if (!wanted) throw new VersionNotFound({ version });
    const { title, description, coverAssetId, content } = wanted;
    const { folderId, validFrom, validUntil } = before;
    const draft = {
      title,
      description,
      coverAssetId,
      content,
      folderId,
      validFrom,
      validUntil,
      departmentIds: before.departmentIds ?? [],
    };
    return change(tx, viewer, before, draft, { action: 'material.restore_version', now: clock.now(), isKept: true });
  });
}

async function change(
  tx: Tx,
  viewer: MemberViewer,
  before: MaterialRow,
  draft: MaterialDraft,
  { action, now, isKept = false }: { action: string; now: number; isKept?: boolean },
): Promise<MaterialRow> {
  if (draft.content.kind !== before.kind) throw new MaterialKindStays();
  const kept = await keep(tx, draft, before, isKept);
  await tx.update(MaterialRow, { id: before.id }, { ...kept, version: before.version + 1, updatedAt: now });
  return finish(tx, viewer, before.id, draft, { action, now, before });
}

/** The columns of a draft. `before`: pages of the same PDF are kept, unless they are broken. `isKept`: the content was made harmless when it was saved first. */
async function keep(tx: Tx, draft: MaterialDraft, before: MaterialRow | null, isKept = false) {
  if (draft.folderId) await lockFolder(tx, draft.folderId);
  // A department may have been dissolved since: what is for it already can still be saved.
  const known = before?.departmentIds ?? [];
  await requireDepartments(
    tx,
    draft.departmentIds.filter((id) => !known.includes(id)),
  );
  const settled = await settleContent(tx, draft, isKept);
  // What could not be made is tried again: the PDF may be fine and the machine was not.
  const samePages = before !== null && before.assetId === settled.assetId && before.pagesState !== 'broken';
  const needsPages = draft.content.kind === 'brochure' && !samePages;
  return {
    title: draft.title,
    description: draft.description,
    searchText: searchTextOf([draft.title, draft.description]),
    coverAssetId: draft.coverAssetId,
    folderId: draft.folderId,
    departmentIds: draft.departmentIds.length > 0 ? [...new Set(draft.departmentIds)] : null,
    validFrom: draft.validFrom,
    validUntil: draft.validUntil,
    content: settled.content,
    assetId: settled.assetId,
    ...(samePages
      ? {}
      : { pagesState: needsPages ? ('waiting' as const) : ('none' as const), pages: null, pagesProblem: null }),
  };
}

async function finish(
  tx: Tx,
  viewer: MemberViewer,
  materialId: string,
  draft: MaterialDraft,
  { action, now, before }: { action: string; now: number; before?: MaterialRow },
): Promise<MaterialRow> {
  const material = await getRow(tx, MaterialRow, { id: materialId });
  const { version, title, description, coverAssetId, content } = material;
  await tx.insert(MaterialVersionRow, {
    materialId,
    version,
    title,
    description,
    coverAssetId,
    content,
    createdBy: viewer.userId,
    createdAt: now,
  });
  await setDepartments(tx, materialId, draft.departmentIds);
  await keepMediaFresh(
    tx,
    `material:${materialId}`,
    material.isRetired || !material.assetId ? [] : [material.assetId],
    now,
  );
  await audit(tx, viewer, {
    action,
    subject: { kind: 'material', id: materialId },
    before: before && told(before),
    after: told(material),
  });
  await recordEvent(tx, materialSaved({ occurredAt: now, payload: { materialId } }));
  return material;
}

const told = ({ kind, title, version, folderId, departmentIds, validFrom, validUntil }: MaterialRow) => ({
  kind,
  title,
  version,
  folderId,
  departmentIds: departmentIds ?? [],
  validFrom,
  validUntil,
});
