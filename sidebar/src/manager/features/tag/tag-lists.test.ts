import { expect, test } from 'vitest';
import { moved } from './moved.ts';
import { splitNames } from '../../../shared/format/split-names.ts';

test('names in a row, each once', () => {
  expect(splitNames(' 高意向,低意向、高意向\n待定;a,b ')).toEqual(['高意向', '低意向', '待定', 'a', 'b']);
  expect(splitNames(' , ')).toEqual([]);
});

test('one item moves by one place', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
});
