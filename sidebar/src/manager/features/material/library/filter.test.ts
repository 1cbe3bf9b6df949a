import { expect, test } from 'vitest';
import { readFilter } from './filter.ts';

const FOLDER = '01HZZZZZZZZZZZZZZZZZZZZZZZ';

test('an address names a filter; what makes no sense in it is left out', () => {
  expect(
    readFilter(
      { folder: FOLDER, kinds: 'article,nonsense,video', favourite: '1', states: 'retired', sort: 'mine' },
      true,
    ),
  ).toEqual({ folderId: FOLDER, kinds: ['article', 'video'], onlyFavourites: true, states: 'retired', sort: 'mine' });
  expect(readFilter({ folder: 'drop table', states: 'gone', sort: 'price' }, true)).toEqual({
    folderId: null,
    kinds: [],
    onlyFavourites: false,
    states: 'all',
    sort: 'newest',
  });
});

test('a manager sees what needs a hand before she asks for it; a rep does not ask for what she may not see', () => {
  expect(readFilter({ states: 'all' }, false).states).toBe('usable');
});
