import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as auditContracts from '@zhike/shared/contracts/audit';
import * as contracts from '@zhike/shared/contracts/chat';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { execute, select } from '../../platform/database/sql.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { hourStarted } from '../../platform/scheduler/events.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { type GivenMessage, givenMessage } from '../../test/given-message.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { DepartmentRow } from '../corp/entity.ts';

let server: TestServer;
let wang: string;
let conversationId: string;

beforeEach(() => start());
afterEach(() => server.close());

async function start(env: Record<string, string> = {}) {
  server = await startTestServer({ env });
  await server.db.transaction(async (tx) => {
    for (const [id, name, parentId] of [
      [1, '公司', 0],
      [2, '销售部', 1],
      [3, '客服部', 1],
    ] as const)
      await tx.insert(DepartmentRow, { id, name, parentId, sort: 0, deletedAt: null });
  });
  await givenMember(server, { userId: 'admin', name: '管理员', role: 'admin', departmentId: 1 });
  await givenMember(server, { userId: 'second', name: '第二位管理员', role: 'admin', departmentId: 1 });
  await givenMember(server, { userId: 'boss', name: '主管', departmentId: 2, isLeader: true });
  await givenMember(server, { userId: 'elsewhere', name: '客服主管', departmentId: 3, isLeader: true });
  await givenMember(server, { userId: 'rep', name: '张伟', departmentId: 2 });
  wang = (await givenCustomer(server, { name: '王<b>女士</b>', friendsOf: ['rep'], ownerUserId: 'rep' })).id;
  await say('你好,<script>alert("x")</script>');
  await say('您好', { by: 'member' });
  const chats = await server.api.as('admin').call(contracts.searchChats, { body: { customerId: wang } });
  conversationId = chats.body.items[0]!.id;
}

const say = (text: string, fields: Partial<GivenMessage> = {}) =>
  givenMessage(server, { customerId: wang, text, ...fields });
const DAY = 24 * 3_600_000;
const ask = (userId: string) =>
  server.api.as(userId).call(contracts.requestChatExport, {
    body: {
      conversationId,
      from: server.clock.now() - DAY,
      to: server.clock.now() + DAY,
      reason: '客户投诉取证',
    },
  });
const decide = (userId: string, exportId: string, decision: 'approved' | 'refused' = 'approved') =>
  server.api.as(userId).call(contracts.decideChatExport, { params: { exportId }, body: { decision, note: '同意' } });
const list = async (userId: string, body: object = {}) =>
  (await server.api.as(userId).call(contracts.listChatExports, { body })).body.items;
