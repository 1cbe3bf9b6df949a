import { createCanvas, loadImage } from '@napi-rs/canvas';
import { createCarePlan, switchCarePlan } from '@zhike/shared/contracts/care';
import { createCustomField } from '@zhike/shared/contracts/custom-field';
import { changeCustomerField } from '@zhike/shared/contracts/customer-changes';
import { getCustomerTimeline } from '@zhike/shared/contracts/customer';
import * as materials from '@zhike/shared/contracts/material';
import { listSends, prepareMaterialSend, reportSend } from '@zhike/shared/contracts/material-send';
import * as contracts from '@zhike/shared/contracts/poster';
import { posterTemplates } from '@zhike/shared/formulas/poster/templates';
import jsqr from 'jsqr';
import { execFileSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rename, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { select } from '../../platform/database/sql.ts';
import { sweepPostersNightly } from '../../scenarios/every-night/sweep-posters.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { givenLibrary } from '../../test/material-kit.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { saveDepartments } from '../corp/store.ts';
import { pathOfBytes } from '../media/files.ts';
import { getAsset } from '../media/store.ts';
import { festivalNear } from './poster-values.ts';

/** The package's types are for bundlers; Node hands over the function itself. */
const readQr = jsqr as unknown as typeof jsqr.default;
const DAY = 24 * 3_600_000;
const NAME = `🌸👨‍👩‍👧‍👦小雨☔️${'欧阳娜娜'.repeat(8)}`;

let server: TestServer;
let library: ReturnType<typeof givenLibrary>;
let customerId: string;
let avatars: Server;
let avatarsAsked = 0;
let avatarBytes: Buffer = Buffer.alloc(0);

beforeAll(async () => {
  // The avatar's server is on this machine.
  server = await startTestServer({
    sandbox: true,
    scenarios: [sweepPostersNightly],
    env: { WEBHOOK_ALLOW_PRIVATE: '1' },
  });
  library = givenLibrary(server);
  await server.db.transaction((tx) =>
    saveDepartments(
      tx,
      [
        { id: 1, name: '知客装饰', parentId: 0, order: 1 },
        { id: 2, name: '销售一部', parentId: 1, order: 1 },
        { id: 3, name: '销售二部', parentId: 1, order: 2 },
      ],
      0,
    ),
  );
  await givenMember(server, { userId: 'boss', role: 'admin', name: '陈宇' });
  for (const [userId, name] of [
    ['zhang', '张伟'],
    ['li', '李娜'],
  ] as const) {
    await server.sandbox!.control('POST /control/members', { body: { userId, name } });
    await givenMember(server, { userId, name, position: '客户顾问', departmentId: 2 });
  }
  avatars = createServer((_request, response) => {
    avatarsAsked += 1;
    response.end(avatarBytes);
  });
  await new Promise<void>((resolve) => avatars.listen(0, '127.0.0.1', resolve));
  const avatar = `http://127.0.0.1:${(avatars.address() as AddressInfo).port}/0`;
  customerId = (await givenCustomer(server, { name: NAME, avatar, friendsOf: ['zhang'] })).id;
});
afterAll(async () => {
  await server.close();
  avatars.close();
});

const templateOf = (id: string) => contracts.PosterDesign.parse(posterTemplates.find((one) => one.id === id)!.design);
const poster = (design = templateOf('birthday')) => ({ kind: 'poster' as const, design });
const plain = (...elements: unknown[]) =>
  contracts.PosterDesign.parse({ width: 400, height: 400, background: { color: '#FFFFFF' }, elements });
const words = (content: string) => ({
  kind: 'text',
  id: 'words',
  x: 20,
  y: 20,
  w: 360,
  h: 100,
  content,
  size: 40,
  minSize: 12,
  weight: 700,
  color: '#000000',
});
let keys = 0;
const prepare = (materialId: string, as = 'zhang', to: { customerId?: string } = { customerId }) =>
  server.api.as(as).call(prepareMaterialSend, {
    params: { materialId },
    body: { to, idempotencyKey: `poster-test-${++keys}` },
  });
const draw = (materialId: string, as = 'zhang', to: { customerId?: string } = { customerId }) =>
  server.api.as(as).call(contracts.drawPoster, { params: { materialId }, body: { to } });
const codeOf = ({ body }: { body: unknown }) => (body as { code: string }).code;

async function pixelsAt(url: string, as = 'zhang') {
  const answer = await fetch(`${server.origin}${url}`, { headers: await server.api.as(as).headers() });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('image/png');
  const image = await loadImage(Buffer.from(await answer.arrayBuffer()));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}
function png(color: string): Buffer {
  const canvas = createCanvas(80, 80);
  const context = canvas.getContext('2d');
  context.fillStyle = color;
  context.fillRect(0, 0, 80, 80);
  return canvas.toBuffer('image/png');
}
const colorAt = ({ data, width }: { data: Uint8ClampedArray; width: number }, x: number, y: number) =>
  data.slice((y * width + x) * 4, (y * width + x) * 4 + 3).join(' ');

/** How often a child process was asked to draw. */
function countDrawing() {
  const { pool } = server.deps.posters;
  const drawOne = pool.draw.bind(pool);
  const seen = { drawn: 0 };
  pool.draw = (job) => {
    seen.drawn += 1;
    return drawOne(job);
  };
  return seen;
}

test('a rep sends a poster with a long name full of emoji: drawn once, brought to WeCom, an image in the chat', async () => {
  const { id } = await library.add({ title: '生日祝福', content: poster() });
  const seen = countDrawing();
  const { status, body } = await draw(id);
  expect([status, body]).toEqual([200, { pictureUrl: expect.stringMatching(/^\/api\/posters\/[0-9a-f]{64}$/) }]);
  await server.settle();
  const prepared = await prepare(id);
  expect(prepared.body.message).toEqual({ msgtype: 'image', image: { mediaid: expect.stringMatching(/.+/) } });
  await prepare(id);
  expect(seen.drawn).toBe(1);
  const { items } = await server.sandbox!.control('GET /control/api-calls', {
    query: { path: '/cgi-bin/media/upload', errcode: '0' },
  });
  expect(items).toHaveLength(1);
  await server.api
    .as('zhang')
    .call(reportSend, { params: { sendId: prepared.body.sendId }, body: { outcome: 'sent' } });
  const timeline = await server.api.as('zhang').call(getCustomerTimeline, { params: { customerId } });
  expect(timeline.body.items[0]).toMatchObject({ type: 'content.sent' });
  const sends = await server.api.as('zhang').call(listSends, { query: { customerId } });
  expect(sends.body.items).toMatchObject([{ material: { id, kind: 'poster' }, way: 'media', status: 'sent' }]);
});

test('the code on a poster leads to the rep who sends it, and to no other', async () => {
  const { id } = await library.add({ title: '我的名片', content: poster(templateOf('card')) });
  const readCode = async (as: string) => {
    const { pictureUrl } = (await draw(id, as, as === 'boss' ? {} : { customerId })).body;
    const { data, width, height } = await pixelsAt(pictureUrl, as);
    return readQr(data, width, height)?.data;
  };
  const { items } = await server.sandbox!.control('GET /control/contact-ways');
  const hers = items.find(({ users }) => users.join() === 'zhang')!;
  const picture = await loadImage(Buffer.from(await (await fetch(hers.qrCode)).arrayBuffer()));
  const canvas = createCanvas(picture.width, picture.height);
  const context = canvas.getContext('2d');
  context.drawImage(picture, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, picture.width, picture.height);
  expect(await readCode('zhang')).toBe(readQr(data, width, height)!.data);
  await givenCustomer(server, { name: '王芳', friendsOf: ['li'] });
  const ofLi = (await givenCustomer(server, { name: '赵敏', friendsOf: ['li'] })).id;
  const { pictureUrl } = (await draw(id, 'li', { customerId: ofLi })).body;
  const other = await pixelsAt(pictureUrl, 'li');
  expect(readQr(other.data, other.width, other.height)!.data).not.toBe(await readCode('zhang'));
});

test('a rep who may have no code is told what to do, and posters without one still go', async () => {
  await givenMember(server, { userId: 'sun', name: '孙丽', isFollowUser: false, departmentId: 2 });
  const hers = (await givenCustomer(server, { name: '周周', friendsOf: ['sun'] })).id;
  const card = await library.add({ content: poster(templateOf('card')) });
  const refused = await draw(card.id, 'sun', { customerId: hers });
  expect([refused.status, codeOf(refused)]).toEqual([409, 'poster.code_missing']);
  const greeting = await library.add({ content: poster(plain(words('{客户昵称}，早上好'))) });
  expect((await draw(greeting.id, 'sun', { customerId: hers })).status).toBe(200);
});

test('the customer’s avatar is fetched once and shown; the first letter stands for one that is no picture', async () => {
  const design = plain({ kind: 'avatar', id: 'a', x: 100, y: 100, w: 200, h: 200, of: 'customer', color: '#0052D9' });
  const { id } = await library.add({ content: poster(design) });
  // Asked for by the poster above already, and it was no picture: not asked again within the hour.
  expect(avatarsAsked).toBe(1);
  const letter = await pixelsAt((await draw(id)).body.pictureUrl);
  expect(colorAt(letter, 120, 200)).toBe('0 82 217');
  expect(avatarsAsked).toBe(1);
  avatarBytes = png('#FF0000');
  const avatar = `http://127.0.0.1:${(avatars.address() as AddressInfo).port}/1`;
  const other = (await givenCustomer(server, { name: '王芳', avatar, friendsOf: ['zhang'] })).id;
  const shown = await pixelsAt((await draw(id, 'zhang', { customerId: other })).body.pictureUrl);
  expect(colorAt(shown, 200, 200)).toBe('255 0 0');
  await draw(id, 'zhang', { customerId: other });
  expect(avatarsAsked).toBe(2);
});

test('a design must name pictures that are there; when one is lost later, the rep is told', async () => {
  const picture = await library.upload('image', '背景.png', png('#00FF00'));
  const design = { ...plain(), background: { color: '#FFFFFF', toColor: null, assetId: picture.id } };
  const unknown = { ...design, background: { ...design.background, assetId: '01JZZZZZZZZZZZZZZZZZZZZZZZ' } };
  const save = (of: typeof design) =>
    server.api.as('boss').call(materials.createMaterial, { body: { title: '海报', content: poster(of) } });
  const refused = await save(unknown);
  expect([codeOf(refused), refused.body]).toMatchObject([
    'material.file_unfit',
    { details: { assetId: '01JZZZZZZZZZZZZZZZZZZZZZZZ' } },
  ]);
  const { id } = (await save(design)).body;
  expect(colorAt(await pixelsAt((await draw(id)).body.pictureUrl), 10, 10)).toBe('0 255 0');
  const gone = await library.upload('image', '另一张.png', png('#0000FF'));
  const { id: lost } = (await save({ ...design, background: { ...design.background, assetId: gone.id } })).body;
  const { sha256 } = await getAsset(server.db.read, gone.id);
  await rm(pathOfBytes(server.config.dataDir, sha256));
  expect(codeOf(await draw(lost))).toBe('poster.picture_missing');
});

test('a drawing process that is killed costs one poster, and trying again works', async () => {
  const picture = await library.upload('image', '底图.png', png('#123456'));
  const design = {
    ...plain(words('{客户昵称}')),
    background: { color: '#FFFFFF', toColor: null, assetId: picture.id },
  };
  const { id } = await library.add({ content: poster(design) });
  const path = pathOfBytes(server.config.dataDir, (await getAsset(server.db.read, picture.id)).sha256);
  // Nobody ever writes into it, so whoever reads it waits for ever.
  await rename(path, `${path}.kept`);
  execFileSync('mkfifo', [path]);
  const dying = draw(id);
  let children: number[] = [];
  while (children.length === 0) {
    await sleep(100);
    children = drawingProcesses();
  }
  await sleep(1_500);
  for (const child of drawingProcesses()) process.kill(child, 'SIGKILL');
  const died = await dying;
  expect([died.status, codeOf(died)]).toEqual([503, 'poster.renderer_ended']);
  await rename(`${path}.kept`, path);
  expect((await draw(id)).status).toBe(200);
});
const drawingProcesses = () =>
  execFileSync('pgrep', ['-P', String(process.pid), '-f', 'poster-child'], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
    .map(Number);

test('posters of other departments and other people’s customers are not to be had', async () => {
  const { id } = await library.add({ content: poster(plain(words('你好'))), departmentIds: [3] });
  expect(codeOf(await draw(id))).toBe('material.not_found');
  expect(codeOf(await prepare(id))).toBe('material.not_found');
  const thumbnail = await fetch(`${server.origin}/api/materials/${id}/thumbnail`, {
    headers: await server.api.as('zhang').headers(),
  });
  expect(thumbnail.status).toBe(404);
  const open = await library.add({ content: poster(plain(words('你好'))) });
  expect(codeOf(await draw(open.id, 'li'))).toBe('customer.not_visible');
  const preview = await server.api.as('zhang').call(contracts.previewPoster, { body: { design: plain() } });
  expect(preview.status).toBe(403);
});

test('a manager sees the server’s own picture of a draft, and field-level problems of a bad one', async () => {
  const boss = server.api.as('boss');
  const { body } = await boss.call(contracts.previewPoster, {
    body: { design: templateOf('holiday'), texts: { 客户昵称: '🌸'.repeat(40) } },
  });
  const { width, height } = await pixelsAt(body.pictureUrl, 'boss');
  expect([width, height]).toEqual([750, 1334]);
  const design = plain(words('{客户昵称}'));
  const bad = { ...design, elements: [{ ...design.elements[0]!, content: '{生日}' }] } as contracts.PosterDesign;
  const refused = await boss.call(contracts.previewPoster, { body: { design: bad } });
  expect(refused).toMatchObject({
    status: 400,
    body: {
      details: { issues: [{ path: 'body.design.elements.0.content', message: expect.stringContaining('生日') }] },
    },
  });
});

test('lists show a small picture of a poster, a new one for each version', async () => {
  const made = await library.add({ title: '缩略图', content: poster() });
  expect(made.thumbnailUrl).toBe(`/api/materials/${made.id}/thumbnail?v=1`);
  const { width, height } = await pixelsAt(made.thumbnailUrl!);
  expect([width, height]).toEqual([360, 640]);
  const changed = await server.api.as('boss').call(materials.updateMaterial, {
    params: { materialId: made.id },
    body: { title: '缩略图', version: 1, content: poster(plain(words('换了'))) },
  });
  expect(changed.body.thumbnailUrl).toBe(`/api/materials/${made.id}/thumbnail?v=2`);
});

test('a poster that names what is not known of a customer says which', async () => {
  const { id } = await library.add({ content: poster(plain(words('{岁数}岁生日快乐'))) });
  const refused = await draw(id);
  expect(refused).toMatchObject({
    status: 400,
    body: { code: 'poster.variable_missing', details: { variables: ['岁数'] } },
  });
});

test('the age on a poster is that of the birthday a plan remembers', async () => {
  const boss = server.api.as('boss');
  const { body: field } = await boss.call(createCustomField, { body: { name: '生日', kind: 'date' } });
  const friend = await givenCustomer(server, { name: '林晓雨', friendsOf: ['zhang'] });
  const born = `1996${new Date(server.clock.now()).toISOString().slice(4, 10)}`;
  const place = { customerId: friend.id, fieldId: field.id };
  await boss.call(changeCustomerField, { params: place, body: { value: { kind: 'date', day: born } } });
  const { id } = await library.add({ content: poster(plain(words('{岁数}岁生日快乐'))) });
  expect((await draw(id, 'zhang', { customerId: friend.id })).status).toBe(400);
  const occasion = { kind: 'birthday' as const, fieldId: field.id, calendar: 'solar' as const };
  const { body: plan } = await boss.call(createCarePlan, { body: { title: '生日祝福', occasion, text: '快乐' } });
  await boss.call(switchCarePlan, { params: { planId: plan.id }, body: { isOn: true } });
  expect((await draw(id, 'zhang', { customerId: friend.id })).status).toBe(200);
});

test('the festival on a poster is the one that is near', () => {
  expect(festivalNear('2026-09-20')).toBe('中秋节');
  expect(festivalNear('2026-09-25')).toBe('中秋节');
  expect(festivalNear('2026-09-26')).toBe('国庆节');
  expect(festivalNear('2026-10-03')).toBe('国庆节');
  expect(festivalNear('2026-11-20')).toBe('佳节');
});

test('WeCom’s ids of posters are forgotten when they are no good any more, and a poster sent again is brought there anew', async () => {
  const { id } = await library.add({ content: poster(plain(words('{客户昵称}，晚安'))) });
  await draw(id);
  await server.settle();
  const first = (await prepare(id)).body;
  server.clock.offsetMs += 5 * DAY;
  await server.sandbox!.control('POST /control/clock', { body: { advanceMs: 5 * DAY } });
  await server.db.transaction((tx) => recordEvent(tx, nightStarted({ occurredAt: server.clock.now(), payload: {} })));
  await server.settle();
  expect(await select(server.db.read, 'SELECT sha256 FROM poster_upload')).toEqual([]);
  expect(codeOf(await prepare(id))).toBe('material.not_uploaded');
  await server.settle();
  const again = (await prepare(id)).body;
  expect(again.message.msgtype).toBe('image');
  expect(again.message).not.toEqual(first.message);
});
