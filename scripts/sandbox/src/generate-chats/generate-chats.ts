import { ActError } from '../acts/act-error.ts';
import { newestKey } from '../archive/keys.ts';
import { consentOf } from '../archive/room-consent.ts';
import { seqCounter } from '../archive/store-message.ts';
import type { Sandbox } from '../sandbox.ts';
import type { ArchiveBatch } from '../world/types.ts';

const mostMessages = 100_000_000;
const mostDays = 3_650;
/** Chats that take part; with more, a batch would weigh something. */
const mostChats = 20_000;
const mostRooms = 500;
const dayMs = 24 * 3_600_000;

export interface ChatWish {
  messages: number;
  /** Spread over so many days up to now; beyond `limits.archiveDays` they are too old to be pulled. */
  days: number;
  /** The same seed and people give the same talk. */
  seed: number;
  /** How many of the newest key versions take part, in equal shares; default the newest alone. */
  keyVersions?: number;
}

/**
 * Makes up talk between the people there are, ready to be pulled as fast as anybody can. Only chats that are archived take part; where
 * there is none yet, archiving is switched on and every friend agrees.
 */
export function generateChats(sandbox: Sandbox, wish: ChatWish): ArchiveBatch {
  const { messages, days, seed } = wish;
  checkWhole('messages', messages, 1, mostMessages);
  checkWhole('days', days, 1, mostDays);
  checkWhole('seed', seed, 0, 0xffff_ffff);
  const newest = newestKey(sandbox).version;
  const versions = wish.keyVersions ?? 1;
  checkWhole('keyVersions', versions, 1, newest);
  const now = sandbox.clock.now();
  let chats = archivedChats(sandbox);
  if (chats.length === 0) {
    agreeEverywhere(sandbox, now);
    chats = archivedChats(sandbox);
  }
  if (chats.length === 0) throw new ActError('conflict', '还没有好友关系,先生成成员和客户', 'messages');
  const batch = sandbox.world.archiveBatches.put({
    seq: sandbox.world.take(seqCounter, messages),
    count: messages,
    seed,
    from: now - days * dayMs,
    to: now,
    keyVersions: Array.from({ length: versions }, (_, index) => newest - versions + 1 + index),
    chats,
    rooms: archivedRooms(sandbox),
  });
  sandbox.archiveNotifier.somethingNew();
  return batch;
}

function archivedChats(sandbox: Sandbox): [string, string][] {
  const chats: [string, string][] = [];
  for (const relation of sandbox.world.relations.all()) {
    if (chats.length === mostChats) break;
    if (relation.state !== 'friend' || relation.consent !== 'agree') continue;
    if (sandbox.world.member(relation.userId)?.archived) chats.push([relation.userId, relation.externalUserId]);
  }
  return chats;
}

/** Groups in which somebody is archived: those with customers who all agreed, and those of members alone. */
function archivedRooms(sandbox: Sandbox): ArchiveBatch['rooms'] {
  return [...archivedGroups(sandbox), ...archivedInternalRooms(sandbox)];
}

function archivedGroups(sandbox: Sandbox): ArchiveBatch['rooms'] {
  const rooms: ArchiveBatch['rooms'] = [];
  for (const group of sandbox.world.groups.values()) {
    if (rooms.length === mostRooms) break;
    const members = group.members.filter(({ type }) => type === 1).map(({ id }) => id);
    const customers = group.members.filter(({ type }) => type === 2).map(({ id }) => id);
    if (group.dismissed || !members.some((id) => sandbox.world.member(id)?.archived)) continue;
    if (customers.every((id) => consentOf(sandbox, group.chatId, id) === 'agree'))
      rooms.push({ roomId: group.chatId, members, customers });
  }
  return rooms;
}

function archivedInternalRooms(sandbox: Sandbox): ArchiveBatch['rooms'] {
  const { internalRooms } = sandbox.world;
  return internalRooms
    .filter(
      (room) => room.members.length > 1 && room.members.some(({ userId }) => sandbox.world.member(userId)?.archived),
    )
    .map((room) => ({ roomId: room.roomId, members: room.members.map(({ userId }) => userId), customers: [] }));
}

function agreeEverywhere(sandbox: Sandbox, now: number): void {
  const { members, relations } = sandbox.world;
  for (const relation of relations.all()) {
    if (relation.state !== 'friend') continue;
    const member = sandbox.world.member(relation.userId);
    if (!member) continue;
    if (!member.archived) members.put({ ...member, archived: true });
    relation.consent = 'agree';
    relation.consentAt = now;
    relations.put(relation);
  }
}

function checkWhole(field: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max)
    throw new ActError('invalid', `${field} 应为 ${min} 到 ${max} 的整数`, field);
}