async function take(userId: string, exportId: string) {
  const answer = await fetch(`${server.origin}/api/chat-exports/${exportId}/file`, {
    headers: await server.api.as(userId).headers(),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, code: answer.ok ? '' : JSON.parse(text).code };
}
async function givenReady(): Promise<string> {
  const { id } = (await ask('boss')).body;
  await decide('admin', id);
  await server.settle();
  return id;
}
const noticesOf = async (userId: string) =>
  (
    await select<{ title: string }>(
      server.db.read,
      "SELECT title FROM notice WHERE user_id = ? AND kind = 'chat_export' ORDER BY id",
      [userId],
    )
  ).map(({ title }) => title);
const change = (sql: string, values: (string | number | null)[] = []) =>
  server.db.transaction((tx) => execute(tx, sql, values));

test('a leader asks, an admin approves, the leader takes the file; each step is told and in the log', async () => {
  await change("UPDATE chat_message SET revoked_at = ? WHERE sender_kind = 'member'", [server.clock.now()]);
  const asked = await ask('boss');
  expect(asked.body).toMatchObject({
    state: 'waiting',
    askedBy: { name: '主管' },
    can: { decide: false, download: false },
  });
  const { id } = asked.body;
  expect(await noticesOf('admin')).toEqual(['有一项会话导出等待审批']);
  expect(await noticesOf('second')).toHaveLength(1);
  expect(await take('boss', id)).toMatchObject({ status: 409, code: 'chat_export.not_ready' });
  expect((await list('admin'))[0]).toMatchObject({ id, can: { decide: true, download: false } });
  expect((await decide('admin', id)).body).toMatchObject({
    state: 'approved',
    decidedBy: { name: '管理员' },
    note: '同意',
  });
  await server.settle();
  expect((await list('boss'))[0]).toMatchObject({ state: 'ready', messages: 2, can: { download: true } });
  expect(await noticesOf('boss')).toEqual(['会话导出已获批准', '会话导出文件已生成']);

  const file = await take('boss', id);
  expect(file.status).toBe(200);
  expect(file.headers.get('content-disposition')).toContain('attachment');
  expect(file.text).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
  expect(file.text).not.toMatch(/<script|<b>女士/);
  expect(file.text).toContain('张伟');
  expect(file.text).toMatch(/已于 .* 撤回/);
  expect(file.text).toContain('客户投诉取证');
  expect(file.text).toContain('共 2 条消息');

  const log = await server.api.as('admin').call(auditContracts.listAuditLog, { query: {} });
  const steps = log.body.items.filter(({ action }) => action.startsWith('chat_export.'));
  expect(steps.map(({ action, actor }) => [action, actor?.userId ?? null]).toReversed()).toEqual([
    ['chat_export.request', 'boss'],
    ['chat_export.approve', 'admin'],
    ['chat_export.write', null],
    ['chat_export.download', 'boss'],
  ]);
});

test('nobody decides what they asked for, nobody decides twice, and nobody but the asker takes the file', async () => {
  const own = (await ask('admin')).body.id;
  expect(await decide('admin', own)).toMatchObject({ status: 403, body: { code: 'chat_export.own_request' } });
  expect((await decide('second', own, 'refused')).status).toBe(200);
  expect(await decide('second', own)).toMatchObject({ status: 409, body: { code: 'chat_export.decided' } });
  expect(await noticesOf('admin')).toEqual(['会话导出被拒绝']);
  expect((await decide('boss', own)).status).toBe(403);
  const id = await givenReady();
  for (const userId of ['admin', 'second', 'elsewhere'])
    expect(await take(userId, id)).toMatchObject({ status: 404, code: 'chat_export.not_found' });
  expect((await take('rep', id)).status).toBe(403);
  expect((await list('elsewhere')).map((one) => one.id)).toEqual([]);
  expect((await list('boss')).map((one) => one.id)).toEqual([id]);
  expect((await list('admin', { state: 'refused' })).map((one) => one.id)).toEqual([own]);
});

test('what one may not see, or what the customer has not agreed to, cannot be asked for', async () => {
  expect((await ask('rep')).status).toBe(403);
  expect(await ask('elsewhere')).toMatchObject({ status: 404, body: { code: 'chat.not_found' } });
  await change("UPDATE chat_conversation SET consent = 'refused'");
  expect(await ask('boss')).toMatchObject({ status: 403, body: { code: 'chat.no_consent' } });
  expect(await list('admin')).toEqual([]);
});

test('when consent is taken back before the file is written, none is; afterwards it is not given out', async () => {
  const { id } = (await ask('boss')).body;
  await change("UPDATE chat_conversation SET consent = 'refused'");
  await decide('admin', id);
  await server.settle();
  expect((await list('boss'))[0]).toMatchObject({ state: 'failed', note: '对方没有同意存档会话内容' });
  expect(await noticesOf('boss')).toContain('会话导出没有完成');
  expect(await readdir(join(server.config.dataDir, 'chat-exports')).catch(() => [])).toEqual([]);
  await change("UPDATE chat_conversation SET consent = 'agreed'");
  const later = await givenReady();
  await change("UPDATE chat_conversation SET consent = 'refused'");
  expect(await take('boss', later)).toMatchObject({ status: 403, code: 'chat.no_consent' });
});

test('a file with the words of somebody who refuses by now is not given out; one written anew is without them', async () => {
  const id = await givenReady();
  await change(
    "INSERT INTO chat_consent (conversation_id, external_user_id, status, changed_at) VALUES (?, ?, 'refused', 1)",
    [conversationId, wang],
  );
  expect(await take('boss', id)).toMatchObject({ status: 409, code: 'chat_export.refused_since' });
  const anew = await take('boss', await givenReady());
  expect(anew.status).toBe(200);
  expect(anew.text).toContain('共 1 条消息');
  expect(anew.text).not.toContain('alert');
});

test('a process that dies while writing leaves nothing that counts: another writes the file from its beginning', async () => {
  const id = await givenReady();
  const whole = (await take('boss', id)).text;
  const folder = join(server.config.dataDir, 'chat-exports');
  await rm(join(folder, `${id}.html`));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${id}.dead.part`), whole.slice(0, 300));
  await change("UPDATE chat_export SET state = 'approved', messages = NULL, expires_at = NULL WHERE id = ?", [id]);
  expect(await take('boss', id)).toMatchObject({ status: 409 });
  await change(
    "UPDATE outbox_command SET status = 'sending', lease_owner = 'somebody-dead', lease_until = 1, finished_at = NULL WHERE name = 'write-chat-export'",
  );
  await server.settle();
  const again = await take('boss', id);
  expect(again.status).toBe(200);
  expect(again.text).toContain('共 2 条消息');
  expect(again.text).toMatch(/<\/html>\s*$/);
});

test('with CHAT_ENCRYPTION nothing of an export can be read where it lies, and it is given out as it was written', async () => {
  await server.close();
  await start({ CHAT_ENCRYPTION: '1' });
  const id = await givenReady();
  const folder = join(server.config.dataDir, 'chat-exports');
  const [name] = await readdir(folder);
  expect((await readFile(join(folder, name!))).includes('共 2 条消息')).toBe(false);
  const file = await take('boss', id);
  expect(file.text).toContain('共 2 条消息');
  expect(file.headers.get('content-length')).toBe(String(Buffer.byteLength(file.text)));
  // A second try that comes late has a key of its own, and harms nothing.
  await writeFile(join(folder, `${id}.${'0'.repeat(16)}.sealed`), 'of another try');
  expect((await take('boss', id)).status).toBe(200);
  await change('UPDATE chat_export SET expires_at = ?', [server.clock.now() - 1]);
  await server.db.transaction((tx) => recordEvent(tx, hourStarted({ occurredAt: server.clock.now(), payload: {} })));
  await server.settle();
  expect(await readdir(folder)).toEqual([]);
});

test('after seven days the file is gone, and the request says so', async () => {
  const id = await givenReady();
  const [view] = await list('boss');
  expect(view!.expiresAt! - server.clock.now()).toBeGreaterThan(6.9 * DAY);
  await change('UPDATE chat_export SET expires_at = ?', [server.clock.now() - 1]);
  expect(await take('boss', id)).toMatchObject({ status: 409, code: 'chat_export.expired' });
  expect((await list('boss', { state: 'expired' })).map((one) => one.id)).toEqual([id]);
  await server.db.transaction((tx) => recordEvent(tx, hourStarted({ occurredAt: server.clock.now(), payload: {} })));
  await server.settle();
  expect(await readdir(join(server.config.dataDir, 'chat-exports'))).toEqual([]);
  expect((await list('boss'))[0]).toMatchObject({ state: 'expired', can: { download: false } });
});
