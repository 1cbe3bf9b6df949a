import { getMaterial, updateMaterial } from '@zhike/shared/contracts/material';
import type { MediaView } from '@zhike/shared/contracts/media';
import type { VisitorPage } from '@zhike/shared/contracts/visitor';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findRow } from '../../platform/database/find-row.ts';
import { givenLink, givenMaterial } from '../../test/given-link.ts';
import { givenMember } from '../../test/given-member.ts';
import { encryptedPdf, smallPdf } from '../../test/small-pdf.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { MaterialRow } from '../material/entity.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await givenMember(server, { userId: 'admin', name: '管理员', role: 'admin' });
  await givenMember(server, { userId: 'zhangwei', name: '张伟', role: 'rep' });
});
afterAll(() => server.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.origin}${path}`, { headers, redirect: 'manual' });

async function linkTo(fields: Partial<MaterialRow> = {}): Promise<{ key: string; material: MaterialRow }> {
  const material = await givenMaterial(server, fields);
  return { material, key: (await givenLink(server, { materialId: material.id, userId: 'zhangwei' })).key };
}

async function uploaded(kind: 'image' | 'video' | 'file', name: string, content: Buffer): Promise<string> {
  const answer = await fetch(`${server.origin}/api/media?kind=${kind}&name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: await server.api.as('admin').headers(),
    body: content,
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as MediaView).id;
}

const inlined = (html: string) =>
  JSON.parse(/<script type="application\/json" id="page">(.*?)<\/script>/s.exec(html)![1]!) as VisitorPage;

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const MP4 = Buffer.concat([Buffer.from('00000018667479706d703432', 'hex'), Buffer.alloc(5_000, 7)]);

describe('a link', () => {
  test('shows what it leads to, whole, whatever the title holds', async () => {
    const { key } = await linkTo({
      title: '</script><b>$& 手册',
      content: { kind: 'article', html: '<p>正文</p><script>', author: '张伟' },
    });
    const answer = await get(`/t/${key}`);
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(inlined(html)).toMatchObject({
      key,
      title: '</script><b>$& 手册',
      token: { value: expect.stringMatching(/^[\w-]{22}$/), wins: false },
      rep: { name: '张伟', qrUrl: null },
      content: { kind: 'article', html: '<p>正文</p><script>', author: '张伟' },
    });
    expect(html).toContain('<title>&lt;/script&gt;&lt;b&gt;$&amp; 手册</title>');
    expect(html).toContain('property="og:title"');
    expect(html.match(/<script/g)).toHaveLength(2);
  });

  test('is kept by nobody, found by no search engine, and runs no script but ours', async () => {
    const { key } = await linkTo();
    const { headers } = await get(`/t/${key}`);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self';");
    expect(headers.get('content-security-policy')).toContain("form-action 'none'");
    expect(headers.get('set-cookie')).toBeNull();
  });

  test.each([
    ['of nobody', '/t/0000000000', 404, '链接无效'],
    ['that is none', '/t/%00', 404, '链接无效'],
  ])('%s says so', async (_what, path, status, said) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(said);
  });

  test.each([
    ['retired', { isRetired: true }, 410, '这份资料已不再提供'],
    ['past its days', { validUntil: '2020-01-01' }, 410, '这份资料已不再提供'],
    ['before its days', { validFrom: '2990-01-01' }, 200, '这份资料还没有开放'],
    ['broken', { pagesState: 'broken' as const }, 410, '这份资料已不再提供'],
    ['only for the chat', { content: { kind: 'text' as const, text: '你好' } }, 410, '这份资料已不再提供'],
  ])('to something %s: whom to ask', async (_what, fields, status, said) => {
    const { key } = await linkTo(fields);
    const answer = await get(`/t/${key}`);
    expect(answer.status).toBe(status);
    const html = await answer.text();
    expect(html).toContain(said);
    expect(html).toContain('请联系 张伟');
    expect(html).not.toContain('<script');
  });

  test('of a rep who has left does not name her', async () => {
    const { id } = await givenMaterial(server);
    await givenMember(server, { userId: 'gone', name: '李雷', status: 'left' });
    const { key } = await givenLink(server, { materialId: id, userId: 'gone' });
    expect(inlined(await (await get(`/t/${key}`)).text()).rep).toBeNull();
  });
});

describe('files behind a link', () => {
  test('are those of the material and no other of the library', async () => {
    const [inside, outside] = [await uploaded('image', '图.png', PNG), await uploaded('image', '秘密.png', PNG)];
    const { key } = await linkTo({
      content: { kind: 'article', html: `<img src="asset:${inside}">`, author: '' },
    });
    const { content } = inlined(await (await get(`/t/${key}`)).text());
    expect(content).toMatchObject({ html: `<img src="/t/${key}/media/${inside}">` });
    const picture = await get(`/t/${key}/media/${inside}`);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await picture.arrayBuffer()).equals(PNG)).toBe(true);
    expect((await get(`/t/${key}/media/${outside}`)).status).toBe(404);
    expect((await get(`/t/0000000000/media/${inside}`)).status).toBe(404);
  });

  test('a video comes in pieces', async () => {
    const assetId = await uploaded('video', '片.mp4', MP4);
    const { key } = await linkTo({ content: { kind: 'video', assetId } });
    const piece = await get(`/t/${key}/media/${assetId}`, { range: 'bytes=10-19' });
    expect(piece.status).toBe(206);
    expect(piece.headers.get('content-range')).toBe(`bytes 10-19/${MP4.length}`);
    expect(Buffer.from(await piece.arrayBuffer()).equals(MP4.subarray(10, 20))).toBe(true);
    expect((await get(`/t/${key}/media/${assetId}`, { range: 'bytes=999999-' })).status).toBe(416);
    const etag = (await get(`/t/${key}/media/${assetId}`)).headers.get('etag')!;
    expect((await get(`/t/${key}/media/${assetId}`, { 'if-none-match': etag })).status).toBe(304);
  });

  test('there is a picture for the card, and none any more once it is retired', async () => {
    const { key, material } = await linkTo();
    const cover = await get(`/t/${key}/cover`);
    expect(cover.headers.get('content-type')).toBe('image/jpeg');
    expect((await cover.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
    await server.db.transaction((tx) => tx.update(MaterialRow, { id: material.id }, { isRetired: true }));
    const refused = await get(`/t/${key}/cover`);
    expect(refused.status).toBe(404);
    expect(await refused.json()).toMatchObject({ code: 'touch.link_not_found' });
  });
});

