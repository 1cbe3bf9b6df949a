import { expect, test } from 'vitest';
import { saySeconds, splitWords } from './say-quality.ts';

test('words may be written one a line or with commas, each once', () => {
  expect(splitWords('返现,保本\n 包过 \n\n返现、加微信')).toEqual(['返现', '保本', '包过', '加微信']);
  expect(splitWords(' \n')).toEqual([]);
});

test('waiting is said in the units people use', () => {
  expect([null, 0, 45, 60, 200, 3600, 7500].map(saySeconds)).toEqual([
    '—',
    '0 秒',
    '45 秒',
    '1 分',
    '3 分 20 秒',
    '1 小时',
    '2 小时 5 分',
  ]);
});
