import type { ChannelSettings } from '@zhike/shared/contracts/channel';
import type { WelcomeAttachment, WelcomeMessage } from '@zhike/shared/contracts/welcome';
import { inList, select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { listStages } from '../field/store.ts';
import { listAssets } from '../media/store.ts';
import { ChannelGroupRow } from './entity.ts';
import {
  ChannelGroupNotFound,
  DepartmentsNotUsable,
  MaterialsNotUsable,
  MembersNotUsable,
  StageNotUsable,
  TagsNotUsable,
} from './errors.ts';
import { usableTagIds } from './store.ts';

/** Whatever the settings name must exist and be usable now; the first kind that is not is reported with all its ids. */
export async function checkSettings(tx: Tx, settings: ChannelSettings): Promise<void> {
  const userIds = [
    ...settings.members.map((member) => member.userId),
    ...(settings.spareUserId ? [settings.spareUserId] : []),
  ];
  await checkMembers(tx, userIds);
  const departments = await missing(
    tx,
    'SELECT id FROM department WHERE deleted_at IS NULL AND id',
    settings.departmentIds,
  );
  if (departments.length > 0) throw new DepartmentsNotUsable({ departmentIds: departments });
  const usable = await usableTagIds(tx, settings.tagIds);
  const gone = settings.tagIds.filter((tagId) => !usable.includes(tagId));
  if (gone.length > 0) throw new TagsNotUsable({ tagIds: gone });
  const { stageId, groupId, welcome } = settings;
  if (stageId && !(await listStages(tx)).some((stage) => stage.id === stageId)) throw new StageNotUsable({ stageId });
  if (groupId && !(await tx.existsBy(ChannelGroupRow, { id: groupId }))) throw new ChannelGroupNotFound({ groupId });
  if (welcome) await checkMaterials(tx, welcome);
}

/** Active, visible and with the customer-contact function: WeCom refuses the whole code for anybody else. */
export async function checkMembers(tx: Tx, userIds: string[]): Promise<void> {
  const bad = await missing(
    tx,
    "SELECT user_id AS id FROM member WHERE status = 'active' AND is_follow_user = 1 AND user_id",
    userIds,
  );
  if (bad.length > 0) throw new MembersNotUsable({ userIds: bad });
}

/** Every file a welcome sends. */
export function assetsOf(welcome: WelcomeMessage | null): { assetId: string; kind: 'image' | 'video' | 'file' }[] {
  if (!welcome) return [];
  const all = [...welcome.attachments, ...welcome.byTimeOfDay.flatMap((part) => part.attachments)];
  return all.flatMap((attachment) => assetOf(attachment) ?? []);
}

/** The file one attachment sends; null for a link. */
export function assetOf(attachment: WelcomeAttachment): { assetId: string; kind: 'image' | 'video' | 'file' } | null {
  if (attachment.kind === 'link') return null;
  if (attachment.kind === 'miniprogram') return { assetId: attachment.coverAssetId, kind: 'image' };
  return { assetId: attachment.assetId, kind: attachment.kind };
}

async function checkMaterials(tx: Tx, welcome: WelcomeMessage): Promise<void> {
  const wanted = assetsOf(welcome);
  const kinds = new Map(
    (
      await listAssets(
        tx,
        wanted.map((asset) => asset.assetId),
      )
    ).map((asset) => [asset.id, asset.kind]),
  );
  const bad = wanted.filter((asset) => kinds.get(asset.assetId) !== asset.kind).map((asset) => asset.assetId);
  if (bad.length > 0) throw new MaterialsNotUsable({ assetIds: [...new Set(bad)] });
}

/** Which of `ids` the query (ending in the column) does not find. */
async function missing<Id extends string | number>(tx: Tx, query: string, ids: Id[]): Promise<Id[]> {
  if (ids.length === 0) return [];
  const rows = await select<{ id: Id }>(tx, `${query} ${inList(ids)}`, ids);
  const found = new Set(rows.map((row) => row.id));
  return [...new Set(ids)].filter((id) => !found.has(id));
}
