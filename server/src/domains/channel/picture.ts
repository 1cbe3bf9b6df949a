import { findRow } from '../../platform/database/find-row.ts';
import type { Dependencies } from '../../dependencies.ts';
import { upsertRows } from '../../platform/database/sql.ts';
import { ChannelPictureRow } from './entity.ts';
import { PictureNotReady } from './errors.ts';
import { getChannel } from './store.ts';

const FETCH_MS = 5_000;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export interface Picture {
  bytes: Buffer;
  fileName: string;
  mimeType: 'image/png' | 'image/jpeg';
}

/** The picture WeCom drew for a code, fetched once and kept: it never changes, and WeCom's address may be slow. */
export async function getPicture(
  { db, wecom, clock }: Pick<Dependencies, 'db' | 'wecom' | 'clock'>,
  channelId: string,
): Promise<Picture> {
  const channel = await getChannel(db.read, channelId);
  if (!channel.qrCode) throw new PictureNotReady({ channelId });
  const kept = await findRow(db.read, ChannelPictureRow, { channelId });
  if (kept) return named(channel.name, Buffer.from(kept.png));
  const { bytes } = await wecom.contactWay.downloadQrCode(channel.qrCode, { timeoutMs: FETCH_MS });
  const row = { channel_id: channelId, png: bytes, fetched_at: clock.now() };
  await db.transaction((tx) => upsertRows(tx, 'channel_picture', [row], ['channel_id'], ['png', 'fetched_at']));
  return named(channel.name, bytes);
}

/** WeCom draws PNG; should it ever draw JPEG, the name says so. */
function named(channelName: string, bytes: Buffer): Picture {
  const isPng = bytes.subarray(0, PNG.length).equals(PNG);
  return {
    bytes,
    fileName: `${channelName.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')}.${isPng ? 'png' : 'jpg'}`,
    mimeType: isPng ? 'image/png' : 'image/jpeg',
  };
}
