import { loadImage } from '@napi-rs/canvas';
import {
  getMedia,
  getMediaContent,
  LARGEST_PICTURE_BYTES,
  type MediaView,
  uploadMedia,
} from '@zhike/shared/contracts/media';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renewMediaIds } from '../../scenarios/every-minute/renew-media-ids.ts';
import { givenMember } from '../../test/given-member.ts';
import { noisyJpeg, whitePng } from '../../test/pictures.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { pathOfBytes, removeUnfinishedUploads } from './files.ts';
import { keepMediaFresh } from './keep-media-fresh.ts';
import { freshMediaId, getAsset } from './store.ts';

const HOUR = 3_600_000;
const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(300, 1)]);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ sandbox: true, scenarios: [renewMediaIds] });
  await givenMember(server, { userId: 'manager', role: 'manager' });
  await givenMember(server, { userId: 'rep', role: 'rep' });
});
afterAll(() => server.close());

/** The request body is the file itself, so these calls are made by hand. */
async function upload(userId: string, kind: string, name: string, body: Buffer) {
  const answer = await fetch(`${server.origin}${uploadMedia.path}?${new URLSearchParams({ kind, name })}`, {
    method: 'POST',
    headers: { ...(await server.api.as(userId).headers()), 'content-type': 'application/octet-stream' },
    body: new Uint8Array(body),
  });
  return {
    status: answer.status,
    body: (await answer.json()) as MediaView & { code?: string },
  };
}

const uploadsToWecom = async () =>
  (await server.sandbox!.control('GET /control/api-calls', { query: { path: '/cgi-bin/media/upload', errcode: '0' } }))
    .items.length;
const fresh = (id: string) => freshMediaId(server.db.read, id, server.clock.now());

test('a manager uploads a picture and sees it again, byte for byte', async () => {
  const { status, body } = await upload('manager', 'image', '春季展会.png', PNG);
  expect(status).toBe(200);
  expect(body).toMatchObject({ kind: 'image', name: '春季展会.png', mime: 'image/png', size: PNG.length });

  const answer = await fetch(`${server.origin}${body.url}`, { headers: await server.api.as('rep').headers() });
  expect(answer.headers.get('content-type')).toBe('image/png');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(Buffer.from(await answer.arrayBuffer()).equals(PNG)).toBe(true);
  expect((await server.api.as('rep').call(getMedia, { params: { mediaId: body.id } })).body).toMatchObject({
    id: body.id,
  });
});

test('a web page in disguise is refused as a picture and as a file, and nothing of it stays', async () => {
  const page = Buffer.from('<html><script>alert(1)</script></html>');
  expect(await upload('manager', 'image', 'cat.png', page)).toMatchObject({
    status: 400,
    body: { code: 'media.wrong_format' },
  });
  for (const name of ['offer.html', 'offer.pdf'])
    expect(await upload('manager', 'file', name, page), name).toMatchObject({
      status: 400,
      body: { code: 'media.type_not_allowed' },
    });
  const sha256 = createHash('sha256').update(page).digest('hex');
  expect(existsSync(pathOfBytes(server.config.dataDir, sha256))).toBe(false);
});

test('a document is a download and nothing else', async () => {
  const { body } = await upload('manager', 'file', 'offer.pdf', Buffer.from('%PDF-1.7 <script>alert(1)</script>'));
  expect(body.mime).toBe('application/pdf');
  const answer = await fetch(`${server.origin}${body.url}`, { headers: await server.api.as('rep').headers() });
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(answer.headers.get('content-security-policy')).toContain('sandbox');
});

test('too big is refused with a code, and nothing half-written stays', async () => {
  const big = Buffer.concat([PNG, Buffer.alloc(LARGEST_PICTURE_BYTES)]);
  expect(await upload('manager', 'image', 'big.png', big)).toMatchObject({
    status: 413,
    body: { code: 'media.too_big' },
  });
  const incoming = join(server.config.dataDir, 'media', '.incoming');
  expect(existsSync(incoming) ? readdirSync(incoming) : []).toEqual([]);
});

