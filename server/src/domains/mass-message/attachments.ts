import type { Dependencies } from '../../dependencies.ts';
import { businessDate } from '../../platform/business-time.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { MessageAttachment } from '../../wecom/api/message-content.ts';
import { htmlPage } from '../channel/commands/send-welcome.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import type { MaterialRow } from '../material/entity.ts';
import { stateOf, waysOf } from '../material/rules.ts';
import { materialsFor } from '../material/store.ts';
import { freshMediaId } from '../media/store.ts';
import { addressOfLink } from '../touch/links.ts';
import type { FrozenAttachment } from './entity.ts';
import { MaterialNotAttachable } from './errors.ts';

/** The materials as they are now, for whoever gets them later; each must be fit to be sent, and the viewer's to use. */
export async function freezeAttachments(
  tx: Tx,
  viewer: MemberViewer,
  materialIds: readonly string[],
  { now, timeZone }: { now: number; timeZone: string },
): Promise<FrozenAttachment[]> {
  return freezeMaterials(await materialsFor(tx, viewer, materialIds), materialIds, { now, timeZone });
}

/** The same for whoever may use any of them. */
export function freezeMaterials(
  materials: readonly MaterialRow[],
  materialIds: readonly string[],
  { now, timeZone }: { now: number; timeZone: string },
): FrozenAttachment[] {
  for (const materialId of materialIds)
    if (!materials.some(({ id }) => id === materialId))
      throw new MaterialNotAttachable({ materialId, reason: 'state' });
  return materials.map((material) => {
    if (stateOf(material, businessDate(now, timeZone)) !== 'ready')
      throw new MaterialNotAttachable({ materialId: material.id, reason: 'state' });
    return freeze(material);
  });
}

function freeze({ id: materialId, content, title, description, coverAssetId, kind }: MaterialRow): FrozenAttachment {
  switch (content.kind) {
    case 'image':
    case 'video':
    case 'file':
      return { kind: content.kind, assetId: content.assetId };
    case 'miniprogram':
      if (!coverAssetId) throw new MaterialNotAttachable({ materialId, reason: 'cover' });
      return { kind: 'miniprogram', title, appId: content.appId, page: content.page, coverAssetId };
    // Drawn for one customer each; of a mass message all get the same.
    case 'poster':
      throw new MaterialNotAttachable({ materialId, reason: 'poster' });
    default:
      if (waysOf(kind)[0] !== 'link') throw new MaterialNotAttachable({ materialId, reason: 'text' });
      return { kind: 'link', materialId, title, description };
  }
}

/** Files that WeCom must have before it goes out. */
export const assetsOf = (attachments: readonly FrozenAttachment[]): string[] =>
  attachments.flatMap((one) =>
    one.kind === 'link' ? [] : one.kind === 'miniprogram' ? one.coverAssetId : one.assetId,
  );

/** As WeCom takes them; null while it does not have one of the files. `linkKeys`: of this slice's links, by material. */
export async function readyForWecom(
  { db, clock, config }: Pick<Dependencies, 'db' | 'clock' | 'config'>,
  attachments: readonly FrozenAttachment[],
  linkKeys: Record<string, string>,
): Promise<MessageAttachment[] | null> {
  const ready: MessageAttachment[] = [];
  for (const one of attachments) {
    if (one.kind === 'link') {
      const url = addressOfLink(config, linkKeys[one.materialId]!);
      ready.push({
        kind: 'link',
        title: one.title,
        url,
        description: one.description || undefined,
        picUrl: `${url}/cover`,
      });
      continue;
    }
    const mediaId = await freshMediaId(
      db.read,
      one.kind === 'miniprogram' ? one.coverAssetId : one.assetId,
      clock.now(),
    );
    if (!mediaId) return null;
    if (one.kind === 'miniprogram') {
      const { title, appId, page } = one;
      ready.push({ kind: 'miniprogram', title, appId, page: htmlPage(page), picMediaId: mediaId });
    } else if (one.kind === 'image') ready.push({ kind: 'image', mediaId });
    else if (one.kind === 'video') ready.push({ kind: 'video', mediaId });
    else ready.push({ kind: 'file', mediaId });
  }
  return ready;
}
