import { createHash } from 'node:crypto';
import { messageOf } from '../generate-chats/message-of.ts';
import { momentOf } from '../generate-chats/moment-of.ts';
import type { Sandbox } from '../sandbox.ts';
import type { ArchiveBatch } from '../world/types.ts';
import { newestKey } from './keys.ts';
import { damaged, sealMessage } from './seal.ts';

const dayMs = 24 * 3_600_000;
export const biggestSeq = (1n << 64n) - 1n;

/** A message as GetChatData tells of it. */
export interface SealedItem {
  seq: bigint;
  msgId: string;
  keyVersion: number;
  encryptRandomKey: string;
  encryptChatMsg: string;
}

interface Waiting {
  order: number;
  msgId: string;
  keyVersion: number;
  message: Record<string, unknown>;
}

/** Messages after a seq, ascending: what was said and what was made up, in the order of storing. */
export function pullMessages(sandbox: Sandbox, seq: bigint, limit: number): SealedItem[] {
  const base = BigInt(sandbox.settings.archive.seqBase);
  const after = seq > base ? Number(seq - base) : 0;
  const found: SealedItem[] = [];
  for (const message of messagesAfter(sandbox, after)) {
    if (found.length === limit) break;
    found.push(seal(sandbox, base, message));
  }
  return found;
}

/** How many messages can be pulled from the beginning on. */
export function countAvailable(sandbox: Sandbox): number {
  let count = 0;
  const oldest = oldestOf(sandbox);
  for (const message of sandbox.world.archive.ordered()) if (message.at >= oldest) count += 1;
  for (const batch of sandbox.world.archiveBatches.values()) count += batch.count - firstKept(batch, oldest);
  return count;
}

/** Nothing is to be had from before this moment (doc 91774). */
export const oldestOf = (sandbox: Sandbox): number => sandbox.clock.now() - sandbox.limits.archiveDays * dayMs;

function* messagesAfter(sandbox: Sandbox, after: number): Generator<Waiting> {
  const { world, clock } = sandbox;
  const now = clock.now();
  const oldest = oldestOf(sandbox);
  const batches = [...world.archiveBatches.values()]
    .filter((batch) => batch.seq + batch.count > after + 1)
    .sort((a, b) => a.seq - b.seq);
  for (const said of world.archive.ordered().after(after)) {
    while (batches[0] && batches[0].seq < said.seq)
      yield* messagesOfBatch(batches.shift() as ArchiveBatch, after, oldest);
    // What comes later waits behind it: a puller that went past would never come back.
    if (said.availableAt > now) return;
    if (said.at >= oldest) yield { ...said, order: said.seq };
  }
  for (const batch of batches) yield* messagesOfBatch(batch, after, oldest);
}

function* messagesOfBatch(batch: ArchiveBatch, after: number, oldest: number): Generator<Waiting> {
  for (let index = Math.max(after + 1 - batch.seq, firstKept(batch, oldest)); index < batch.count; index += 1) {
    const message = messageOf(batch, index);
    const share = Math.floor((index * batch.keyVersions.length) / batch.count);
    yield { order: batch.seq + index, msgId: message.msgid, keyVersion: batch.keyVersions[share] ?? 1, message };
  }
}

/** Number of the first message inside the retention; moments ascend, so half by half. */
function firstKept(batch: ArchiveBatch, oldest: number): number {
  if (batch.from >= oldest) return 0;
  let low = 0;
  let high = batch.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (momentOf(batch, middle) < oldest) low = middle + 1;
    else high = middle;
  }
  return low;
}

function seal(sandbox: Sandbox, base: bigint, { order, msgId, keyVersion, message }: Waiting): SealedItem {
  const { archiveKeys } = sandbox.world;
  const { damageRate, wrongVersionRate } = sandbox.faults.archive;
  const key = archiveKeys.get(String(keyVersion)) ?? newestKey(sandbox);
  const sealed = sealMessage(key.publicPem, `${sandbox.credentials.archiveSecret}\n${msgId}`, JSON.stringify(message));
  const item = { seq: base + BigInt(order), msgId, keyVersion: key.version, ...sealed };
  if (damageRate > 0 && lotOf('damage', msgId) < damageRate) {
    const field = lotOf('damaged field', msgId) < 0.5 ? 'encryptRandomKey' : 'encryptChatMsg';
    item[field] = damaged(item[field]);
  }
  if (wrongVersionRate > 0 && lotOf('version', msgId) < wrongVersionRate)
    item.keyVersion = key.version > 1 ? key.version - 1 : key.version + 1;
  return item;
}

/** 0 to 1, the same for the same message. */
function lotOf(what: string, msgId: string): number {
  return createHash('sha256').update(`${what}\n${msgId}`).digest().readUInt32BE(0) / 2 ** 32;
}
