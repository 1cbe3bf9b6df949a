import { mediaLimits } from '@zhike/shared/contracts/media';
import { expect, test } from 'vitest';
import { limits, refusalOf, sayBytes } from './media-rules.ts';

test('the limits are those of the contract', () => {
  for (const kind of ['image', 'video', 'file'] as const)
    expect(limits[kind].maxBytes).toBe(mediaLimits[kind].maxBytes);
});

test('what would be refused is told before it is sent', () => {
  expect(refusalOf('image', { name: 'a.PNG', size: 1000 })).toBeNull();
  expect(refusalOf('image', { name: 'a.gif', size: 1000 })).toContain('JPG 或 PNG');
  expect(refusalOf('image', { name: 'a.png', size: 11 * 1024 * 1024 })).toBe('文件有 11 MB,最大 10 MB');
  expect(refusalOf('file', { name: '手册.pdf', size: 1000 })).toBeNull();
  expect(refusalOf('file', { name: 'setup.exe', size: 1000 })).toContain('PDF');
  expect(refusalOf('file', { name: 'a.zip', size: 3 })).toBe('文件是空的');
  expect(sayBytes(320_000)).toBe('313 KB');
});
