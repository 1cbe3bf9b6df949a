import * as contracts from '@zhike/shared/contracts/material';
import * as folderContracts from '@zhike/shared/contracts/material-folder';
import type { Dependencies } from '../../dependencies.ts';
import { businessDate } from '../../platform/business-time.ts';
import type { Routers } from '../../routers.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { addFavourite, moveMaterials, removeFavourite, setRetired } from './actions/arrange-materials.ts';
import { createFolder, deleteFolder, reorderFolders, updateFolder } from './actions/folders.ts';
import { importArticle } from './actions/import-article.ts';
import { createMaterial, restoreVersion, updateMaterial } from './actions/save-material.ts';
import type { MaterialFolderRow, MaterialRow } from './entity.ts';
import { countMaterials, listFolders } from './folders.ts';
import { searchMaterials } from './list.ts';
import { type Looking, presentContent, presentMaterial, presentRows } from './present.ts';
import { getMaterialFor } from './store.ts';
import { listVersions } from './versions.ts';

export function materialRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db, clock, config } = deps;
  const looking = (viewer: MemberViewer): Looking => {
    const now = clock.now();
    return { viewer, now, today: businessDate(now, config.timeZone) };
  };
  const shown = (viewer: MemberViewer, material: MaterialRow) => presentMaterial(db.read, material, looking(viewer));
  const shownFolder = async (viewer: MemberViewer, { id, parentId, name }: MaterialFolderRow) => ({
    id,
    parentId,
    name,
    count: (await countMaterials(db.read, viewer)).get(id) ?? 0,
  });

  member.handle(contracts.searchMaterials, async ({ viewer, body }) => {
    const who = looking(viewer);
    const { materials, nextCursor } = await searchMaterials(db.read, body, who);
    return { items: await presentRows(db.read, materials, who), nextCursor };
  });

  member.handle(contracts.getMaterial, async ({ viewer, params }) =>
    shown(viewer, await getMaterialFor(db.read, viewer, params.materialId)),
  );

  member.handle(contracts.createMaterial, async ({ viewer, body }) =>
    shown(viewer, await createMaterial(deps, viewer, body)),
  );

  member.handle(contracts.updateMaterial, async ({ viewer, params, body }) =>
    shown(viewer, await updateMaterial(deps, viewer, params.materialId, body)),
  );

  member.handle(contracts.listMaterialVersions, async ({ viewer, params, query }) => {
    const { version: current } = await getMaterialFor(db.read, viewer, params.materialId);
    const { versions, nextCursor } = await listVersions(db.read, params.materialId, query);
    const makers = await memberCards(db.read, [...new Set(versions.map((row) => row.createdBy))]);
    const items = versions.map(({ version, title, createdBy, createdAt, content }) => ({
      version,
      title,
      byName: makers.get(createdBy)?.name ?? createdBy,
      createdAt,
      isCurrent: version === current,
      content: presentContent(content),
    }));
    return { items, nextCursor };
  });

  member.handle(contracts.restoreMaterialVersion, async ({ viewer, params }) =>
    shown(viewer, await restoreVersion(deps, viewer, params.materialId, params.version)),
  );

  member.handle(contracts.retireMaterial, async ({ viewer, params }) => {
    await setRetired(deps, viewer, params.materialId, true);
    return {};
  });

  member.handle(contracts.bringBackMaterial, async ({ viewer, params }) => {
    await setRetired(deps, viewer, params.materialId, false);
    return {};
  });

  member.handle(contracts.moveMaterials, async ({ viewer, body }) => {
    await moveMaterials(deps, viewer, body);
    return {};
  });

  member.handle(contracts.addMaterialFavourite, async ({ viewer, params }) => {
    await addFavourite(deps, viewer, params.materialId);
    return {};
  });

  member.handle(contracts.removeMaterialFavourite, async ({ viewer, params }) => {
    await removeFavourite(deps, viewer, params.materialId);
    return {};
  });

  member.handle(contracts.importArticle, ({ viewer, body }) => importArticle(deps, viewer, body.html));

  member.handle(folderContracts.listMaterialFolders, async ({ viewer }) => {
    const counts = await countMaterials(db.read, viewer);
    const folders = await listFolders(db.read);
    return { items: folders.map(({ id, parentId, name }) => ({ id, parentId, name, count: counts.get(id) ?? 0 })) };
  });

  member.handle(folderContracts.createMaterialFolder, async ({ viewer, body }) =>
    shownFolder(viewer, await createFolder(deps, viewer, body)),
  );

  member.handle(folderContracts.updateMaterialFolder, async ({ viewer, params, body }) =>
    shownFolder(viewer, await updateFolder(deps, viewer, params.folderId, body)),
  );

  member.handle(folderContracts.deleteMaterialFolder, async ({ viewer, params }) => {
    await deleteFolder(deps, viewer, params.folderId);
    return {};
  });

  member.handle(folderContracts.reorderMaterialFolders, async ({ viewer, body }) => {
    await reorderFolders(deps, viewer, body);
    return {};
  });
}
