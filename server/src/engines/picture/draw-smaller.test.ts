import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadImage } from '@napi-rs/canvas';
import { afterAll, expect, test } from 'vitest';
import { noisyJpeg, whitePng } from '../../test/pictures.ts';
import { drawSmaller } from './draw-smaller.ts';
import type { PictureJob } from './picture-child.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhike-picture-'));
afterAll(() => rmSync(folder, { recursive: true }));

const into = join(folder, 'out');
function job(bytes: Buffer, more: Partial<PictureJob> = {}): PictureJob {
  rmSync(into, { force: true });
  writeFileSync(join(folder, 'in'), bytes);
  return {
    from: join(folder, 'in'),
    into,
    longest: 480,
    as: 'webp',
    qualities: [80],
    maxBytes: 1_000_000,
    maxPixels: 100_000_000,
    ...more,
  };
}
const LIMITS = { timeoutMs: 60_000, memoryBytes: 768 * 1024 * 1024 };

test('a picture is drawn anew with its longest side as told and its proportions kept; a small one keeps its size', async () => {
  const answer = await drawSmaller(job(noisyJpeg(1_600, 800)));
  expect(answer).toEqual({ size: readFileSync(into).length });
  expect(readFileSync(into).toString('latin1', 8, 12)).toBe('WEBP');
  expect(await loadImage(readFileSync(into))).toMatchObject({ width: 480, height: 240 });
  await drawSmaller(job(noisyJpeg(120, 300)));
  expect(await loadImage(readFileSync(into))).toMatchObject({ width: 120, height: 300 });
});

test('the quality goes down until it fits, and what does not fit at all is said', async () => {
  const bytes = noisyJpeg(600, 600);
  const at = async (qualities: number[], maxBytes: number) =>
    drawSmaller(job(bytes, { as: 'jpeg', longest: 600, qualities, maxBytes }));
  const best = (await at([90], 10_000_000)) as { size: number };
  const fitted = (await at([90, 40], best.size - 1)) as { size: number };
  expect(fitted.size).toBeLessThan(best.size);
  expect(await at([90, 40], 1_000)).toEqual({ problem: 'still_too_big' });
  expect(existsSync(into)).toBe(false);
});

test('a bomb is known by its header: a small file of many pixels is not unpacked', async () => {
  const bomb = whitePng(40_000, 4_000);
  expect(bomb.length).toBeLessThan(100_000);
  expect(await drawSmaller(job(bomb))).toEqual({ problem: 'too_many_pixels' });
});

test('one that grows beyond its memory is ended, and the next picture is drawn', async () => {
  const large = job(whitePng(9_000, 9_000), { longest: 9_000, maxBytes: 100_000_000 });
  expect(await drawSmaller(large, { ...LIMITS, memoryBytes: 200 * 1024 * 1024 })).toEqual({
    problem: 'out_of_memory',
  });
  expect(await drawSmaller(job(noisyJpeg(50, 50)))).toHaveProperty('size');
});

test('one that takes too long is ended', async () => {
  expect(await drawSmaller(job(noisyJpeg(50, 50)), { ...LIMITS, timeoutMs: 1 })).toEqual({ problem: 'timeout' });
});

test('what says it is a picture and is none has no small one', async () => {
  const lie = Buffer.concat([whitePng(40, 40).subarray(0, 40), Buffer.from('<script>alert(1)</script>')]);
  expect(await drawSmaller(job(lie))).toEqual({ problem: 'unreadable' });
  expect(await drawSmaller(job(Buffer.from('<svg onload="alert(1)">')))).toEqual({ problem: 'unreadable' });
});
