import { expect, test } from 'vitest';
import { placesOf, placesOfAll } from './places.ts';

const said = (text: string, word: string) => placesOf(text, word).map(({ start, end }) => text.slice(start, end));

test('a word is found where it stands, every time', () => {
  expect(placesOf('价格多少?价格呢', '价格')).toEqual([
    { start: 0, end: 2 },
    { start: 5, end: 7 },
  ]);
});

test('what is compared as the same is marked as it was written', () => {
  expect(said('ＰＲＩＣＥ please', 'price')).toEqual(['ＰＲＩＣＥ']);
  expect(said('春 季   展会', '季 展')).toEqual(['季   展']);
  expect(said('返\u200b现', '返现')).toEqual(['返\u200b现']);
  expect(said('😀价格😀', '价格')).toEqual(['价格']);
});

test('a word that is not said is nowhere, and an empty one neither', () => {
  expect(placesOf('您好', '价格')).toEqual([]);
  expect(placesOf('您好', '\u200b')).toEqual([]);
  expect(placesOfAll('您好', ['好', '坏'])).toEqual(
    new Map([
      ['好', [{ start: 1, end: 2 }]],
      ['坏', []],
    ]),
  );
});
