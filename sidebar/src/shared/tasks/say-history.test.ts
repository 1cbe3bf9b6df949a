import { expect, test } from 'vitest';
import { sayHistory } from './say-history.ts';

const now = Date.parse('2026-03-10T06:30:00Z');
const zhang = { userId: 'zhang', name: '张伟' };
const li = { userId: 'li', name: '李娜' };
const step = { id: '1', at: now, by: null, from: null, to: [], until: null };

test('every step of a task is a short line', () => {
  const said = [
    { ...step, what: 'opened' as const, to: [zhang] },
    { ...step, what: 'opened' as const, by: li, to: [zhang] },
    { ...step, what: 'opened' as const, by: zhang, to: [zhang] },
    { ...step, what: 'snoozed' as const, by: zhang, until: now + 24 * 3_600_000 },
    { ...step, what: 'handed_over' as const, by: zhang, from: zhang, to: [li] },
    { ...step, what: 'handed_over' as const, from: zhang, to: [li] },
    { ...step, what: 'escalated' as const, to: [li, zhang] },
    { ...step, what: 'done' as const, by: li },
    { ...step, what: 'dismissed' as const },
    { ...step, what: 'reopened' as const, by: li },
  ].map((one) => sayHistory(one, now));
  expect(said).toEqual([
    '自动生成,交给张伟',
    '李娜新建,交给张伟',
    '张伟新建',
    '张伟推迟到 明天 14:30',
    '张伟转交给李娜',
    '张伟离岗,转给李娜',
    '逾期,已通知李娜、张伟',
    '李娜完成',
    '系统取消',
    '李娜恢复',
  ]);
});
