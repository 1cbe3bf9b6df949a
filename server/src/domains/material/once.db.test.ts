import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stat, utimes } from 'node:fs/promises';
import * as contracts from '@zhike/shared/contracts/material';
import * as scripts from '@zhike/shared/contracts/script';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordEvent } from '../../platform/delivery/event.ts';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { execute, select } from '../../platform/database/sql.ts';
import { forgetCreationKeysNightly } from '../../scenarios/every-night/forget-creation-keys.ts';
import { sweepUnclaimedMedia } from '../../scenarios/every-night/sweep-unclaimed-media.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { MediaAssetRow } from '../media/entity.ts';
import { pathOfBytes } from '../media/files.ts';

const DAY = 86_400_000;

let server: TestServer;
let pictures: Server;
let pictureUrl: (color: string) => string;
beforeAll(async () => {
  // The pictures' server is on this machine.
  server = await startTestServer({
    scenarios: [sweepUnclaimedMedia, forgetCreationKeysNightly],
    env: { WEBHOOK_ALLOW_PRIVATE: '1' },
  });
  await givenMember(server, { userId: 'boss', role: 'admin', name: '陈宇' });
  await givenMember(server, { userId: 'other', role: 'admin', name: '李娜' });
  pictures = createServer((request, response) => {
    const canvas = createCanvas(20, 20);
    const context = canvas.getContext('2d');
    context.fillStyle = `#${request.url!.slice(1, 7)}`;
    context.fillRect(0, 0, 20, 20);
    response.end(canvas.toBuffer('image/png'));
  });
  await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', resolve));
  pictureUrl = (color) => `http://127.0.0.1:${(pictures.address() as AddressInfo).port}/${color}.png`;
});
afterAll(async () => {
  await server.close();
  pictures.close();
});

const as = (userId: string) => server.api.as(userId);
const add = (idempotencyKey: string, title = '一次', userId = 'boss') =>
  as(userId).call(contracts.createMaterial, { body: { title, content: { kind: 'text', text: '好' }, idempotencyKey } });
const count = async (title: string) =>
  (await select(server.db.read, 'SELECT id FROM material WHERE title = ?', [title])).length;
async function night(): Promise<void> {
  await server.db.transaction((tx) => recordEvent(tx, nightStarted({ occurredAt: server.clock.now(), payload: {} })));
  await server.settle();
}

test('a creation that is sent twice, one after the other or at once, makes one material and one script', async () => {
  const first = await add('create-key-1');
  expect((await add('create-key-1')).body.id).toBe(first.body.id);
  const both = await Promise.all([add('create-key-2', '同时'), add('create-key-2', '同时')]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  expect(both[0]!.body.id).toBe(both[1]!.body.id);
  expect([await count('一次'), await count('同时')]).toEqual([1, 1]);
  // A key is its maker's own.
  expect((await add('create-key-1', '一次', 'other')).body.id).not.toBe(first.body.id);

  const category = await as('boss').call(scripts.createScriptCategory, { body: { name: '报价', isMine: false } });
  const body = {
    title: '报价',
    text: '好',
    categoryId: category.body.id,
    isMine: false,
    idempotencyKey: 'create-key-1',
  };
  const made = await Promise.all([1, 2].map(() => as('boss').call(scripts.createScript, { body })));
  expect(made[0]!.body.id).toBe(made[1]!.body.id);
  expect(await select(server.db.read, 'SELECT id FROM script')).toHaveLength(1);
});

test('a creation that was refused has used no key', async () => {
  const body = { title: '改好', content: { kind: 'text' as const, text: '{谁}' }, idempotencyKey: 'create-key-3' };
  expect((await as('boss').call(contracts.createMaterial, { body })).status).toBe(400);
  expect((await add('create-key-3', '改好')).status).toBe(200);
});

test('pictures of an imported article that nobody saved go after a week, those of a saved one stay', async () => {
  const importOne = async (...colors: string[]) => {
    const images = colors.map((color) => `<img data-src="${pictureUrl(color)}">`).join('');
    const html = `<html><body><div id="js_content"><p>正文</p>${images}</div></body></html>`;
    return (await as('boss').call(contracts.importArticle, { body: { html } })).body;
  };
  const assets = () => server.db.read.find(MediaAssetRow, { order: { id: 'ASC' } });
  const kept = await importOne('FF0000', '00FF00');
  await importOne('0000FF', '00FF00');
  expect(await assets()).toHaveLength(4);
  const saved = await as('boss').call(contracts.createMaterial, {
    body: { title: '新品', content: { kind: 'article', html: kept.html }, coverAssetId: kept.coverAssetId },
  });
  expect(saved.status).toBe(200);
  const paths = [...new Set((await assets()).map(({ sha256 }) => pathOfBytes(server.config.dataDir, sha256)))];
  expect(paths).toHaveLength(3);
  // Written long ago.
  for (const path of paths) await utimes(path, 0, 0);
  await night();
  expect(await assets()).toHaveLength(4);
  server.clock.offsetMs += 8 * DAY;
  await night();
  expect((await assets()).map(({ unclaimedSince }) => unclaimedSince)).toEqual([null, null]);
  const isThere = (path: string) =>
    stat(path).then(
      () => true,
      () => false,
    );
  // Red and green are shown; green was imported twice, and its bytes are one file.
  expect((await Promise.all(paths.map(isThere))).filter((there) => there)).toHaveLength(2);
});

test('keys are forgotten after a month', async () => {
  const keys = () => select(server.db.read, 'SELECT made_id FROM creation_key');
  await night();
  expect(await keys()).not.toEqual([]);
  await server.db.transaction((tx) => execute(tx, 'UPDATE creation_key SET created_at = created_at - ?', [31 * DAY]));
  await night();
  expect(await keys()).toEqual([]);
});