describe('a brochure', () => {
  const made = async (id: string) => {
    // The schedule looks once every five seconds.
    server.clock.offsetMs += 5_000;
    await server.scheduler!.tick();
    await server.settle();
    return findRow(server.db.read, MaterialRow, { id });
  };

  test('gets its pages made, and shows them', { timeout: 90_000 }, async () => {
    const assetId = await uploaded('file', '手册.pdf', smallPdf(2));
    const { key, material } = await linkTo({ content: { kind: 'brochure', assetId }, pagesState: 'waiting' });
    const waiting = await (await get(`/t/${key}`)).text();
    expect(waiting).toContain('资料正在准备');
    expect(waiting).toContain('http-equiv="refresh"');
    expect(await made(material.id)).toMatchObject({ pagesState: 'ready', pages: 2, pagesProblem: null });
    const { content } = inlined(await (await get(`/t/${key}`)).text());
    if (content.kind !== 'brochure') throw new Error(content.kind);
    expect(content.pages.map(({ width, height }) => [width, height])).toEqual([
      [1080, 1440],
      [1080, 1440],
    ]);
    const image = await get(content.pages[1]!.url);
    expect(image.headers.get('content-type')).toBe('image/jpeg');
    expect(image.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    for (const bare of [`/t/${key}/pages/2`, `/t/${key}/pages/2?v=000000000000`])
      expect((await get(bare)).headers.get('cache-control')).toBe('private, max-age=3600');
    expect((await get(content.pages[0]!.thumbnailUrl)).status).toBe(200);
    expect((await get(`/t/${key}/pages/3`)).status).toBe(404);
    expect((await get(`/t/${key}/pages/..%2f1`)).status).toBe(404);
    expect((await get(`/t/${key}/cover`)).headers.get('content-type')).toBe('image/jpeg');
    const small = `/api/materials/${material.id}/pages/1`;
    expect((await get(small)).status).toBe(401);
    expect((await get(small, await server.api.as('zhangwei').headers())).status).toBe(200);
  });

  test('whose pictures are gone has them made again', { timeout: 90_000 }, async () => {
    const assetId = await uploaded('file', '旧.pdf', smallPdf(2, { width: 320 }));
    const { key, material } = await linkTo({
      content: { kind: 'brochure', assetId },
      pagesState: 'ready',
      pages: 2,
    });
    expect(await (await get(`/t/${key}`)).text()).toContain('资料正在准备');
    expect(await made(material.id)).toMatchObject({ pagesState: 'ready', pages: 2 });
    expect(inlined(await (await get(`/t/${key}`)).text()).content.kind).toBe('brochure');
  });

  test('whose file is no PDF says what is wrong', { timeout: 90_000 }, async () => {
    const assetId = await uploaded('file', '坏.pdf', Buffer.from('%PDF-1.7 broken'));
    const { material } = await linkTo({ content: { kind: 'brochure', assetId }, pagesState: 'waiting' });
    expect(await made(material.id)).toMatchObject({ pagesState: 'broken', pages: null, pagesProblem: 'unreadable' });
  });

  test('that asks for a password is said in words that help, where the manager looks for it', {
    timeout: 90_000,
  }, async () => {
    const assetId = await uploaded('file', '锁.pdf', encryptedPdf());
    const { key, material } = await linkTo({ content: { kind: 'brochure', assetId }, pagesState: 'waiting' });
    expect(await made(material.id)).toMatchObject({ pagesState: 'broken', pages: null, pagesProblem: 'encrypted' });
    const { body } = await server.api.as('admin').call(getMaterial, { params: { materialId: material.id } });
    expect(body).toMatchObject({ state: 'broken', problem: 'PDF 有打开密码,请去掉密码后重新上传' });
    expect(await (await get(`/t/${key}`)).text()).not.toContain('encrypted');
  });

  test('put in by a manager is ready a moment later', { timeout: 90_000 }, async () => {
    const assetId = await uploaded('file', '新.pdf', smallPdf(1));
    const old = await uploaded('file', '旧.pdf', smallPdf(3));
    const { material } = await linkTo({ content: { kind: 'brochure', assetId: old }, pagesState: 'waiting' });
    expect(await made(material.id)).toMatchObject({ pages: 3 });
    const { title, description, coverAssetId, folderId, validFrom, validUntil } = material;
    const changed = await server.api.as('admin').call(updateMaterial, {
      params: { materialId: material.id },
      body: {
        title,
        description,
        coverAssetId,
        folderId,
        validFrom,
        validUntil,
        departmentIds: [],
        version: 1,
        content: { kind: 'brochure', assetId },
      },
    });
    expect(changed.body).toMatchObject({ state: 'preparing' });
    expect(await made(material.id)).toMatchObject({ pagesState: 'ready', pages: 1 });
  });
});
