import { expect, test } from 'vitest';
import { percentOf, sayCounts } from './say-sync.ts';

test('what a run found', () => {
  expect(sayCounts({ read: 1200, added: 3, changed: 0, removed: 1 })).toBe('读取 1,200 条,补上 3,移除 1');
  expect(sayCounts({ read: 5, added: 0, changed: 0, removed: 0 })).toBe('读取 5 条,没有差异');
});

test('how far it is', () => {
  expect(percentOf({ doneCount: 1, totalCount: null })).toBeNull();
  expect(percentOf({ doneCount: 1, totalCount: 3 })).toBe(33);
  expect(percentOf({ doneCount: 0, totalCount: 0 })).toBe(100);
});
