import { expect, test } from 'vitest';
import { sayRead, sayStepFigures } from './say-figures.ts';

const none = { opened: 0, done: 0, dismissed: 0, unsent: 0, open: 0, overdue: 0, sent: 0, read: 0, skipped: 0 };
const step = (more: Partial<typeof none>) => ({ stepId: '01S', title: '发手册', isGone: false, ...none, ...more });

test('what was opened is told of what could be opened', () => {
  expect([sayRead(none), sayRead({ sent: 5, read: 3 })]).toEqual(['—', '3 / 5']);
});

test('a step tells what happened to it, and nothing that did not', () => {
  expect(sayStepFigures(step({}))).toBe('还没有到期');
  expect(sayStepFigures(step({ opened: 4, done: 4 }))).toBe('完成 4 / 4');
  expect(sayStepFigures(step({ skipped: 2 }))).toBe('跳过 2');
  expect(
    sayStepFigures(step({ opened: 9, done: 4, overdue: 2, sent: 3, read: 1, dismissed: 2, unsent: 1, skipped: 5 })),
  ).toBe('完成 4 / 9 · 逾期 2 · 打开 1 / 3 · 不需要 2 · 未送达 1 · 跳过 5');
});
