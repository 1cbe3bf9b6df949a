import type { MaterialContent } from '@zhike/shared/contracts/material-content';
import type { MaterialRow as RowView, MaterialView } from '@zhike/shared/contracts/material';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { presentMedia } from '../media/present.ts';
import { getAsset } from '../media/store.ts';
import type { MaterialRow } from './entity.ts';
import { htmlForEditors } from './html/pictures.ts';
import { sayPagesProblem, stateOf, waysOf } from './rules.ts';

const DAY = 86_400_000;
/** What counts as one's own use. */
export const MINE_WITHIN_MS = 90 * DAY;

export interface Looking {
  viewer: MemberViewer;
  /** Business day and time, ms. */
  today: string;
  now: number;
}

const addressOfThumbnail = (assetId: string) => `/api/media/${assetId}/thumbnail`;
export const addressOfPage = (materialId: string, page: number) => `/api/materials/${materialId}/pages/${page}`;

/** Rows as people see them, in the order given. */
export async function presentRows(
  tx: Tx,
  materials: MaterialRow[],
  { viewer, today, now }: Looking,
): Promise<RowView[]> {
  if (materials.length === 0) return [];
  const ids = materials.map(({ id }) => id);
  const favourites = new Set(
    (
      await select<{ id: string }>(
        tx,
        `SELECT material_id AS id FROM material_favourite WHERE user_id = ? AND material_id ${inList(ids)}`,
        [viewer.userId, ...ids],
      )
    ).map((row) => row.id),
  );
  const mine = await mySent(tx, viewer.userId, now);
  return materials.map((material) => {
    const state = stateOf(material, today);
    return {
      id: material.id,
      kind: material.kind,
      title: material.title,
      description: material.description,
      thumbnailUrl: thumbnailOf(material),
      folderId: material.folderId,
      state,
      problem: state === 'broken' ? sayPagesProblem(material.pagesProblem) : null,
      ways: [...waysOf(material.kind)],
      validUntil: material.validUntil,
      isFavourite: favourites.has(material.id),
      sent: material.sent,
      opened: material.opened,
      mySent: mine.get(material.id) ?? 0,
      updatedAt: material.updatedAt,
    };
  });
}

/** How often a member sent what within 90 days, along her own index. */
export async function mySent(tx: Tx, userId: string, now: number): Promise<Map<string, number>> {
  const rows = await select<{ id: string; times: number | string }>(
    tx,
    `SELECT material_id AS id, COUNT(*) AS times FROM content_send
      WHERE user_id = ? AND prepared_at >= ? AND status = 'sent' AND material_id IS NOT NULL GROUP BY material_id`,
    [userId, now - MINE_WITHIN_MS],
  );
  return new Map(rows.map((row) => [row.id, Number(row.times)]));
}

function thumbnailOf(material: MaterialRow): string | null {
  // Even with a cover: who chooses among posters wants to see them.
  if (material.kind === 'poster') return `/api/materials/${material.id}/thumbnail?v=${material.version}`;
  if (material.coverAssetId) return addressOfThumbnail(material.coverAssetId);
  if (material.kind === 'image' && material.assetId) return addressOfThumbnail(material.assetId);
  return material.kind === 'brochure' && material.pagesState === 'ready' ? addressOfPage(material.id, 1) : null;
}

export async function presentMaterial(tx: Tx, material: MaterialRow, looking: Looking): Promise<MaterialView> {
  const [row] = await presentRows(tx, [material], looking);
  const maker = (await memberCards(tx, [material.createdBy])).get(material.createdBy);
  return {
    ...row!,
    coverAssetId: material.coverAssetId,
    departmentIds: material.departmentIds ?? [],
    validFrom: material.validFrom,
    version: material.version,
    content: presentContent(material.content),
    asset: material.assetId ? presentMedia(await getAsset(tx, material.assetId)) : null,
    pages: material.pages,
    createdBy: { userId: material.createdBy, name: maker?.name ?? material.createdBy },
    createdAt: material.createdAt,
    can: { edit: looking.viewer.role !== 'rep', send: row!.state === 'ready' },
  };
}

export function presentContent(content: MaterialContent): MaterialContent {
  return content.kind === 'article' || content.kind === 'case'
    ? { ...content, html: htmlForEditors(content.html) }
    : content;
}
