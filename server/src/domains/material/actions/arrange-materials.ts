import type { Dependencies } from '../../../dependencies.ts';
import { inList, execute, insertRows } from '../../../platform/database/sql.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { keepMediaFresh } from '../../media/keep-media-fresh.ts';
import { MaterialFavouriteRow, MaterialRow } from '../entity.ts';
import { MaterialNotFound } from '../errors.ts';
import { materialSaved } from '../events.ts';
import { lockFolder } from '../folders.ts';
import { getMaterialFor, getMaterialForUpdate, materialsFor } from '../store.ts';

type Needs = Pick<Dependencies, 'db' | 'clock'>;

/** Takes a material out of use, or brings it back; its file is no longer kept ready meanwhile. */
export async function setRetired(
  { db, clock }: Needs,
  viewer: MemberViewer,
  materialId: string,
  isRetired: boolean,
): Promise<void> {
  await db.transaction(async (tx) => {
    const now = clock.now();
    const material = await getMaterialForUpdate(tx, viewer, materialId);
    if (material.isRetired === isRetired) return;
    await tx.update(MaterialRow, { id: materialId }, { isRetired, updatedAt: now });
    await keepMediaFresh(tx, `material:${materialId}`, isRetired || !material.assetId ? [] : [material.assetId], now);
    await audit(tx, viewer, {
      action: isRetired ? 'material.retire' : 'material.bring_back',
      subject: { kind: 'material', id: materialId },
      after: { title: material.title },
    });
    await recordEvent(tx, materialSaved({ occurredAt: now, payload: { materialId } }));
  });
}

/** Puts materials into a folder; all of them or none. */
export async function moveMaterials(
  { db, clock }: Needs,
  viewer: MemberViewer,
  { materialIds, folderId }: { materialIds: string[]; folderId: string | null },
): Promise<void> {
  const ids = [...new Set(materialIds)];
  await db.transaction(async (tx) => {
    if (folderId) await lockFolder(tx, folderId);
    const found = await materialsFor(tx, viewer, ids);
    const missing = ids.find((id) => !found.some((material) => material.id === id));
    if (missing) throw new MaterialNotFound({ materialId: missing });
    await execute(tx, `UPDATE material SET folder_id = ? WHERE id ${inList(ids)}`, [folderId, ...ids]);
    for (const { id, title, folderId: from } of found) {
      await audit(tx, viewer, {
        action: 'material.move',
        subject: { kind: 'material', id },
        before: { title, folderId: from },
        after: { title, folderId },
      });
      await recordEvent(tx, materialSaved({ occurredAt: clock.now(), payload: { materialId: id } }));
    }
  });
}

/** Keeps a material among one's favourites. Doing it twice does it once. */
export async function addFavourite({ db, clock }: Needs, viewer: MemberViewer, materialId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await getMaterialFor(tx, viewer, materialId);
    await insertRows(
      tx,
      'material_favourite',
      [{ user_id: viewer.userId, material_id: materialId, created_at: clock.now() }],
      { ignoreDuplicates: true },
    );
  });
}

export async function removeFavourite(
  { db }: Pick<Dependencies, 'db'>,
  viewer: MemberViewer,
  materialId: string,
): Promise<void> {
  await db.transaction((tx) => tx.delete(MaterialFavouriteRow, { userId: viewer.userId, materialId }));
}
