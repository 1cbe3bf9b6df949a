import type { ContactCode } from '@zhike/shared/contracts/customer-app';
import type { Tx } from '../../platform/database/tx.ts';
import { findChannel } from '../channel/store.ts';

/** The picture of a channel's code; null when it cannot be scanned (yet, or any more). */
export async function findContactCode(tx: Tx, channelId: string): Promise<ContactCode | null> {
  const channel = await findChannel(tx, channelId);
  if (!channel?.qrCode || channel.status === 'deleted') return null;
  return { qrUrl: channel.qrCode };
}
