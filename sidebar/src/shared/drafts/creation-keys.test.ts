import { expect, test } from 'vitest';
import { CreationKeys } from './creation-keys.ts';

test('what is sent again unchanged has the same key; what was changed, or comes after a success, a new one', () => {
  let made = 0;
  const keys = new CreationKeys(() => `key-${++made}`);
  expect([keys.of({ a: 1 }), keys.of({ a: 1 }), keys.of({ a: 2 }), keys.of({ a: 2 })]).toEqual([
    'key-1',
    'key-1',
    'key-2',
    'key-2',
  ]);
  keys.forget();
  expect(keys.of({ a: 2 })).toBe('key-3');
});
