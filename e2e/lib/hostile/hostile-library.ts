import { createMassMessage, updateMassMessage } from '@zhike/shared/contracts/mass-message';
import { createMaterial, importArticle, updateMaterial } from '@zhike/shared/contracts/material';
import type { MaterialContent, MaterialKind } from '@zhike/shared/contracts/material-content';
import { createMaterialFolder, updateMaterialFolder } from '@zhike/shared/contracts/material-folder';
import { createMoment } from '@zhike/shared/contracts/moment';
import { previewPoster } from '@zhike/shared/contracts/poster';
import { createScript, createScriptCategory, updateScript, updateScriptCategory } from '@zhike/shared/contracts/script';
import { ADMIN, type Product } from '../start-product.ts';
import type { HostileCalls } from './hostile-calls.ts';
import { hostileText } from './hostile-text.ts';
import { uploadHostile } from './hostile-uploads.ts';
import type { HostileWecom } from './hostile-wecom.ts';

const TOMORROW = 86_400_000;

export interface HostileLibrary {
  materials: Record<MaterialKind, string>;
  pictureId: string;
  fileId: string;
  scriptId: string;
  massMessageId: string;
  momentId: string;
}

/** The library, and what is sent out of it. */
export async function makeHostileLibrary(
  product: Product,
  calls: HostileCalls,
  { tagId }: HostileWecom,
): Promise<HostileLibrary> {
  const call = calls.as(ADMIN.userId);
  const { pictureId, videoId, fileId } = await uploadHostile(product, calls);

  const folder = await call(createMaterialFolder, { body: { parentId: null } });
  const inFolder = { params: { folderId: folder.id }, body: { parentId: null } };
  await call(updateMaterialFolder, inFolder);

  const startsAt = product.clock.now() + TOMORROW;
  const design = {
    width: 900,
    height: 1200,
    background: { color: '#FFFFFF' },
    elements: [
      { kind: 'text', id: 'a', x: 0, y: 0, w: 800, h: 200, size: 40, minSize: 12, weight: 400, color: '#000000' },
      {
        kind: 'text',
        id: 'b',
        content: '{客户昵称}',
        x: 0,
        y: 200,
        w: 800,
        h: 90,
        size: 40,
        minSize: 12,
        weight: 400,
        color: '#000000',
      },
      { kind: 'qr', id: 'c', value: { kind: 'text' }, x: 100, y: 400, w: 700, h: 700 },
    ],
  };
  const contents: Record<MaterialKind, Record<string, unknown>> = {
    text: {},
    image: { assetId: pictureId },
    video: { assetId: videoId },
    file: { assetId: fileId },
    brochure: { assetId: fileId },
    article: {},
    case: { results: [{}, {}] },
    link: {},
    miniprogram: { appId: 'wx0123456789abcdef' },
    live: { startsAt, endsAt: startsAt + TOMORROW },
    poster: { design },
  };
  const materials = {} as Record<MaterialKind, string>;
  for (const [kind, content] of Object.entries(contents) as [MaterialContent['kind'], Record<string, unknown>][]) {
    const body = { folderId: folder.id, coverAssetId: pictureId, content: { kind, ...content } };
    const { id, version } = await call(createMaterial, { body });
    await call(updateMaterial, { params: { materialId: id }, body: { ...body, version } });
    materials[kind] = id;
  }
  await call(previewPoster, { body: { design, texts: { 客户昵称: hostileText.middle } } });
  await call(importArticle);

  const category = await call(createScriptCategory, { body: { isMine: false } });
  await call(updateScriptCategory, { params: { categoryId: category.id } });
  const words = { categoryId: category.id, materialIds: [materials.link] };
  const script = await call(createScript, { body: { ...words, isMine: false } });
  await call(updateScript, { params: { scriptId: script.id }, body: { ...words, version: script.version } });

  const to = { tagIds: [tagId], filter: { field: 'name', op: 'contains', text: hostileText.middle } };
  const mass = await call(createMassMessage, { body: { filter: to, materialIds: [materials.link] } });
  await call(updateMassMessage, {
    params: { massMessageId: mass.id },
    body: { filter: to, materialIds: [materials.link], version: mass.version },
  });
  const moment = await call(createMoment, { body: { media: { kind: 'link', coverAssetId: pictureId } } });
  return { materials, pictureId, fileId, scriptId: script.id, massMessageId: mass.id, momentId: moment.id };
}
