import { expect, test } from 'vitest';
import { looksLikePhone, maskPhone, normalizePhone } from './phones.ts';

test('the same number is found however it was written', () => {
  expect(normalizePhone('+86 138-1234-5678')).toBe('13812345678');
  expect(normalizePhone('138 1234 5678')).toBe('13812345678');
  expect(normalizePhone('021-61234567')).toBe('02161234567');
});

test('a masked number shows no more than its ends', () => {
  expect(maskPhone('13812345678')).toBe('138****5678');
  expect(maskPhone('12345')).toBe('***45');
});

test('only whole numbers are looked up as numbers', () => {
  expect(looksLikePhone('138 1234 5678')).toBe(true);
  expect(looksLikePhone('138')).toBe(false);
  expect(looksLikePhone('林1381234567')).toBe(false);
});
