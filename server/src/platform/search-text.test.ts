import { expect, test } from 'vitest';
import { foundBySql, searchTextOf } from './search-text.ts';

test('a Chinese title is found by its words, its pinyin and its initials', () => {
  const text = searchTextOf(['产品手册 2026', 'Summer Sale']);
  for (const typed of ['产品', '手册2026', 'chanpin', 'cpsc', 'summersale']) expect(text).toContain(typed);
  expect(searchTextOf(['', '  '])).toBe('');
});

test('each word typed must be there, in any order; signs of LIKE are only signs', () => {
  expect(foundBySql('m.search_text', '手册 产品')).toEqual({
    sql: "m.search_text LIKE ? ESCAPE '!' AND m.search_text LIKE ? ESCAPE '!'",
    values: ['%手册%', '%产品%'],
  });
  expect(foundBySql('t', '100%_off!').values).toEqual(['%100!%!_off!!%']);
  expect(foundBySql('t', '  ')).toEqual({ sql: '1 = 1', values: [] });
});

test('what is long is cut between characters, never inside one', () => {
  expect(searchTextOf(['🌸'.repeat(50)], 10)).toBe('🌸'.repeat(10));
});
