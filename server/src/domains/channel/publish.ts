import { recordEvent } from '../../platform/delivery/event.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { deleteContactWay } from './commands/delete-contact-way.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { updateContactWay } from './commands/update-contact-way.ts';
import { ChannelRow } from './entity.ts';
import { channelPublished } from './events.ts';
import { sameList } from './rules/receivers.ts';
import { findChannelForUpdate } from './store.ts';

export interface MadeCode {
  configId: string;
  qrCodeUrl: string | null;
  userIds: string[];
  departmentIds: number[];
}

/**
 * Stores what WeCom made for a draft. A draft deleted meanwhile, or one that has a code already (two tries both succeeded),
 * makes the new code an orphan: it is taken out again. Answers false then.
 */
export async function publishChannel(tx: Tx, channelId: string, made: MadeCode, now: number): Promise<boolean> {
  const channel = await findChannelForUpdate(tx, channelId);
  if (channel?.configId === made.configId) return true;
  if (!channel || channel.status === 'deleted' || channel.configId) {
    await enqueue(tx, deleteContactWay({ channelId: null, configId: made.configId }));
    return false;
  }
  await tx.update(
    ChannelRow,
    { id: channelId },
    {
      status: 'active',
      configId: made.configId,
      qrCode: made.qrCodeUrl,
      applied: { userIds: made.userIds, departmentIds: made.departmentIds },
      problem: null,
    },
  );
  // Settings may have changed while WeCom was making it.
  if (!sameList(made, channel.receivers)) await enqueue(tx, updateContactWay({ channelId }));
  await recordEvent(tx, channelPublished({ occurredAt: now, payload: { channelId } }));
  return true;
}
