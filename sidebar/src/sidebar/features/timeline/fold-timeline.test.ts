import type { TimelineItem } from '@zhike/shared/contracts/customer';
import { expect, test } from 'vitest';
import { describeItem } from '../../../shared/timeline/describe-item.ts';
import { foldTimeline, summaryOf } from './fold-timeline.ts';

const now = Date.parse('2026-03-10T06:30:00Z');
const hour = 3_600_000;
const zhang = { userId: 'zhang', name: '张伟', avatar: null };
let count = 0;
const item = (type: string, data: TimelineItem['data'] = {}, more: Partial<TimelineItem> = {}): TimelineItem => ({
  id: String(++count),
  type,
  at: now,
  actor: null,
  data,
  ...more,
});
test('days are divided, repeats in a row are one entry', () => {
  const snoozed = (until: number) => item('task.snoozed', { taskId: 't1', until }, { actor: zhang });
  const days = foldTimeline(
    [
      snoozed(now + hour),
      snoozed(now + 2 * hour),
      item('customer.tagged', { tags: [{ name: 'A' }] }),
      item('customer.tagged', { tags: [{ name: 'B' }] }),
      item('follow_up.logged', { text: '好' }, { at: now - 24 * hour }),
      item('follow_up.logged', { text: '好' }, { at: now - 24 * hour }),
    ],
    now,
  );
  expect(days.map(({ label, entries }) => [label, ...entries.map(({ items }) => items.length)])).toEqual([
    ['今天', 2, 2],
    ['昨天', 1, 1],
  ]);
});

test('tags put on one after the other are told in one line, in the order of the taps', () => {
  const tagged = (name: string, by = zhang) =>
    item('customer.tagged', { tags: [{ tagId: name, name }], origin: 'rep' }, { actor: by });
  const [day] = foldTimeline([tagged('上海'), tagged('高意向'), tagged('展会', { ...zhang, userId: 'lina' })], now);
  const told = day!.entries.map((entry) => summaryOf(entry));
  expect(told.map((one) => describeItem(one.item, now).sentence)).toEqual(['打上「高意向」「上海」', '打上「展会」']);
  expect(told.map((one) => one.times)).toEqual([1, 1]);
});
