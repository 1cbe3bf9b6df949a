import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encodePalettePng } from './palette-png.ts';

/** A strip of one row in these colours. */
const strip = (colors: [number, number, number][]) =>
  encodePalettePng({
    width: colors.length,
    height: 1,
    rgba: Uint8Array.from(colors.flatMap((color) => [...color, 255])),
  });

function chunkOf(png: Buffer, type: string): Buffer {
  const at = png.indexOf(type, 0, 'latin1');
  return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
}

const colorsOf = (png: Buffer) => {
  const palette = chunkOf(png, 'PLTE');
  return [...inflateSync(chunkOf(png, 'IDAT')).subarray(1)].map((index) => [
    ...palette.subarray(index * 3, index * 3 + 3),
  ]);
};

test('few colours are kept as they are', () => {
  const colors: [number, number, number][] = [
    [255, 255, 255],
    [0, 82, 217],
    [255, 255, 255],
  ];
  expect(colorsOf(strip(colors))).toEqual(colors);
});

test('of many colours each pixel gets one that is near', () => {
  const colors = Array.from({ length: 4_096 }, (_, n): [number, number, number] => [n & 240, (n << 4) & 240, n >> 4]);
  const png = strip(colors);
  expect(chunkOf(png, 'PLTE').length).toBeLessThanOrEqual(256 * 3);
  for (const [index, shown] of colorsOf(png).entries())
    for (const channel of [0, 1, 2]) expect(Math.abs(shown[channel]! - colors[index]![channel]!)).toBeLessThan(48);
});
