import { backOffMs } from '../../../platform/delivery/queue.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** WeCom keeps files so long (doc 91774). */
export const FILE_LIFE_MS = 5 * DAY;
/** Waiting longer than this is told to the admins: WeCom keeps a file four days more. */
export const LATE_MS = DAY;
/** So near its end a file comes before all others, and its waiting is an alarm. */
export const EXPIRING_MS = DAY;

/** Beyond any file people send in a chat. */
const MOST_BYTES = 4 * 1024 ** 3;
const CHUNK_BYTES = 512 * 1024;
/** What a message says of its file may be wrong; so much more is still believed. */
const SLACK_BYTES = 16 * 1024 ** 2;
/** Failed so often, a file is shown to whoever looks after the system, although it is still tried. */
export const FAILING_TRIES = 3;
/** A file that does not come to an end is not asked for more often. */
const ENDLESS_TRIES = 3;
/** A file tried in vain is looked at again within this: the service may be back. */
const LONGEST_WAIT_MS = 10 * 60_000;

/** How much one try may take in before it counts as endless. @param said bytes, as the message tells */
export function limitsOf(said: number | null): { bytes: number; chunks: number } {
  const bytes = said === null ? MOST_BYTES : Math.min(MOST_BYTES, Math.max(2 * said, said + SLACK_BYTES));
  return { bytes, chunks: 2 * Math.ceil(bytes / CHUNK_BYTES) + 16 };
}

/**
 * Of so many files to begin with now, how many are those that end soonest; the others are the newest, which people look at. The nearer
 * the soonest end, the larger the share. @param msLeft of the file that ends soonest
 */
export function soonestFirst(slots: number, msLeft: number): number {
  if (msLeft < EXPIRING_MS) return slots;
  const share = msLeft < 2 * DAY ? 0.75 : msLeft < 3 * DAY ? 0.5 : 0.25;
  return Math.max(1, Math.round(slots * share));
}

interface Said {
  size: number | null;
  md5: string | null;
  seenMd5: string | null;
}

/**
 * `verified`: what the message said; `unproven`: it said no md5; `as_it_is`: not what it said, but the same bytes for the second time, so
 * that is what WeCom has (their md5 is known to be wrong at times); `differs`: to be asked for again.
 */
export function judgeBytes(
  { size, md5, seenMd5 }: Said,
  got: { size: number; md5: string },
): 'verified' | 'unproven' | 'as_it_is' | 'differs' {
  const fits = (size === null || size === got.size) && (md5 === null || md5 === got.md5);
  if (fits) return md5 === null ? 'unproven' : 'verified';
  return seenMd5 === got.md5 ? 'as_it_is' : 'differs';
}

export interface AfterFailure {
  giveUp: boolean;
  note: string;
  /** Machine time; of one given up, when that was. */
  at: number;
}

/** WeCom will never give it. */
const GONE = new Set(['archive.expired', 'archive.file_unknown']);

/** What becomes of a file that could not be had. @param now business time; @param machineNow for the next try */
export function afterFailure(
  code: string,
  { attempts, expiresAt }: { attempts: number; expiresAt: number },
  { now, machineNow, random }: { now: number; machineNow: number; random: number },
): AfterFailure {
  if (GONE.has(code)) return { giveUp: true, note: code, at: machineNow };
  if (code === 'archive.file_endless' && attempts >= ENDLESS_TRIES) return { giveUp: true, note: code, at: machineNow };
  // The last problem is what somebody has to look at; that it is too late now stands beside it.
  if (now > expiresAt) return { giveUp: true, note: `archive.expired (${code})`, at: machineNow };
  const wait = Math.min(backOffMs(attempts, random), LONGEST_WAIT_MS * (0.75 + random * 0.5));
  return { giveUp: false, note: code, at: machineNow + wait };
}

/** Trouble of everybody, not of one file: the connection, the settings, the store. */
export function isEverybodys(code: string): boolean {
  return code.startsWith('store.') || code === 'archive.unstorable' || EVERYBODYS.has(code);
}

const EVERYBODYS = new Set([
  'archive.parameters_refused',
  'archive.unreachable',
  'archive.ip_refused',
  'archive.certificate_refused',
  'archive.refused',
  'archive.library_missing',
  'archive.library_crashed',
  'archive.library_hung',
]);

/** Files in a row with everybody's trouble before all are left alone for a while. One bad file among good ones stops nobody. */
const TROUBLES_IN_A_ROW = 3;
const LONGEST_REST_MS = 60_000;

/** How long nothing is begun after so many troubles in a row, ms. */
export function restMs(troubles: number, random: number): number {
  if (troubles < TROUBLES_IN_A_ROW) return 0;
  return Math.min(backOffMs(troubles - TROUBLES_IN_A_ROW + 1, random), LONGEST_REST_MS);
}
