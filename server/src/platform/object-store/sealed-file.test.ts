import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ByteRange } from './object-store.ts';
import { FileSealer, openSealed, plainSizeOf, SealBroken, sealedRange, SEGMENT_BYTES } from './sealed-file.ts';

const key = randomBytes(32);

function seal(plain: Buffer, pieces = 50_000): Buffer {
  const sealer = new FileSealer(key);
  const parts: Buffer[] = [];
  for (let at = 0; at < plain.length; at += pieces) parts.push(sealer.update(plain.subarray(at, at + pieces)));
  return Buffer.concat([...parts, sealer.final()]);
}

async function open(sealed: Buffer, range: ByteRange, size: number, pieces = 30_001): Promise<Buffer> {
  const { first, last } = sealedRange(range, size);
  async function* stored() {
    for (let at = first; at <= last && at < sealed.length; at += pieces)
      yield sealed.subarray(at, Math.min(at + pieces, last + 1));
  }
  const parts: Buffer[] = [];
  for await (const part of openSealed(stored(), key, range, size)) parts.push(part);
  return Buffer.concat(parts);
}

test.each([0, 1, SEGMENT_BYTES - 1, SEGMENT_BYTES, SEGMENT_BYTES + 1, 3 * SEGMENT_BYTES, 200_000])(
  'a file of %i bytes comes out as it went in',
  async (size) => {
    const plain = randomBytes(size);
    const opened = await open(seal(plain), { first: 0, last: size - 1 }, size);
    expect(opened.equals(plain)).toBe(true);
    expect(plainSizeOf(seal(plain).length)).toBe(size);
  },
);

test('any range is the same as of the plain bytes', async () => {
  const size = 200_000;
  const plain = randomBytes(size);
  const sealed = seal(plain);
  for (const [first, last] of [
    [0, 0],
    [SEGMENT_BYTES - 1, SEGMENT_BYTES],
    [SEGMENT_BYTES, 2 * SEGMENT_BYTES - 1],
    [70_000, 140_000],
    [199_999, 199_999],
  ] as const)
    expect((await open(sealed, { first, last }, size)).equals(plain.subarray(first, last + 1))).toBe(true);
});

test('what was changed, exchanged or cut off is not given out', async () => {
  const size = 3 * SEGMENT_BYTES;
  const sealed = seal(randomBytes(size));
  const whole = { first: 0, last: size - 1 };
  const changed = Buffer.from(sealed);
  changed[100]! ^= 1;
  await expect(open(changed, whole, size)).rejects.toThrow(SealBroken);
  const one = SEGMENT_BYTES + 16;
  const exchanged = Buffer.concat([sealed.subarray(one, 2 * one), sealed.subarray(0, one), sealed.subarray(2 * one)]);
  await expect(open(exchanged, whole, size)).rejects.toThrow(SealBroken);
  await expect(open(sealed.subarray(0, 2 * one), whole, size)).rejects.toThrow(SealBroken);
  await expect(
    open(sealed.subarray(0, 2 * one), { first: 0, last: 2 * SEGMENT_BYTES - 1 }, 2 * SEGMENT_BYTES),
  ).rejects.toThrow(SealBroken);
});