describe('pictures that are too much', () => {
  const incoming = () => join(server.config.dataDir, 'media', '.incoming');
  const leftOvers = () => (existsSync(incoming()) ? readdirSync(incoming()) : []);

  test('one above WeCom’s limit is made to fit, and nothing of the large one stays', async () => {
    const photo = noisyJpeg(4_000, 3_000);
    expect(photo.length).toBeGreaterThan(10 * 1024 * 1024);
    const { status, body } = await upload('manager', 'image', '样板间.png', photo);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({ name: '样板间.jpg', mime: 'image/jpeg' });
    expect(body.size).toBeLessThanOrEqual(10 * 1024 * 1024);
    const kept = await fetch(`${server.origin}${body.url}`, { headers: await server.api.as('rep').headers() });
    const bytes = Buffer.from(await kept.arrayBuffer());
    expect(bytes).toHaveLength(body.size);
    expect(await loadImage(bytes)).toMatchObject({ width: 2560, height: 1920 });
    const digest = (of: Buffer) => createHash('sha256').update(of).digest('hex');
    expect(existsSync(pathOfBytes(server.config.dataDir, digest(bytes)))).toBe(true);
    expect(existsSync(pathOfBytes(server.config.dataDir, digest(photo)))).toBe(false);
    expect(leftOvers()).toEqual([]);
  }, 60_000);

  test('a bomb of a few kilobytes that would fill every phone is refused', async () => {
    const answer = await upload('manager', 'image', 'bomb.png', whitePng(40_000, 4_000));
    expect(answer).toMatchObject({ status: 400, body: { code: 'media.too_many_pixels' } });
    expect(leftOvers()).toEqual([]);
  });

  test('an upload without end is cut at the limit', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = sent === 0 ? PNG : Buffer.alloc(1024 * 1024, 1);
        sent += chunk.length;
        controller.enqueue(new Uint8Array(chunk));
      },
    });
    const address = `${server.origin}${uploadMedia.path}?${new URLSearchParams({ kind: 'image', name: 'endless.png' })}`;
    const headers = { ...(await server.api.as('manager').headers()), 'content-type': 'application/octet-stream' };
    const status = await fetch(address, { method: 'POST', headers, body: endless, duplex: 'half' } as RequestInit).then(
      (answer) => answer.status,
      () => 'cut off',
    );
    expect([413, 'cut off']).toContain(status);
    expect(sent).toBeLessThan(3 * LARGEST_PICTURE_BYTES);
    await expect.poll(leftOvers).toEqual([]);
  }, 60_000);
});

