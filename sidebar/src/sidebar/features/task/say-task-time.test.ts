import { expect, test } from 'vitest';
import { sayTaskTime } from './say-task-time.ts';

const now = Date.parse('2026-03-10T06:30:00Z');
const hour = 3_600_000;
const open = { status: 'open', dueAt: now + hour, snoozedUntil: null, closedAt: null } as const;

test('an open task says when it is due', () => {
  expect(sayTaskTime(open, now)).toEqual({ text: '今天 15:30', isLate: false });
});

test('a late one says by how much, unless it was put off', () => {
  expect(sayTaskTime({ ...open, dueAt: now - 2 * hour }, now)).toEqual({ text: '已逾期 2 小时', isLate: true });
  expect(sayTaskTime({ ...open, dueAt: now - 2 * hour, snoozedUntil: now + 24 * hour }, now)).toEqual({
    text: '推迟到 明天 14:30',
    isLate: false,
  });
});

test('a closed one says when', () => {
  expect(sayTaskTime({ ...open, status: 'done', closedAt: now - 10_000 }, now).text).toBe('完成于 刚刚');
});
