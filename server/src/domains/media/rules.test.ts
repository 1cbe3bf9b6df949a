import { expect, test } from 'vitest';
import { decideMime, isFresh, sniffMime } from './rules.ts';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);
const JPG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0]);
const MP4 = Buffer.from('\0\0\0\x20ftypisom', 'latin1');
const HOUR = 3_600_000;

test('the type is told by the content', () => {
  expect([PNG, JPG, MP4, Buffer.from('<svg onload=…>')].map(sniffMime)).toEqual([
    'image/png',
    'image/jpeg',
    'video/mp4',
    null,
  ]);
});

test('a picture that is none is refused, and so is a picture sent as a video', () => {
  expect(() => decideMime('image', Buffer.from('<html><script>'), 20)).toThrow('media.wrong_format');
  expect(() => decideMime('video', PNG, 20)).toThrow('media.wrong_format');
});

test('a file of any content is kept as bytes that no browser shows', () => {
  expect(decideMime('file', Buffer.from('<html><script>'), 20)).toBe('application/octet-stream');
  expect(decideMime('file', PNG, 20)).toBe('application/octet-stream');
});

test('WeCom takes nothing of 5 bytes or less', () => {
  expect(() => decideMime('file', Buffer.from('12345'), 5)).toThrow('media.empty');
});

test('an upload is used for 70 hours, and not when the clock was moved back before it', () => {
  const asset = { mediaId: 'M', mediaIdAt: 1_000 * HOUR };
  expect(isFresh(asset, 1_000 * HOUR)).toBe(true);
  expect(isFresh(asset, 1_069 * HOUR)).toBe(true);
  expect(isFresh(asset, 1_070 * HOUR)).toBe(false);
  expect(isFresh(asset, 990 * HOUR)).toBe(false);
  expect(isFresh({ mediaId: null, mediaIdAt: null }, 0)).toBe(false);
});
