import * as contracts from '@zhike/shared/contracts/material';
import type { MaterialKind } from '@zhike/shared/contracts/material-content';
import * as folders from '@zhike/shared/contracts/material-folder';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { execute, insertRows, select } from '../../platform/database/sql.ts';
import { givenMember } from '../../test/given-member.ts';
import { givenLibrary, PDF, PNG } from '../../test/material-kit.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

const DAY = 86_400_000;

let server: TestServer;
let library: ReturnType<typeof givenLibrary>;
beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  library = givenLibrary(server);
  await server.db.transaction((tx) =>
    insertRows(tx, 'department', [
      { id: 1, parent_id: 0, name: '示范公司', sort: 0 },
      { id: 10, parent_id: 1, name: '销售部', sort: 0 },
      { id: 11, parent_id: 10, name: '一组', sort: 0 },
      { id: 20, parent_id: 1, name: '客服部', sort: 0 },
    ]),
  );
  await givenMember(server, { userId: 'boss', role: 'admin', name: '陈宇' });
  await givenMember(server, { userId: 'seller', departmentId: 11 });
  await givenMember(server, { userId: 'helper', departmentId: 20 });
});
afterAll(() => server.close());

const as = (userId: string) => server.api.as(userId);
const search = async (body: Partial<Parameters<typeof bodyOf>[0]> = {}, userId = 'seller') =>
  (await as(userId).call(contracts.searchMaterials, { body: bodyOf(body) })).body;
const bodyOf = (body: {
  text?: string;
  folderId?: string;
  kinds?: MaterialKind[];
  onlyFavourites?: boolean;
  sort?: contracts.MaterialSort;
  states?: 'usable' | 'all' | 'retired';
  limit?: number;
  cursor?: string;
}) => body;
const titles = async (...given: Parameters<typeof search>) => (await search(...given)).items.map(({ title }) => title);
const codeOf = (body: unknown) => (body as { code: string }).code;
const update = (material: contracts.MaterialView, change: object, userId = 'boss') => {
  const { title, description, coverAssetId, folderId, departmentIds, validFrom, validUntil, version, content } =
    material;
  const body = {
    title,
    description,
    coverAssetId,
    folderId,
    departmentIds,
    validFrom,
    validUntil,
    version,
    content,
    ...change,
  };
  return as(userId).call(contracts.updateMaterial, { params: { materialId: material.id }, body });
};

test('a rep finds a material by words, pinyin and initials; all words must be there', async () => {
  await library.add({ title: '春季产品手册', description: '整屋装修' });
  await library.add({ title: '100%_好评' });
  for (const text of ['产品手册', 'chanpin', 'cpsc', '装修 手册'])
    expect(await titles({ text }), text).toEqual(['春季产品手册']);
  expect(await titles({ text: '手册 秋季' })).toEqual([]);
  expect(await titles({ text: '0%_' })).toEqual(['100%_好评']);
});

test('what is for a department is found there and below, by nobody else, and strangers are not told that it is there', async () => {
  const material = await library.add({ title: '部门话术', departmentIds: [10] });
  expect(await titles({ text: '部门话术' }, 'seller')).toEqual(['部门话术']);
  expect(await titles({ text: '部门话术' }, 'helper')).toEqual([]);
  expect(await titles({ text: '部门话术' }, 'boss')).toEqual(['部门话术']);
  const { status, body } = await as('helper').call(contracts.getMaterial, { params: { materialId: material.id } });
  expect([status, codeOf(body)]).toEqual([404, 'material.not_found']);
  await update(material, { departmentIds: [20] });
  expect([await titles({ text: '部门话术' }, 'seller'), await titles({ text: '部门话术' }, 'helper')]).toEqual([
    [],
    ['部门话术'],
  ]);
});

