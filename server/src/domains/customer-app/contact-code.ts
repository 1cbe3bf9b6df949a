import type { ContactCode } from '@zhike/shared/contracts/customer-app';
import type { Dependencies } from '../../dependencies.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { ChannelRow } from '../channel/entity.ts';
import { findConsultantCode } from './store.ts';

/** The picture of a channel's code; null when it cannot be scanned (any more). */
export async function receptionCode(tx: Tx, channelId: string): Promise<ContactCode | null> {
  const channel = await tx.findOneBy(ChannelRow, { id: channelId });
  if (!channel?.qrCode || channel.status === 'deleted') return null;
  return { qrUrl: channel.qrCode };
}

/** The code that leads to one rep. */
export async function consultantCode({ db }: Pick<Dependencies, 'db'>, userId: string): Promise<ContactCode | null> {
  const code = await findConsultantCode(db.read, userId);
  return code ? receptionCode(db.read, code.channelId) : null;
}
