import { wordingOf } from './kinds.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Messages to one member that go out one by one. Beyond them everything of a kind goes out as one. */
const SINGLE_A_MINUTE = 12;
const SINGLE_AN_HOUR = 600;
/** Merged messages keep this distance: 12 + 60 ÷ 8 stays within 20 a minute, and WeCom silently drops above 30. */
const MERGED_EVERY_MS = 8 * SECOND;
/** After a busy hour: 600 + 60 stays far within WeCom's 1,000 an hour. */
const MERGED_AFTER_BUSY_HOUR_MS = MINUTE;

/** What one member got, by machine time. */
export interface Pace {
  sentLastMinute: number;
  sentLastHour: number;
  lastSentAt: number | null;
}

export type Delivery = { how: 'single' } | { how: 'merged' } | { how: 'later'; at: number };

/** Send this notice alone, together with all of its kind, or not yet? @param now machine time, ms */
export function decideDelivery(pace: Pace, now: number): Delivery {
  const busyHour = pace.sentLastHour >= SINGLE_AN_HOUR;
  if (pace.sentLastMinute < SINGLE_A_MINUTE && !busyHour) return { how: 'single' };
  const free = (pace.lastSentAt ?? 0) + (busyHour ? MERGED_AFTER_BUSY_HOUR_MS : MERGED_EVERY_MS);
  return now >= free ? { how: 'merged' } : { how: 'later', at: free };
}

const NAMES_SHOWN = 3;
const MAX_TITLE = 60;
/** WeCom takes 512 characters, markup included. */
const MAX_TEXT = 480;

export interface Card {
  title: string;
  description: string;
  link: string;
}

interface Shown {
  kind: string;
  name: string;
  title: string;
  text: string;
  link: string;
}

/** What the member reads: the notice itself, or several of one kind as one ("12 位新客户"). */
export function composeCard(notices: [Shown, ...Shown[]]): Card {
  const [first] = notices;
  if (notices.length === 1)
    return {
      title: cut(plain(first.title), MAX_TITLE),
      description: cut(plain(first.text), MAX_TEXT),
      link: first.link,
    };
  const wording = wordingOf(first.kind);
  const names = [...new Set(notices.map((notice) => notice.name).filter(Boolean))];
  const shown = names.slice(0, NAMES_SHOWN).join('、');
  const rest = notices.length > Math.min(names.length, NAMES_SHOWN) ? ` 等 ${notices.length} ${wording.counter}` : '';
  const sameLink = notices.every((notice) => notice.link === first.link);
  return {
    title: wording.merged(notices.length),
    description: cut(plain(shown ? `${shown}${rest}` : first.title), MAX_TEXT),
    link: sameLink ? first.link : wording.link,
  };
}

/** WeCom reads markup in a card's text; a customer may be called anything. */
function plain(text: string): string {
  return text.replaceAll('<', '＜').replaceAll('>', '＞').replaceAll('&', '＆');
}

/** Cuts by characters as people see them, so that no emoji is torn. */
function cut(text: string, max: number): string {
  const characters = [...text];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
}
