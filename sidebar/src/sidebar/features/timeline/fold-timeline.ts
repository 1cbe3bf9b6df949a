import type { TimelineItem } from '@zhike/shared/contracts/customer';
import { isSameDay, sayDay } from '../../../shared/format/time.ts';

export interface TimelineEntry {
  /** Newest first; more than one when the same happened again and again. */
  items: [TimelineItem, ...TimelineItem[]];
}

export interface TimelineDay {
  label: string;
  entries: TimelineEntry[];
}

/** Items, newest first, by day; the same thing several times in a row is one entry. */
export function foldTimeline(items: readonly TimelineItem[], now: number): TimelineDay[] {
  const days: (TimelineDay & { at: number })[] = [];
  for (const item of items) {
    let day = days.at(-1);
    if (!day || !isSameDay(day.at, item.at)) {
      day = { label: sayDay(item.at, now), at: item.at, entries: [] };
      days.push(day);
    }
    const before = day.entries.at(-1);
    if (before && isRepeat(before.items[0], item)) before.items.push(item);
    else day.entries.push({ items: [item] });
  }
  return days;
}

/** Words people wrote are never folded away. */
const NEVER_FOLDED = ['follow_up.logged'];

/** The same kind of thing, by the same person, about the same: only the moment (and what a moment brings) differs. */
function isRepeat(one: TimelineItem, other: TimelineItem): boolean {
  if (one.type !== other.type || NEVER_FOLDED.includes(one.type)) return false;
  return subjectOf(one) === subjectOf(other);
}

const OF_THE_MOMENT = ['until', 'dueAt', 'nextAt'];
/** Tags put on one after the other are one thing done. */
const TAGGING = ['customer.tagged', 'customer.untagged'];

function subjectOf({ type, actor, data }: TimelineItem): string {
  const ignored = TAGGING.includes(type) ? [...OF_THE_MOMENT, 'tags'] : OF_THE_MOMENT;
  const facts = Object.entries(data).filter(([key]) => !ignored.includes(key));
  return JSON.stringify([actor?.userId ?? null, facts]);
}

/** What an entry tells, and how often it happened; 1 where the telling already names everything. */
export function summaryOf({ items }: TimelineEntry): { item: TimelineItem; times: number } {
  const [newest] = items;
  if (!TAGGING.includes(newest.type)) return { item: newest, times: items.length };
  const tags = new Map<string, unknown>();
  for (const { data } of [...items].reverse()) {
    for (const tag of Array.isArray(data.tags) ? data.tags : []) tags.set(JSON.stringify(tag), tag);
  }
  return { item: { ...newest, data: { ...newest.data, tags: [...tags.values()] } }, times: 1 };
}
