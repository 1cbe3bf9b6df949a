import type { ArchiveBatch } from '../world/types.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** How much is said in each hour of a day in China: little at night, most before lunch and in the evening. */
const weights = [3, 1, 1, 1, 1, 2, 6, 20, 55, 90, 100, 85, 50, 60, 85, 90, 88, 75, 60, 62, 70, 60, 30, 10];
const total = weights.reduce((sum, weight) => sum + weight, 0);
const chinaHours = 8;

/** When a made-up message was said. Ascends with its number, follows the hours of the day, ends at the batch's end. */
export function momentOf(batch: ArchiveBatch, index: number): number {
  const days = Math.max((batch.to - batch.from) / dayMs, Number.EPSILON);
  if (days < 1) return Math.round(batch.from + ((batch.to - batch.from) * index) / batch.count);
  const position = (index * days) / batch.count;
  const day = Math.floor(position);
  const start = batch.from + day * dayMs;
  return Math.min(Math.round(start + msIntoDay(position - day, start)), batch.to);
}

/** Milliseconds after `start` by which this share of the following 24 hours' talk is over. */
function msIntoDay(share: number, start: number): number {
  const firstHour = start / hourMs + chinaHours;
  let left = share * total;
  // The first hour may have begun already; its rest stands at the end of the 24.
  const begun = firstHour - Math.floor(firstHour);
  for (let hour = 0; hour <= 24; hour += 1) {
    const weight = weights[(Math.floor(firstHour) + hour) % 24] ?? 1;
    const from = hour === 0 ? begun : 0;
    const part = hour === 24 ? begun : 1 - from;
    if (left < weight * part) return (hour + from - begun + left / weight) * hourMs;
    left -= weight * part;
  }
  return dayMs;
}
