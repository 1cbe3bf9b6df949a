import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { textOf } from '@zhike/shared/chat-content';
import { readContent, storeContent } from './domains/chat-archive/sealed-content.ts';
import { FollowUserRow } from './domains/customer/entity.ts';
import { listCustomerIds } from './domains/customer/list.ts';
import { phoneHashes, readPhones, replacePhones } from './domains/customer/phones.ts';
import { guardInstallation } from './installation.ts';
import { insertRows, select } from './platform/database/sql.ts';
import { newId } from './platform/id.ts';
import { DataKeys } from './platform/secrets.ts';
import { forgetStaleCredentials, resealColumn, resealKeyCheck, sealedColumns } from './reseal.ts';
import { givenCustomer } from './test/given-customer.ts';
import { startTestServer, type TestServer } from './test/start-test-server.ts';

const PHONE = '13812345678';
const CALLBACK = '<xml><Event>unheard_of</Event></xml>';
const newKey = randomBytes(32);
let server: TestServer;
let old: DataKeys;
let both: DataKeys;
let onlyNew: DataKeys;
beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  old = server.deps.keys;
  both = new DataKeys(newKey, [server.config.keys.current]);
  onlyNew = new DataKeys(newKey);
});
afterAll(() => server.close());

async function givenPhone(keys: DataKeys, phone: string) {
  const customer = await givenCustomer(server, { friendsOf: ['rep'] });
  const relation = await server.db.read.findOneByOrFail(FollowUserRow, { customerId: customer.id });
  await server.db.transaction((tx) => replacePhones(tx, keys, relation, [phone]));
  return { customerId: customer.id, relation };
}

async function findByPhone(keys: DataKeys, phone: string): Promise<string[]> {
  const filter = { phoneHashes: phoneHashes(keys, phone) };
  return (await listCustomerIds(server.db.read, server.deps, filter, { kind: 'all' }, { limit: 10 })).ids;
}

test('after DATA_KEY was changed, what the old key wrote is found and read, and a reading of WeCom changes nothing', async () => {
  const { customerId, relation } = await givenPhone(old, PHONE);
  expect(await findByPhone(both, '+86 138-1234-5678')).toEqual([customerId]);
  expect(await readPhones(server.db.read, both, customerId)).toMatchObject([{ phone: PHONE }]);
  expect(await server.db.transaction((tx) => replacePhones(tx, both, relation, [PHONE]))).toBe(false);
});

/** A message each, encrypted with these keys; null: not at all. */
async function givenChats(keys: (DataKeys | null)[]) {
  const rows = keys.map((one, index) => ({
    position: index + 1,
    msg_id: `m${index}`,
    conversation_id: newId(),
    sender_kind: 'customer',
    sender_id: 'wm',
    sent_at: 1,
    type: 'text',
    ...storeContent({ kind: 'text', text: one ? `第 ${index} 句` : '明文' }, one ?? old, one !== null),
  }));
  await server.db.transaction((tx) => insertRows(tx, 'chat_message', rows));
}

const chats = async (keys: DataKeys) => (await readMessagesAsStored()).map((row) => textOf(readContent(row, keys)));
const readMessagesAsStored = () =>
  select<{ content: string; is_encrypted: number }>(
    server.db.read,
    'SELECT content, is_encrypted FROM chat_message ORDER BY position',
  );

