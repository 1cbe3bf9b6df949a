import { inList, select } from '../../../platform/database/sql.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import type { GroupChat, ListedGroupChat } from '../../../wecom/api/group-chat.ts';
import { isWecomError } from '../../../wecom/errors.ts';
import { groupChatDismissed } from '../../../wecom/events.ts';
import { saveGroupChat } from '../../group-chat/mirror.ts';
import { readingRefusal, type ReadingProblem } from '../../group-chat/refusals.ts';
import { isReadingPlanned, noteProblem } from '../../group-chat/store.ts';
import type { SyncCounts } from '../entity.ts';
import type { Reading, ReadOutcome } from '../reading.ts';

/** `all`: the plain list. `owners`: the lists by owner that it leaves out. `unseen`: what no list has shown. */
export interface GroupsPlace {
  step: 'all' | 'owners' | 'unseen';
  /** WeCom's cursor inside a list. */
  cursor: string | null;
  /** Of the page under way, what is still to be read. */
  pending: ListedGroupChat[];
  /** The last member whose groups were asked for. */
  afterUserId: string;
  /** The owners being asked for; none: a batch is to be begun. */
  owners: string[];
  /** WeCom refused the plain list as too long: everybody is asked by name. */
  everybody: boolean;
  /** The last group looked at because nothing had shown it. */
  afterChatId: string;
}

export const groupsStart: GroupsPlace = {
  step: 'all',
  cursor: null,
  pending: [],
  afterUserId: '',
  owners: [],
  everybody: false,
  afterChatId: '',
};

const LANE = { lane: 'bulk' } as const;
const GROUPS_PER_PAGE = 100;
const OWNERS_PER_LIST = 100;
/** Groups asked for at the same time: few enough that memory holds a handful of member lists, whatever the corp. */
const AT_ONCE = 6;
/** The list is too long without naming owners (doc 92120). */
const TOO_MANY = 81017;

/**
 * All customer groups with their members, some at a time. The place is stored with the rows; a group seen by this job already is not
 * read twice. What is the same as in our books writes nothing but that it was seen.
 */
export async function readGroups(reading: Reading<GroupsPlace>): Promise<ReadOutcome> {
  const { place } = reading;
  if (place.pending.length > 0) await readPending(reading);
  else if (place.step === 'all') await readList(reading);
  else if (place.step === 'owners') await readOwners(reading);
  else return lookAtUnseen(reading);
  return 'more';
}

async function readList(reading: Reading<GroupsPlace>): Promise<void> {
  const { place, parts } = reading;
  try {
    const input = { cursor: place.cursor, limit: GROUPS_PER_PAGE };
    const { groups, nextCursor } = await parts.wecom.groupChat.list(input, LANE);
    const step = nextCursor === null ? 'owners' : 'all';
    await reading.commit(async () => undefined, { place: { ...place, pending: groups, cursor: nextCursor, step } });
  } catch (error) {
    if (!isWecomError(error, TOO_MANY)) throw error;
    await reading.commit(async () => undefined, {
      place: { ...place, step: 'owners', cursor: null, everybody: true },
    });
  }
}

/** Groups of members who left come only when those are named. */
async function readOwners(reading: Reading<GroupsPlace>): Promise<void> {
  const { place, parts } = reading;
  if (place.owners.length === 0) {
    const rows = await select<{ user_id: string }>(
      parts.db.read,
      `SELECT user_id FROM member WHERE user_id > ?${place.everybody ? '' : " AND status <> 'active'"} ORDER BY user_id LIMIT ?`,
      [place.afterUserId, OWNERS_PER_LIST],
    );
    const owners = rows.map((row) => row.user_id);
    const next: GroupsPlace = owners.length
      ? { ...place, owners, cursor: null, afterUserId: owners.at(-1)! }
      : { ...place, step: 'unseen' };
    await reading.commit(async () => undefined, { place: next });
    return;
  }
  const found = await listByOwners(reading, place.owners);
  await reading.commit(async () => undefined, {
    place: {
      ...place,
      pending: found.groups,
      cursor: found.nextCursor,
      owners: found.nextCursor === null ? [] : place.owners,
    },
  });
}