describe('the small picture for lists', () => {
  const thumbnailOf = async (body: { thumbnailUrl: string | null }, userId = 'rep') =>
    fetch(`${server.origin}${body.thumbnailUrl}`, { headers: await server.api.as(userId).headers() });

  test('is some kilobytes of WebP that browsers keep, drawn once for all who look at the same time', async () => {
    const { body } = await upload('manager', 'image', 'photo.jpg', noisyJpeg(1_600, 1_200));
    const answers = await Promise.all([1, 2, 3].map(() => thumbnailOf(body)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const [first, second] = await Promise.all(answers.map(async (answer) => Buffer.from(await answer.arrayBuffer())));
    expect(first!.equals(second!)).toBe(true);
    expect(await loadImage(first!)).toMatchObject({ width: 480, height: 360 });
    expect(answers[0]!.headers.get('content-type')).toBe('image/webp');
    expect(answers[0]!.headers.get('cache-control')).toContain('immutable');
    expect(answers[0]!.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await fetch(`${server.origin}${body.thumbnailUrl}`)).status).toBe(401);
  });

  test('carries nothing of what was hidden behind the picture', async () => {
    const script = '<script>alert(document.domain)</script>';
    const polyglot = Buffer.concat([noisyJpeg(64, 64), Buffer.from(script)]);
    const { body } = await upload('manager', 'image', 'two-faced.jpg', polyglot);
    const answer = await thumbnailOf(body);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).includes(script)).toBe(false);
    const whole = await fetch(`${server.origin}${body.url}`, { headers: await server.api.as('rep').headers() });
    expect(whole.headers.get('content-type')).toBe('image/jpeg');
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('is not there for what cannot be read, and is not tried again and again', async () => {
    const { body } = await upload('manager', 'image', 'broken.png', PNG);
    expect((await thumbnailOf(body)).status).toBe(404);
    const began = performance.now();
    expect((await thumbnailOf(body)).status).toBe(404);
    expect(performance.now() - began).toBeLessThan(100);
    const file = await upload('manager', 'file', 'offer.pdf', Buffer.from('%PDF-1.7 …'));
    expect(file.body.thumbnailUrl).toBe(null);
  });
});

test('a rep may not upload, and strangers see nothing', async () => {
  expect((await upload('rep', 'image', 'a.png', PNG)).status).toBe(403);
  const { body } = await upload('manager', 'image', 'b.png', PNG);
  expect((await fetch(`${server.origin}${body.url}`)).status).toBe(401);
  expect(
    (await server.api.as('rep').call(getMedia, { params: { mediaId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' } })).body,
  ).toMatchObject({ code: 'media.not_found' });
  const outside = getMediaContent.path.replace(':mediaId', '..%2f..%2fzhike.sqlite');
  const answer = await fetch(`${server.origin}${outside}`, { headers: await server.api.as('rep').headers() });
  expect(answer.status).toBe(404);
});

test('the same bytes lie on disk once', async () => {
  const first = await upload('manager', 'image', 'one.png', PNG);
  const second = await upload('manager', 'image', 'two.png', PNG);
  const [a, b] = await Promise.all([first, second].map(({ body }) => getAsset(server.db.read, body.id)));
  expect(a!.sha256).toBe(b!.sha256);
  expect(existsSync(pathOfBytes(server.config.dataDir, a!.sha256))).toBe(true);
});

test('what a channel uses is uploaded ahead, renewed before three days end, and no longer after the use ended', async () => {
  const { body } = await upload('manager', 'image', 'welcome.png', PNG);
  expect(await fresh(body.id)).toBeNull();
  const before = await uploadsToWecom();
  const use = (assetIds: string[]) =>
    server.db.transaction((tx) => keepMediaFresh(tx, 'channel:1', assetIds, server.clock.now()));

  await use([body.id]);
  await server.settle();
  const mediaId = await fresh(body.id);
  expect(mediaId).toBeTruthy();
  await use([body.id]);
  await server.settle();
  expect(await uploadsToWecom()).toBe(before + 1);

  await advance(61 * HOUR);
  await server.scheduler!.tick();
  await server.settle();
  expect(await uploadsToWecom()).toBe(before + 2);
  const renewed = await fresh(body.id);
  expect(renewed).not.toBe(mediaId);
  expect((await server.deps.wecom.media.download(renewed!)).bytes.equals(PNG)).toBe(true);

  await use([]);
  await advance(71 * HOUR);
  await server.scheduler!.tick();
  await server.settle();
  expect(await uploadsToWecom()).toBe(before + 2);
  expect(await fresh(body.id)).toBeNull();
});

test('a file that is not there cannot be used', async () => {
  const use = server.db.transaction((tx) =>
    keepMediaFresh(tx, 'channel:2', ['01ARZ3NDEKTSV4RRFFQ69G5FAV'], server.clock.now()),
  );
  await expect(use).rejects.toMatchObject({ code: 'media.not_found' });
});

test('a draft left by a process that died is removed after a day', async () => {
  const { dataDir } = server.config;
  mkdirSync(join(dataDir, 'media', '.incoming'), { recursive: true });
  writeFileSync(join(dataDir, 'media', '.incoming', 'left-behind'), 'half of a file');
  expect(await removeUnfinishedUploads(dataDir, Date.now())).toBe(0);
  expect(await removeUnfinishedUploads(dataDir, Date.now() + 25 * HOUR)).toBe(1);
  expect(await removeUnfinishedUploads(join(dataDir, 'not-there'), Date.now())).toBe(0);
});

/** Business time goes on here and in the sandbox. */
async function advance(ms: number): Promise<void> {
  server.clock.offsetMs += ms;
  await server.sandbox!.control('POST /control/clock', { body: { advanceMs: ms } });
}
