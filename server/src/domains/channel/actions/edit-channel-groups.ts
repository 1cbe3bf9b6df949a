import { findRow } from '../../../platform/database/find-row.ts';
import type { Dependencies } from '../../../dependencies.ts';
import { execute } from '../../../platform/database/sql.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { newId } from '../../../platform/id.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { ChannelGroupRow } from '../entity.ts';
import { ChannelGroupNotFound } from '../errors.ts';

type Needs = Pick<Dependencies, 'db' | 'clock'>;
type GroupSettings = Pick<ChannelGroupRow, 'name' | 'sort'>;

export async function createChannelGroup(
  { db, clock }: Needs,
  viewer: MemberViewer,
  settings: GroupSettings,
): Promise<string> {
  const groupId = newId(clock.machineNow());
  await db.transaction(async (tx) => {
    await tx.insert(ChannelGroupRow, { id: groupId, ...settings, createdAt: clock.now() });
    await audit(tx, viewer, {
      action: 'channel_group.create',
      subject: { kind: 'channel_group', id: groupId },
      after: { ...settings },
    });
  });
  return groupId;
}

export async function updateChannelGroup(
  { db }: Needs,
  viewer: MemberViewer,
  groupId: string,
  settings: GroupSettings,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { name, sort } = await getGroup(tx, groupId);
    await tx.update(ChannelGroupRow, { id: groupId }, settings);
    await audit(tx, viewer, {
      action: 'channel_group.update',
      subject: { kind: 'channel_group', id: groupId },
      before: { name, sort },
      after: { ...settings },
    });
  });
}

/** Its channels stay, without a group. */
export async function deleteChannelGroup({ db }: Needs, viewer: MemberViewer, groupId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const { name } = await getGroup(tx, groupId);
    await execute(tx, 'UPDATE channel SET group_id = NULL WHERE group_id = ?', [groupId]);
    await tx.delete(ChannelGroupRow, { id: groupId });
    await audit(tx, viewer, {
      action: 'channel_group.delete',
      subject: { kind: 'channel_group', id: groupId },
      before: { name },
    });
  });
}

async function getGroup(tx: Tx, groupId: string): Promise<ChannelGroupRow> {
  const group = await findRow(tx, ChannelGroupRow, { id: groupId });
  if (!group) throw new ChannelGroupNotFound({ groupId });
  return group;
}
