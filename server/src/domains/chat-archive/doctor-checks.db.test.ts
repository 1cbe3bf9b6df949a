import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type ArchiveTest, startArchiveTest } from '../../test/archive-kit.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer } from '../../test/start-test-server.ts';
import { createWecomClient } from '../../wecom/client.ts';
import { examine } from '../../wecom/doctor.ts';
import { everyCheck } from '../operation/every-check.ts';

let archive: ArchiveTest;
beforeAll(async () => {
  archive = await startArchiveTest();
  await archive.server.settle();
});
afterEach(() => archive.control('POST /control/settings', { body: { archive: { trustedIps: null, enabled: true } } }));
afterAll(() => archive.close());

async function look(change: { archive?: object; callback?: object } = {}, server = archive.server) {
  const { deps, config } = server;
  const changed = {
    ...config,
    archive: config.archive && { ...config.archive, ...change.archive },
    callback: { ...config.callback, ...change.callback },
    wecom: {
      ...config.wecom,
      ...('secret' in (change.archive ?? {}) ? { archiveSecret: 'another-secret-0123456789' } : {}),
    },
  };
  const wecom = createWecomClient({ ...deps, config: changed.wecom });
  const { results } = await examine({ ...deps, config: changed, wecom }, everyCheck);
  wecom.close();
  return Object.fromEntries(results.map((result) => [result.id, result]));
}

test('with everything in order all checks of the archive are well', async () => {
  const found = await look();
  for (const id of ['archive', 'archive-keys', 'archive-source', 'archive-members', 'archive-closed', 'archive-lag'])
    expect(found[id], id).toMatchObject({ status: 'ok' });
});

test('an address that is not on the list, and an archive that is not bought, are told with their repair', async () => {
  await archive.control('POST /control/settings', { body: { archive: { trustedIps: ['10.9.8.7'] } } });
  expect((await look())['archive-source']).toMatchObject({
    status: 'fail',
    message: expect.stringContaining('10009'),
    repair: expect.stringContaining('可信 IP'),
  });
  await archive.control('POST /control/settings', { body: { archive: { trustedIps: null, enabled: false } } });
  const found = await look();
  expect(found['archive-members']).toMatchObject({ status: 'fail', message: expect.stringContaining('301053') });
  expect(found['archive-source']).toMatchObject({ status: 'fail', repair: expect.any(String) });
});

test('a wrong secret is told by name, and never shown', async () => {
  const found = await look({ archive: { secret: 'another-secret-0123456789' } });
  expect(found['archive-members']).toMatchObject({
    status: 'fail',
    message: expect.stringContaining('Secret'),
    repair: expect.stringContaining('WECOM_ARCHIVE_SECRET'),
  });
  expect(found['archive-source']).toMatchObject({ status: 'fail' });
  expect(JSON.stringify(found)).not.toContain('another-secret');
});

test('keys that are none, or of another length, and a library that is not there', async () => {
  expect((await look({ archive: { privateKeys: '{"1":"no key"}' } }))['archive-keys']).toMatchObject({
    status: 'fail',
    message: expect.stringContaining('版本 1'),
    repair: expect.stringContaining('不是公钥'),
  });
  const short = generateKeyPairSync('rsa', { modulusLength: 1_024 }).privateKey;
  const pem = short.export({ type: 'pkcs8', format: 'pem' });
  expect((await look({ archive: { privateKeys: JSON.stringify({ 3: pem }) } }))['archive-keys']).toMatchObject({
    status: 'fail',
    message: expect.stringContaining('1024'),
  });
  const missing = await look({ archive: { source: 'native', library: join(archive.folder, 'nothing.so') } });
  expect(missing.archive).toMatchObject({ status: 'fail', repair: expect.stringContaining('WECOM_ARCHIVE_LIBRARY') });
  expect(missing['archive-source']).toMatchObject({ status: 'skipped' });
  writeFileSync(join(archive.folder, 'text.so'), 'no library');
  // The child is started from its TypeScript source here.
  const NODE_OPTIONS = `--conditions=zhike-source --import=${import.meta.resolve('tsx')}`;
  const childEnvironment = { PATH: process.env.PATH ?? '', NODE_OPTIONS };
  const broken = await look({
    archive: { source: 'native', library: join(archive.folder, 'text.so'), childEnvironment },
  });
  expect(broken['archive-source']).toMatchObject({
    status: 'fail',
    repair: expect.stringContaining('WECOM_ARCHIVE_LIBRARY'),
  });
});

test('reps who are not archived are named; a receiver that is missing is a warning', async () => {
  await archive.control('POST /control/members', { body: { userId: 'wang', name: '王强' } });
  await givenMember(archive.server, { userId: 'wang', name: '王强' });
  await archive.write("UPDATE member SET is_follow_user = 1 WHERE user_id = 'wang'");
  const found = await look({ callback: { archive: null } });
  expect(found['archive-members']).toMatchObject({ status: 'warn', message: expect.stringContaining('王强') });
  expect(found.archive).toMatchObject({
    status: 'warn',
    repair: expect.stringContaining('WECOM_ARCHIVE_CALLBACK_TOKEN'),
  });
});

test('without an archive each check says so', async () => {
  const server = await startTestServer({ sandbox: true, scenarios: [] });
  try {
    const found = await look({}, server);
    for (const id of ['archive', 'archive-keys', 'archive-source', 'archive-members', 'archive-closed', 'archive-lag'])
      expect(found[id], id).toMatchObject({
        status: 'skipped',
        message: expect.stringMatching(/没有配置会话存档|会话存档配置/),
      });
  } finally {
    await server.close();
  }
});
