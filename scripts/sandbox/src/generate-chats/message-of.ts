import { describeBytes, type ArchivedFile, type SizeField } from '../archive/file-id.ts';
import { makeMedia, voiceBytes } from '../archive/made-media.ts';
import type { ArchiveBatch } from '../world/types.ts';
import { Chance } from './chance.ts';
import { momentOf } from './moment-of.ts';
import { asides, talks } from './talks.ts';
import { fillIn } from './words.ts';

/** A talk is so many messages of one chat in a row. */
const talkLength = 8;
/** Share of talks that take place in groups, where there are any. */
const roomShare = 0.15;

export type MadeMessage = Record<string, unknown> & { msgid: string };

/** One made-up message, from nothing but the batch's seed and its number. */
export function messageOf(batch: ArchiveBatch, index: number): MadeMessage {
  const talk = Math.floor(index / talkLength);
  const line = index % talkLength;
  const place = placeOf(batch, talk);
  const [side, text] = place.script[line] ?? (['member', '好的'] as const);
  const chance = new Chance(batch.seed, index);
  const at = momentOf(batch, index);
  const { from, toList } = speakersOf(place, side, chance);
  const common = {
    msgid: msgIdOf(batch, index, place.external),
    action: 'send',
    from,
    tolist: toList,
    roomid: place.roomId,
    msgtime: at,
  };
  const revoked = line > 0 && chance.next() < 0.004;
  if (revoked && from === senderOf(batch, index - 1)) {
    const pre_msgid = msgIdOf(batch, index - 1, place.external);
    return { ...common, action: 'recall', msgtype: 'revoke', revoke: { pre_msgid } };
  }
  return { ...common, ...contentOf(batch, index, at, text, chance) };
}

interface Place {
  script: (typeof talks)[number];
  roomId: string;
  external: boolean;
  members: readonly string[];
  customers: readonly string[];
}

/** Where a talk takes place, and what about. */
function placeOf(batch: ArchiveBatch, talk: number): Place {
  // Talks draw from another row of numbers than messages do.
  const chance = new Chance(batch.seed ^ 0x5bd1e995, talk);
  const script = chance.pick(talks);
  const inRoom = batch.rooms.length > 0 && (batch.chats.length === 0 || chance.next() < roomShare);
  if (inRoom) {
    const { roomId, members, customers } = chance.pick(batch.rooms);
    return { script, roomId, external: customers.length > 0, members, customers };
  }
  const [userId, externalUserId] = chance.pick(batch.chats);
  return { script, roomId: '', external: true, members: [userId], customers: [externalUserId] };
}

function speakersOf(place: Place, side: 'member' | 'customer', chance: Chance): { from: string; toList: string[] } {
  const speakers = side === 'customer' && place.customers.length > 0 ? place.customers : place.members;
  const from = chance.pick(speakers);
  return { from, toList: [...place.members, ...place.customers].filter((id) => id !== from) };
}

/** The speaker is the first thing a message's numbers decide. */
function senderOf(batch: ArchiveBatch, index: number): string {
  const place = placeOf(batch, Math.floor(index / talkLength));
  const [side] = place.script[index % talkLength] ?? (['member'] as const);
  return speakersOf(place, side, new Chance(batch.seed, index)).from;
}

/** Unique over all batches, because no two share a place in the archive. */
function msgIdOf(batch: ArchiveBatch, index: number, external: boolean): string {
  const digits = `${1_000_000 + (batch.seed % 9_000_000)}${String(batch.seq + index).padStart(12, '0')}`;
  return `${digits}_${momentOf(batch, index)}${external ? '_external' : ''}`;
}

/** Mostly text; the shares of the rest are guesses. */
function contentOf(
  batch: ArchiveBatch,
  index: number,
  at: number,
  text: string,
  chance: Chance,
): Record<string, unknown> {
  const lot = chance.next();
  const seed = `${batch.seed}-${index}`;
  const media = (kind: ArchivedFile['kind'], size: number, sizeField: SizeField = 'filesize') => {
    const file = { kind, seed, size, at };
    return describeBytes(file, makeMedia(file), sizeField);
  };
  if (lot < 0.025) return { msgtype: 'image', image: media('image', 8_000 + chance.below(40_000)) };
  if (lot < 0.04) {
    const seconds = 2 + chance.below(20);
    return { msgtype: 'voice', voice: { ...media('voice', voiceBytes(seconds), 'voice_size'), play_length: seconds } };
  }
  if (lot < 0.047) {
    const filename = fillIn('{product}报价单.txt', chance);
    return { msgtype: 'file', file: { ...media('file', 2_000 + chance.below(20_000)), filename, fileext: 'txt' } };
  }
  if (lot < 0.054) {
    const title = fillIn('{product}限时优惠', chance);
    const link = { title, description: '点击查看详情', link_url: 'https://www.example.com/sale', image_url: '' };
    return { msgtype: 'link', link };
  }
  if (lot < 0.062)
    return { msgtype: 'emotion', emotion: { type: 1, width: 240, height: 240, ...media('emotion', 43, 'imagesize') } };
  if (lot < 0.065) {
    const address = fillIn('{place}某路 {area} 号', chance);
    const location = { longitude: 121.4737, latitude: 31.2304, address, title: fillIn('{place}店', chance), zoom: 15 };
    return { msgtype: 'location', location };
  }
  if (lot < 0.067)
    return { msgtype: 'external_redpacket', redpacket: { type: 1, wish: '恭喜发财', totalcnt: 1, totalamount: 888 } };
  const said = chance.next() < 0.1 ? chance.pick(asides) : text;
  return { msgtype: 'text', text: { content: fillIn(said, chance) } };
}
