import { createHash } from 'node:crypto';
import type { MassQuota } from '@zhike/shared/contracts/mass-message';
import { scriptVariables } from '@zhike/shared/formulas/script-text';
import { businessTime, instantOf, startOfBusinessDay } from '../../platform/business-time.ts';
import type { SliceStatus } from './entity.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** WeCom takes so many customers in one call (doc 92135). */
export const MAX_PER_SLICE = 10_000;
/** Results are asked for so long: whoever has not confirmed by then will not. */
export const POLL_FOR_MS = 14 * DAY;
export const MAX_REMINDERS = 3;
/** A listing may lag behind the call that made the message; the documents do not say how far. */
export const LOOK_FOR_MS = 3 * MINUTE;

/**
 * Since when mass messages count towards what a customer may get, and how many that is (doc 92135). Months are calendar months, weeks
 * begin on Monday, days at midnight. @param now business time, ms
 */
export function quotaAt(rule: MassQuota, now: number, timeZone: string): { from: number; most: number } {
  const { date, weekday } = businessTime(now, timeZone);
  if (rule === 'day') return { from: startOfBusinessDay(now, timeZone), most: 1 };
  const day = (value: string, moved: number) => {
    const moment = new Date(Date.parse(`${value}T00:00:00Z`) + moved * DAY);
    return instantOf(moment.toISOString().slice(0, 10), 0, timeZone);
  };
  if (rule === 'week') return { from: day(date, 1 - weekday), most: 7 };
  const [year, month] = date.split('-').map(Number) as [number, number];
  return { from: day(`${date.slice(0, 7)}-01`, 0), most: new Date(Date.UTC(year, month, 0)).getUTCDate() };
}

/** Which of the texts a customer gets: by chance, and the same whenever it is asked. */
export function variantOf(massMessageId: string, customerId: string, texts: number): number {
  if (texts <= 1) return 0;
  return createHash('sha256').update(`${massMessageId} ${customerId}`).digest().readUInt32BE(0) % texts;
}

const BRACES = /\{([^{}]{1,20})\}/g;

/** Names in braces that scripts would fill in. A mass message says the same to everybody. */
export function variablesIn(text: string): string[] {
  const known: readonly string[] = scriptVariables;
  return [...new Set([...text.matchAll(BRACES)].map((match) => match[1]!))].filter((name) => known.includes(name));
}

/** When to ask for results after so many times: 5 min, 1 h, then daily for 14 days after the task was made; null: never again. */
export function nextPollAt(polls: number, createdAt: number, now: number): number | null {
  const next = polls === 0 ? createdAt + 5 * MINUTE : polls === 1 ? createdAt + HOUR : now + DAY;
  // After an outage both of the first two may lie behind; they are not made up for one after the other.
  const at = polls > 0 && next <= now ? now + DAY : next;
  return at > createdAt + POLL_FOR_MS ? null : at;
}

interface Remindable {
  status: SliceStatus;
  remindedAt: number[];
}

/** A rep may be reminded of a task three times in 24 hours (41094). */
export function mayRemind({ status, remindedAt }: Remindable, now: number): boolean {
  return status === 'created' && remindedAt.filter((at) => now - at < DAY).length < MAX_REMINDERS;
}
