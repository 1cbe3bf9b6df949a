import type * as Processes from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import jpeg from 'jpeg-js';
import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { smallPdf } from '../../../test/small-pdf.ts';
import { pathOfBytes } from '../../media/files.ts';
import { folderOfPages } from './page-files.ts';
import { renderPages } from './render-pages.ts';

const started: ChildProcess[] = [];
vi.mock('node:child_process', async (load) => {
  const real = await load<typeof Processes>();
  const fork = (...given: Parameters<typeof real.fork>) => {
    const child = real.fork(...given);
    started.push(child);
    return child;
  };
  return { ...real, fork };
});

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'zhike-pages-'));
});
afterAll(() => rmSync(dataDir, { recursive: true }));

/** As if it had been uploaded; the digest need not be its own. */
function stored(content: Buffer): string {
  const sha256 = randomBytes(32).toString('hex');
  const path = pathOfBytes(dataDir, sha256);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return sha256;
}

const limits = { pageMs: 60_000, allMs: 60_000, memoryBytes: 2 ** 31 };
const leftOver = () =>
  existsSync(join(dataDir, 'pages', '.making')) ? readdirSync(join(dataDir, 'pages', '.making')) : [];

describe('the pages of a PDF', () => {
  test('become pictures of 1080 pixels and small ones, in the colours of the page', { timeout: 60_000 }, async () => {
    const sha256 = stored(smallPdf(2));
    expect(await renderPages(dataDir, sha256, limits)).toEqual({ pages: 2 });
    const folder = folderOfPages(dataDir, sha256);
    expect(readdirSync(folder).sort()).toEqual(['1-small.jpg', '1.jpg', '2-small.jpg', '2.jpg', 'pages.json']);
    expect(JSON.parse(readFileSync(join(folder, 'pages.json'), 'utf8'))).toEqual([
      { width: 1080, height: 1440 },
      { width: 1080, height: 1440 },
    ]);
    for (const [name, width, height] of [
      ['1.jpg', 1080, 1440],
      ['1-small.jpg', 270, 360],
    ] as const) {
      const image = jpeg.decode(readFileSync(join(folder, name)), { useTArray: true });
      expect([image.width, image.height]).toEqual([width, height]);
      const at = ((height - 10) * width + 20) * 4;
      const [red, green, blue] = image.data.subarray(at, at + 3);
      // The bar at the bottom is red: the renderer's blue and red were not taken for each other.
      expect(red).toBeGreaterThan(220);
      expect(green).toBeLessThan(40);
      expect(blue).toBeLessThan(40);
      expect([...image.data.subarray(0, 3)].every((part) => part > 240)).toBe(true);
    }
    expect(readFileSync(join(folder, '1.jpg')).equals(readFileSync(join(folder, '2.jpg')))).toBe(false);
    expect(leftOver()).toEqual([]);
    // Made once: with limits that allow nothing it is answered at once.
    expect(await renderPages(dataDir, sha256, { pageMs: 0, allMs: 0, memoryBytes: 0 })).toEqual({ pages: 2 });
  });

  test.each([
    ['is none', Buffer.from('%PDF-1.7\nnot really'), limits, 'unreadable'],
    ['has 301 pages', smallPdf(301), limits, 'too_many_pages'],
    ['never ends', smallPdf(1), { ...limits, pageMs: 1 }, 'timeout'],
    ['takes too long in all', smallPdf(1), { ...limits, allMs: 1 }, 'timeout'],
    ['grows without end', smallPdf(200), { ...limits, memoryBytes: 1 }, 'out_of_memory'],
    ['is too big', Buffer.alloc(20 * 1024 * 1024 + 1), limits, 'too_big'],
  ])(
    'a file that %s ends its own process and says why',
    { timeout: 60_000 },
    async (_what, content, within, problem) => {
      const sha256 = stored(content);
      expect(await renderPages(dataDir, sha256, within)).toEqual({ problem });
      expect(leftOver()).toEqual([]);
    },
  );

  test.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)(
    'a renderer that is ended with the server (%s) says nothing of the file: it is tried again',
    { timeout: 60_000 },
    async (signal) => {
      const sha256 = stored(smallPdf(100));
      const rendering = renderPages(dataDir, sha256, limits);
      const refused = rendering.then(
        () => null,
        (error: unknown) => error,
      );
      await vi.waitFor(() => expect(leftOver()).toHaveLength(1), { timeout: 30_000, interval: 20 });
      started.at(-1)!.kill(signal);
      expect(await refused).toMatchObject({ retryable: true });
      expect(leftOver()).toEqual([]);
    },
  );

  test.each([
    ['without their list', null],
    ['with half a list', '[{"width":10'],
  ])('images that lie there %s are made anew', { timeout: 60_000 }, async (_what, list) => {
    const sha256 = stored(smallPdf(1));
    const folder = folderOfPages(dataDir, sha256);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '7.jpg'), 'old');
    if (list) writeFileSync(join(folder, 'pages.json'), list);
    expect(await renderPages(dataDir, sha256, limits)).toEqual({ pages: 1 });
    expect(readdirSync(folder).sort()).toEqual(['1-small.jpg', '1.jpg', 'pages.json']);
  });

  test('bytes that are not there', async () => {
    expect(await renderPages(dataDir, 'f'.repeat(64), limits)).toEqual({ problem: 'missing' });
  });

  test('an endless roll is drawn smaller', { timeout: 60_000 }, async () => {
    const sha256 = stored(smallPdf(1, { width: 200, height: 14_000 }));
    expect(await renderPages(dataDir, sha256, limits)).toEqual({ pages: 1 });
    const [size] = JSON.parse(readFileSync(join(folderOfPages(dataDir, sha256), 'pages.json'), 'utf8'));
    expect(size.width * size.height).toBeLessThanOrEqual(8_100_000);
  });
});