test('once everything is encrypted anew, the old key is not needed any more', async () => {
  const many = await Promise.all(Array.from({ length: 5 }, (_, n) => givenPhone(old, `1390000000${n}`)));
  const recent = await givenPhone(both, '13700000000');
  await server.deliverCallback(CALLBACK);
  await givenChats([...Array.from({ length: 5 }, () => old), both, null]);
  await server.db.transaction((tx) =>
    insertRows(tx, 'wecom_credential', [
      { name: 'access_token:old', value: old.encryptText('token') },
      { name: 'access_token:new', value: both.encryptText('token') },
    ]),
  );
  // No text in any encoding.
  const fileKey = Buffer.alloc(32, 0xf9);
  await server.db.transaction((tx) => insertRows(tx, 'chat_media', [fileRow(old.encrypt(fileKey)), fileRow(null)]));
  await server.db.transaction((tx) => insertRows(tx, 'chat_export', [exportRow(old.encrypt(fileKey))]));
  await expect(guardInstallation(server.db, onlyNew, server.config)).rejects.toThrow('DATA_KEY');

  // The first time somebody pulls the plug after the first portion.
  const small = sealedColumns.map((column) => ({ ...column, portion: 2 }));
  await expect(
    resealColumn(server.db, both, small[0]!, () => {
      throw new Error('power cut');
    }),
  ).rejects.toThrow('power cut');
  const changed: number[] = [];
  for (const column of small) changed.push(await resealColumn(server.db, both, column));
  await forgetStaleCredentials(server.db, both);
  await resealKeyCheck(server.db, both);
  // Six numbers of the old key, two of them before the power cut; the one of the new key was left alone. No webhook; one callback; one of two
  // files is sealed, and its name; an export; five messages.
  expect(changed).toEqual([4, 0, 1, 1, 1, 1, 5]);
  for (const table of ['chat_media', 'chat_export']) {
    const sealed = await select<{ file_key: string }>(
      server.db.read,
      `SELECT file_key FROM ${table} WHERE file_key IS NOT NULL`,
    );
    expect(sealed.map(({ file_key }) => onlyNew.decrypt(Buffer.from(file_key, 'base64')))).toEqual([fileKey]);
  }
  const [file] = await select<{ sealed_name: string }>(
    server.db.read,
    'SELECT sealed_name FROM chat_media WHERE sealed_name IS NOT NULL',
  );
  expect(onlyNew.decryptText(file!.sealed_name)).toBe('合同.pdf');

  for (const [n, { customerId }] of many.entries()) {
    expect(await findByPhone(onlyNew, `1390000000${n}`)).toEqual([customerId]);
    expect(await readPhones(server.db.read, onlyNew, customerId)).toMatchObject([{ phone: `1390000000${n}` }]);
  }
  expect(await findByPhone(onlyNew, '13700000000')).toEqual([recent.customerId]);
  const [callback] = await select<{ body: Buffer }>(server.db.read, 'SELECT body FROM inbox');
  expect(onlyNew.decrypt(Buffer.from(callback!.body)).toString()).toBe(CALLBACK);
  expect(await chats(onlyNew)).toEqual(['第 0 句', '第 1 句', '第 2 句', '第 3 句', '第 4 句', '第 5 句', '明文']);
  const credentials = await select(server.db.read, 'SELECT name FROM wecom_credential WHERE value IS NOT NULL');
  expect(credentials).toEqual([{ name: 'access_token:new' }]);
  await guardInstallation(server.db, onlyNew, server.config);
});

test('data under a key that nobody gave stops the change before anything is lost', async () => {
  const stranger = new DataKeys(randomBytes(32));
  await server.db.transaction((tx) =>
    insertRows(tx, 'customer_phone', [
      {
        id: newId(),
        customer_id: newId(),
        follow_user_id: newId(),
        phone_hash: 'x',
        phone_encrypted: stranger.encryptText(PHONE),
      },
    ]),
  );
  await expect(resealColumn(server.db, both, sealedColumns[0]!)).rejects.toThrow(/add it to DATA_KEYS/);
});

const fileRow = (fileKey: Buffer | null) => ({
  id: newId(),
  digest: newId(),
  file_id: 'file',
  conversation_id: newId(),
  kind: 'image',
  name: '',
  status: 'stored',
  attempts: 1,
  next_attempt_at: 0,
  expires_at: 0,
  is_verified: 1,
  file_key: fileKey && fileKey.toString('base64'),
  sealed_name: fileKey && old.encryptText('合同.pdf'),
});

const exportRow = (fileKey: Buffer) => ({
  id: newId(),
  conversation_id: newId(),
  from_at: 0,
  to_at: 1,
  reason: '',
  state: 'ready',
  asked_by: 'boss',
  asked_at: 0,
  file_key: fileKey.toString('base64'),
});