test('a material is offered between its days and not after it was retired', async () => {
  const today = new Date(server.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const tomorrow = new Date(server.clock.now() + 8 * 3_600_000 + DAY).toISOString().slice(0, 10);
  const material = await library.add({ title: '限时', validFrom: tomorrow });
  expect(await titles({ text: '限时' })).toEqual([]);
  const { body: shown } = await update(material, { validFrom: today, validUntil: today });
  expect(shown.state).toBe('ready');
  expect(await titles({ text: '限时' })).toEqual(['限时']);
  await as('boss').call(contracts.retireMaterial, { params: { materialId: material.id } });
  expect(await titles({ text: '限时' })).toEqual([]);
  expect(await titles({ text: '限时', states: 'retired' }, 'boss')).toEqual(['限时']);
  await as('boss').call(contracts.bringBackMaterial, { params: { materialId: material.id } });
  expect(await titles({ text: '限时' })).toEqual(['限时']);
  const refused = await as('boss').call(contracts.createMaterial, {
    body: { title: '倒着', content: { kind: 'text', text: '您好' }, validFrom: tomorrow, validUntil: today },
  });
  expect(refused.status).toBe(400);
});

test('reps may look and not change, nor see what cannot be sent', async () => {
  const material = await library.add();
  expect((await update(material, { title: '改' }, 'seller')).status).toBe(403);
  const all = await as('seller').call(contracts.searchMaterials, { body: { states: 'all' } });
  expect([all.status, codeOf(all.body)]).toEqual([403, 'auth.not_allowed']);
  const { body } = await as('seller').call(contracts.getMaterial, { params: { materialId: material.id } });
  expect(body.can).toEqual({ edit: false, send: true });
});

test('every save is a version; whoever was overtaken is told; an earlier version becomes the newest', async () => {
  const material = await library.add({ title: '第一版', content: { kind: 'text', text: '一' } });
  const { body: second } = await update(material, { title: '第二版', content: { kind: 'text', text: '二' } });
  expect(second.version).toBe(2);
  const late = await update(material, { title: '晚了' });
  expect([late.status, codeOf(late.body), (late.body as unknown as { details: object }).details]).toEqual([
    409,
    'material.changed_meanwhile',
    { version: 2 },
  ]);
  const { body: restored } = await as('boss').call(contracts.restoreMaterialVersion, {
    params: { materialId: material.id, version: 1 },
  });
  expect(restored).toMatchObject({ version: 3, title: '第一版', content: { text: '一' } });
  const { body: versions } = await as('boss').call(contracts.listMaterialVersions, {
    params: { materialId: material.id },
    query: {},
  });
  expect(versions.items.map(({ version, title, byName, isCurrent }) => [version, title, byName, isCurrent])).toEqual([
    [3, '第一版', '陈宇', true],
    [2, '第二版', '陈宇', false],
    [1, '第一版', '陈宇', false],
  ]);
  const other = await update(restored, { content: { kind: 'link', url: 'https://example.com' } });
  expect(codeOf(other.body)).toBe('material.kind_stays');
});

test('of two who save at once one is told', async () => {
  const material = await library.add();
  const answers = await Promise.all([update(material, { title: '甲' }), update(material, { title: '乙' })]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});

test('files must fit: a brochure is a PDF, a cover a picture, and what is named must be there', async () => {
  const picture = await library.upload('image', 'a.png', PNG);
  const document = await library.upload('file', 'a.pdf', PDF);
  const words = await library.upload('file', 'a.txt', Buffer.from('只是文字'));
  const refused = async (draft: object) => {
    const answer = await as('boss').call(contracts.createMaterial, { body: { title: '文件', ...draft } as never });
    return codeOf(answer.body);
  };
  expect(await refused({ content: { kind: 'brochure', assetId: words.id } })).toBe('material.file_unfit');
  expect(await refused({ content: { kind: 'image', assetId: document.id } })).toBe('material.file_unfit');
  expect(await refused({ content: { kind: 'file', assetId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' } })).toBe(
    'material.file_unfit',
  );
  expect(await refused({ content: { kind: 'text', text: '您好' }, coverAssetId: document.id })).toBe(
    'material.cover_unfit',
  );
  expect(await refused({ content: { kind: 'text', text: '{客户名}您好' } })).toBe('material.unknown_variable');
  const brochure = await library.add({ title: '手册', content: { kind: 'brochure', assetId: document.id } });
  expect(brochure).toMatchObject({
    state: 'preparing',
    pages: null,
    ways: ['link', 'media'],
    asset: { name: 'a.pdf' },
  });
  const image = await library.add({ title: '图', content: { kind: 'image', assetId: picture.id } });
  expect(image).toMatchObject({ state: 'ready', thumbnailUrl: `/api/media/${picture.id}/thumbnail` });
});

test('what could run is taken out of an article, its own pictures stay, and the editor gets it back', async () => {
  const picture = await library.upload('image', 'b.png', PNG);
  const html = `<h2>标题</h2><script>alert(1)</script><p onclick="x()">正文<img src="/api/media/${picture.id}/content"></p><p><a href="javascript:alert(1)">点</a></p>`;
  const { content } = await library.add({ title: '文章', content: { kind: 'article', html } });
  const kept = content.kind === 'article' ? content.html : '';
  expect(kept).toContain(`<img src="/api/media/${picture.id}/content"`);
  expect(kept).not.toMatch(/script|onclick/);
  const empty = await as('boss').call(contracts.createMaterial, {
    body: { title: '空', content: { kind: 'article', html: '<script>alert(1)</script>' } },
  });
  expect(codeOf(empty.body)).toBe('material.empty');
});

test('what is for departments that are not there is refused', async () => {
  const draft = { title: '无人可见', content: { kind: 'text' as const, text: '您好' }, departmentIds: [10, 999] };
  const made = await as('boss').call(contracts.createMaterial, { body: draft });
  expect([made.status, codeOf(made.body)]).toEqual([400, 'corp.department_not_found']);
  const material = await library.add({ departmentIds: [10] });
  expect(codeOf((await update(material, { departmentIds: [999] })).body)).toBe('corp.department_not_found');
});

test('of a material put into a folder and the folder’s removal at once, no material is lost', async () => {
  for (let times = 0; times < 3; times++) {
    const { body: folder } = await as('boss').call(folders.createMaterialFolder, {
      body: { name: `短命${times}`, parentId: null },
    });
    const { id } = await library.add();
    const [moved] = await Promise.all([
      as('boss').call(contracts.moveMaterials, { body: { materialIds: [id], folderId: folder.id } }),
      as('boss').call(folders.deleteMaterialFolder, { params: { folderId: folder.id } }),
    ]);
    expect([200, 404]).toContain(moved.status);
    const { body } = await as('boss').call(contracts.getMaterial, { params: { materialId: id } });
    expect(body.folderId).toBeNull();
  }
});

test('saving a brochure whose pages are broken has them made again', async () => {
  const document = await library.upload('file', 'c.pdf', PDF);
  const brochure = await library.add({ title: '坏了的', content: { kind: 'brochure', assetId: document.id } });
  await server.db.transaction((tx) =>
    execute(tx, "UPDATE material SET pages_state = 'broken', pages_problem = 'timeout' WHERE id = ?", [brochure.id]),
  );
  expect((await search({ text: '坏了的', states: 'all' }, 'boss')).items[0]?.state).toBe('broken');
  expect((await update(brochure, {})).body).toMatchObject({ state: 'preparing', version: 2 });
});

test('favourites are one’s own', async () => {
  const material = await library.add({ title: '收藏的' });
  for (let times = 0; times < 2; times++)
    await as('seller').call(contracts.addMaterialFavourite, { params: { materialId: material.id } });
  expect(await titles({ onlyFavourites: true })).toEqual(['收藏的']);
  expect(await titles({ onlyFavourites: true }, 'helper')).toEqual([]);
  await as('seller').call(contracts.removeMaterialFavourite, { params: { materialId: material.id } });
  expect(await titles({ onlyFavourites: true })).toEqual([]);
});

test('folders hold three levels, are moved with what is in them, and leave it behind when they go', async () => {
  const make = async (name: string, parentId: string | null = null) =>
    as('boss').call(folders.createMaterialFolder, { body: { name, parentId } });
  const one = (await make('一')).body;
  const two = (await make('二', one.id)).body;
  const three = (await make('三', two.id)).body;
  expect(codeOf((await make('四', three.id)).body)).toBe('material.folder_too_deep');
  expect(codeOf((await make('二', one.id)).body)).toBe('material.folder_name_taken');
  const move = (folderId: string, parentId: string | null, name: string) =>
    as('boss').call(folders.updateMaterialFolder, { params: { folderId }, body: { name, parentId } });
  expect(codeOf((await move(one.id, three.id, '一')).body)).toBe('material.folder_below_itself');
  const inside = await library.add({ title: '里面', folderId: three.id });
  expect(await titles({ folderId: one.id })).toEqual(['里面']);
  const { body: outside } = await make('别处');
  await as('boss').call(contracts.moveMaterials, { body: { materialIds: [inside.id], folderId: two.id } });
  expect(await titles({ folderId: three.id })).toEqual([]);
  await as('boss').call(folders.deleteMaterialFolder, { params: { folderId: two.id } });
  expect(await titles({ folderId: one.id })).toEqual(['里面']);
  const list = async () => (await as('seller').call(folders.listMaterialFolders)).body.items;
  expect((await list()).find(({ id }) => id === three.id)).toMatchObject({ parentId: one.id });
  expect((await list()).find(({ id }) => id === one.id)).toMatchObject({ count: 1 });
  const reorder = (folderIds: string[]) =>
    as('boss').call(folders.reorderMaterialFolders, { body: { parentId: null, folderIds } });
  expect(codeOf((await reorder([one.id])).body)).toBe('material.folder_order_incomplete');
  await reorder([outside.id, one.id]);
  expect((await list()).filter(({ parentId }) => parentId === null).map(({ name }) => name)).toEqual(['别处', '一']);
});

test('a folder counts what the viewer may know of', async () => {
  const { body: folder } = await as('boss').call(folders.createMaterialFolder, {
    body: { name: '各部门', parentId: null },
  });
  await library.add({ folderId: folder.id });
  await library.add({ folderId: folder.id, departmentIds: [20] });
  const countFor = async (userId: string) =>
    (await as(userId).call(folders.listMaterialFolders)).body.items.find(({ id }) => id === folder.id)?.count;
  expect([await countFor('seller'), await countFor('helper'), await countFor('boss')]).toEqual([1, 2, 2]);
});

test('pages of a list follow each other without gaps in every order', async () => {
  for (let n = 0; n < 7; n++) await library.add({ title: `翻页 ${n % 3}` });
  for (const sort of contracts.MaterialSort.options) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await search({ text: '翻页', sort, limit: 3, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect([seen.length, new Set(seen).size], sort).toEqual([7, 7]);
  }
});

test('a pasted article becomes words and pictures for the editor; what cannot be had is counted', async () => {
  const { status, body } = await as('boss').call(contracts.importArticle, {
    body: {
      html: '<html><head><meta property="og:title" content="新品上市"></head><body><div id="js_content"><p>正文<script>x</script></p><img data-src="http://127.0.0.1:1/a.png"></div></body></html>',
    },
  });
  expect(status).toBe(200);
  // Nothing inside our own network is fetched, so the picture is missing.
  expect(body).toEqual({
    title: '新品上市',
    author: '',
    description: '',
    html: '<p>正文</p>',
    coverAssetId: null,
    missingPictures: 1,
  });
  const nothing = await as('boss').call(contracts.importArticle, { body: { html: '<script>x</script>' } });
  expect(codeOf(nothing.body)).toBe('material.article_not_readable');
});

test('a change is in the audit log with who did it, and pages are told', async () => {
  const material = await library.add({ title: '记录' });
  const rows = await select<{ action: string; actor_user_id: string }>(
    server.db.read,
    "SELECT action, actor_user_id FROM audit_log WHERE subject_kind = 'material' AND subject_id = ?",
    [material.id],
  );
  expect(rows).toEqual([{ action: 'material.create', actor_user_id: 'boss' }]);
  const events = await select(server.db.read, "SELECT id FROM event WHERE type = 'material.saved' AND payload LIKE ?", [
    `%${material.id}%`,
  ]);
  expect(events).toHaveLength(1);
});