/** WeCom may refuse a whole list for one member who is out of range: then each is asked for alone, and whoever is refused passed over. */
async function listByOwners({ place, parts: { wecom, log } }: Reading<GroupsPlace>, ownerUserIds: string[]) {
  try {
    return await wecom.groupChat.list({ ownerUserIds, cursor: place.cursor, limit: GROUPS_PER_PAGE }, LANE);
  } catch (error) {
    if (!isWecomError(error) || error.fault !== 'permanent') throw error;
    const groups: ListedGroupChat[] = [];
    for (const userId of ownerUserIds) {
      try {
        let cursor: string | null = null;
        do {
          const page = await wecom.groupChat.list({ ownerUserIds: [userId], cursor, limit: 1_000 }, LANE);
          groups.push(...page.groups);
          cursor = page.nextCursor;
        } while (cursor !== null);
      } catch (refused) {
        if (!isWecomError(refused) || refused.fault !== 'permanent') throw refused;
        log.warn({ userId, errcode: refused.errcode }, 'owner passed over by the reading of groups');
      }
    }
    return { groups, nextCursor: null };
  }
}

async function readPending(reading: Reading<GroupsPlace>): Promise<void> {
  const { place } = reading;
  const now = place.pending.slice(0, AT_ONCE);
  const seen = await seenBy(
    reading,
    now.map((one) => one.chatId),
  );
  const toRead = now.filter((one) => !seen.has(one.chatId));
  const truths = await Promise.all(toRead.map((one) => readOne(reading, one.chatId)));
  for (const [index, truth] of truths.entries()) await saveOne(reading, toRead[index]!, truth);
  await reading.commit(async () => undefined, { place: { ...place, pending: place.pending.slice(AT_ONCE) } });
}

async function seenBy({ job, parts: { db } }: Reading<GroupsPlace>, chatIds: string[]): Promise<Set<string>> {
  const rows = await select<{ chat_id: string }>(
    db.read,
    `SELECT chat_id FROM group_chat WHERE sync_job_id = ? AND chat_id ${inList(chatIds)}`,
    [job.id, ...chatIds],
  );
  return new Set(rows.map((row) => row.chat_id));
}

type Truth = { readAt: number } & ({ group: GroupChat } | { refusal: ReadingProblem });

async function readOne({ parts: { wecom, clock } }: Reading<GroupsPlace>, chatId: string): Promise<Truth> {
  const readAt = clock.now();
  try {
    return { readAt, group: await wecom.groupChat.get(chatId, LANE) };
  } catch (error) {
    const refusal = readingRefusal(error);
    if (refusal === null) throw error;
    return { readAt, refusal };
  }
}

async function saveOne(
  reading: Reading<GroupsPlace>,
  { chatId, status }: { chatId: string; status?: number },
  truth: Truth,
): Promise<void> {
  const { clock, config } = reading.parts;
  const { timeZone } = config;
  const now = clock.now();
  await reading.commit(
    async (tx): Promise<Partial<SyncCounts>> => {
      if ('group' in truth) {
        const { group, readAt } = truth;
        const syncJobId = reading.job.id;
        const isSettled = !(await isReadingPlanned(tx, chatId));
        const saved = await saveGroupChat(tx, { group, readAt, now, timeZone, isSettled, status, syncJobId });
        if (saved === 'stale') return { read: 1 };
        const { heldBack: _, ...counts } = saved;
        return { read: 1 + group.members.length, ...counts };
      }
      if (truth.refusal !== 'group_chat.gone_in_wecom') {
        await noteProblem(tx, chatId, truth.refusal);
        return { read: 1 };
      }
      await recordEvent(tx, groupChatDismissed({ occurredAt: now, chatId, payload: { chatId, viaSync: true } }));
      return { read: 1, removed: 1 };
    },
    { done: 1 },
  );
}

/** Groups of our books that no list has shown are asked for alone: dismissed, out of range, or only left out of the lists. */
async function lookAtUnseen(reading: Reading<GroupsPlace>): Promise<ReadOutcome> {
  const { db } = reading.parts;
  const rows = await select<{ chat_id: string }>(
    db.read,
    `SELECT chat_id FROM group_chat WHERE chat_id > ? AND dismissed_at IS NULL AND (sync_job_id IS NULL OR sync_job_id <> ?) ORDER BY chat_id LIMIT ?`,
    [reading.place.afterChatId, reading.job.id, AT_ONCE],
  );
  for (const { chat_id: chatId } of rows) await saveOne(reading, { chatId }, await readOne(reading, chatId));
  const last = rows.at(-1);
  if (!last) return 'finished';
  await reading.commit(async () => undefined, { place: { ...reading.place, afterChatId: last.chat_id } });
  return 'more';
}
