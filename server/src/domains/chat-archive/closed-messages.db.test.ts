import * as contracts from '@zhike/shared/contracts/operation';
import { afterEach, expect, test } from 'vitest';
import { givenMember } from '../../test/given-member.ts';
import { type ArchiveTest, privateKey, startArchiveTest } from '../../test/archive-kit.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

let archive: ArchiveTest;
let admin: ReturnType<ArchiveTest['server']['api']['as']>;
afterEach(() => archive.close());

async function start(options: Parameters<typeof startArchiveTest>[0] = {}) {
  archive = await startArchiveTest(options);
  // Also at WeCom: whoever is looked for there and not found has left.
  for (const userId of ['admin', 'rep'])
    await archive.control('POST /control/members', { body: { userId, name: userId } });
  await givenMember(archive.server, { userId: 'admin', role: 'admin' });
  await givenMember(archive.server, { userId: 'rep', role: 'rep' });
  admin = archive.server.api.as('admin');
}
const problems = async () => (await admin.call(contracts.getArchiveProblems)).body;
const list = async () =>
  (await admin.call(contracts.listFailures, { query: { kind: 'archive', limit: 20 } })).body.items;
const WORDS = ['一', '二', '三', '四', '五'];

test('without the key of a version: counted and listed; once it is there all are opened in order, and none twice', async () => {
  await start({ keyVersions: 2 });
  for (const word of WORDS) await archive.say('customer', word);
  await archive.pulled();
  expect(await archive.texts()).toEqual([]);
  // What she agreed to is a message as well.
  expect((await problems()).problems).toMatchObject([{ problem: 'archive.key_missing', keyVersion: 2, count: 6 }]);
  const items = await list();
  expect(items).toHaveLength(6);
  expect(items[0]).toMatchObject({ kind: 'archive', name: 'archive.key_missing', can: { replay: true } });
  const health = (await admin.call(contracts.getHealth)).body;
  expect(health.archive).toMatchObject({ closed: 6, isLate: false });
  expect((await archive.server.api.as('rep').call(contracts.getArchiveProblems)).status).toBe(403);

  archive.giveKey(2);
  const retried = await admin.call(contracts.retryArchiveProblem, {
    body: { problem: 'archive.key_missing', keyVersion: 2 },
  });
  expect(retried.body).toEqual({ count: 6 });
  await archive.pulled();
  await expect.poll(archive.texts, { timeout: 40_000 }).toEqual(WORDS);
  expect(await list()).toEqual([]);
  expect((await problems()).problems).toEqual([]);
  await archive.pulled();
  expect(await archive.texts()).toEqual(WORDS);
});

test('a key of another version in its place opens nothing and harms nothing: with the right one all are read', async () => {
  await start({ keyVersions: 2 });
  writeFileSync(join(archive.folder, '2.pem'), privateKey(1));
  for (const word of WORDS) await archive.say('customer', word);
  await archive.pulled();
  expect(await archive.texts()).toEqual([]);
  expect((await problems()).problems.reduce((sum, { count }) => sum + count, 0)).toBe(6);
  archive.giveKey(2);
  const found = (await problems()).problems;
  for (const { problem } of found) await admin.call(contracts.retryArchiveProblem, { body: { problem } });
  await expect.poll(archive.texts, { timeout: 40_000 }).toEqual(WORDS);
  expect(await list()).toEqual([]);
});

test('damaged on its way: asked for again, one or all of them; ignored ones are kept and not listed', async () => {
  await start();
  await archive.pulled();
  await archive.control('POST /control/faults', { body: { archive: { damageRate: 1 } } });
  for (const word of WORDS) await archive.say('customer', word);
  await archive.pulled();
  expect(await list()).toHaveLength(5);
  const [last, fourth] = await list();
  await admin.call(contracts.dismissFailure, { params: { kind: 'archive', id: last!.id } });
  await archive.control('POST /control/faults', { body: { archive: { damageRate: 0 } } });
  await admin.call(contracts.replayFailure, { params: { kind: 'archive', id: fourth!.id } });
  await expect.poll(archive.texts, { timeout: 40_000 }).toEqual(['四']);
  for (const { problem } of (await problems()).problems)
    await admin.call(contracts.retryArchiveProblem, { body: { problem } });
  await expect.poll(archive.texts, { timeout: 40_000 }).toEqual(['四', '一', '二', '三']);
  expect(await list()).toEqual([]);
  expect(await archive.rows('SELECT status FROM archive_envelope')).toEqual([{ status: 'ignored' }]);
});

test('types that nobody has heard of are kept as they came, and listed', async () => {
  await start();
  for (const content of ['立体', '再来'])
    await archive.control('POST /control/archive/messages', {
      body: { message: { from: 'lina', tolist: [archive.externalUserId], msgtype: 'hologram', hologram: { content } } },
    });
  await archive.pulled();
  expect((await problems()).unknownTypes).toMatchObject([{ type: 'hologram', count: 2 }]);
});
