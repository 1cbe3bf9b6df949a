import type { Config } from '../../config.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { findMember, listAdminUserIds } from '../corp/store.ts';
import { notify } from '../notice/notify.ts';
import type { ChannelRow } from './entity.ts';

/** Tells whoever made a code, and every admin, that it needs them. */
export async function tellManagers(
  tx: Tx,
  config: Pick<Config, 'adminUserIds'>,
  channel: ChannelRow,
  news: { title: string; text: string },
): Promise<void> {
  const admins = await listAdminUserIds(tx, config.adminUserIds);
  const maker = channel.createdBy ? await findMember(tx, channel.createdBy) : null;
  const userIds = new Set([...admins, ...(maker?.status === 'active' ? [maker.userId] : [])]);
  for (const userId of userIds) {
    await notify(tx, userId, {
      kind: 'channel',
      name: channel.name,
      link: `/manager/#/channels/${channel.id}`,
      ...news,
    });
  }
}
