import { expect, test } from 'vitest';
import { queryTokens, searchTokens } from './search-tokens.ts';

test('a name is found by every part of it', () => {
  const tokens = searchTokens(['林晓雨', null, 'Amy Lin']);
  for (const query of ['林', '晓雨', '林晓雨', 'my', 'AMY', 'amy l', 'ylin']) {
    expect(
      queryTokens(query).every((token) => tokens.has(token)),
      query,
    ).toBe(true);
  }
  expect(queryTokens('林雨').every((token) => tokens.has(token))).toBe(false);
});

test('full width, capitals and spaces make no difference, and emoji stay whole', () => {
  expect(queryTokens('ABC')).toEqual(queryTokens('a b c'));
  expect([...searchTokens(['🌸小花'])]).toEqual(['🌸', '🌸小', '小', '小花', '花']);
});

test('nothing but spaces asks for nothing', () => {
  expect(queryTokens('  ')).toEqual([]);
});
