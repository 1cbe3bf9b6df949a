import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callControl } from '../control/client.ts';
import { demoCredentials } from '../credentials.ts';
import { startReceiver, type Receiver } from '../test/receiver.ts';
import { signIn } from '../test/start-test-sandbox.ts';
import { startSandbox } from '../start-sandbox.ts';

let folder: string;
let receiver: Receiver;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-state-'));
  receiver = await startReceiver(demoCredentials);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The real command in a process of its own; resolves with its first line. */
async function startCommand(...args: string[]): Promise<{ child: ChildProcess; line: Record<string, string> }> {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--conditions=zhike-source', '--import', 'tsx', main, '--port', '0', '--quiet', ...args],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  children.push(child);
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (part: Buffer) => {
      text += part.toString();
      if (text.includes('\n')) resolve(text.split('\n')[0] ?? '');
    });
    child.on('exit', (code) => reject(new Error(`exited with ${code}`)));
  });
  return { child, line: JSON.parse(line) as Record<string, string> };
}

test('everything is there again after kill -9, a second later at most; a waiting callback is still delivered', async () => {
  const state = join(folder, 'state.sqlite');
  const args = ['--state', state, '--callback-url', receiver.url];
  const first = await startCommand(...args);
  const control = callControl(first.line.api ?? '');
  const api = await signIn(first.line.api ?? '', first.line.corpId ?? '', first.line.agentSecret ?? '');
  await control('POST /control/members', { body: { userId: 'zhangsan', name: '张三' } });
  const { externalUserId } = await control('POST /control/customers', { body: { name: '林晓雨' } });
  const way = await api.post('/cgi-bin/externalcontact/add_contact_way', {
    type: 1,
    scene: 2,
    user: ['zhangsan'],
    state: 'c1',
  });
  await control('POST /control/scan', { body: { externalUserId, configId: String(way.config_id) } });
  await receiver.waitFor(2);
  await control('POST /control/clock', { body: { advanceMs: 86_400_000 } });
  await control('POST /control/faults', { body: { callback: { outage: true } } });
  await control('POST /control/settings', { body: { callbackRetryMs: 60_000 } });
  await control('POST /control/friends/edit', { body: { externalUserId, userId: 'zhangsan', remark: '林姐' } });
  await sleep(1_000);
  first.child.kill('SIGKILL');

  const second = await startSandbox({ stateFile: state, callbackUrl: receiver.url });
  try {
    expect(second.clock.offsetMs).toBeGreaterThanOrEqual(86_400_000);
    expect(await second.control('GET /control/counts')).toMatchObject({
      members: 1,
      customers: 1,
      relations: 1,
      contactWays: 1,
      callbacksWaiting: 1,
    });
    const relation = await second.control('GET /control/relations/:userId/:externalUserId', {
      params: { userId: 'zhangsan', externalUserId },
    });
    expect(relation).toMatchObject({ remark: '林姐', channelState: 'c1', state: 'friend' });
    const chat = await second.control('GET /control/chats', { query: { member: 'zhangsan' } });
    expect(chat.items).toMatchObject([{ customerName: '林晓雨', messageCount: 1 }]);
    await second.control('POST /control/faults/clear');
    await second.control('POST /control/settings', { body: { callbackRetryMs: 20 } });
  } finally {
    await second.close();
  }
  // Its first attempt after the restart met the outage; the next start finds none.
  const third = await startSandbox({ stateFile: state, callbackUrl: receiver.url });
  await receiver.waitFor(3);
  await third.control('POST /control/wait-until-idle', { body: {} });
  expect(receiver.changes()).toEqual(['subscribe', 'add_external_contact', 'edit_external_contact']);
  expect((await third.control('GET /control/counts')).callbacksWaiting).toBe(0);
  await third.close();
});

test('the demo corp is made once, and a reset makes it again', async () => {
  const stateFile = join(folder, 'demo.sqlite');
  const first = await startSandbox({ stateFile, demo: true });
  await first.control('POST /control/customers', { body: { name: '新来的' } });
  const customers = (await first.control('GET /control/counts')).customers;
  const groups = [...first.state.groups.values()];
  await first.close();
  const second = await startSandbox({ stateFile, demo: true });
  expect([...second.state.groups.all()], 'groups with their members and versions').toEqual(groups);
  expect((await second.control('GET /control/counts')).customers).toBe(customers);
  expect((await second.control('POST /control/reset')).counts.customers).toBe(customers - 1);
  await second.close();
});

test('the state of another corp is refused with a sentence', async () => {
  const stateFile = join(folder, 'state.sqlite');
  await (await startSandbox({ stateFile })).close();
  await expect(startSandbox({ stateFile, credentials: { corpId: 'ww0000000000000000' } })).rejects.toThrow(
    'another corp',
  );
});

test('the command ends with its parent, and --exit-with-parent ends it when standard input closes', async () => {
  const { child } = await startCommand('--exit-with-parent');
  const ended = new Promise((resolve) => child.on('exit', resolve));
  child.stdin?.end();
  expect(await ended).toBe(0);
});

test('mass messages, moments and chats of friends are there again with the next start', async () => {
  const stateFile = join(folder, 'state.sqlite');
  const settings = { massDispatchMs: 0, momentJobMs: 0 };
  const first = await startSandbox({ stateFile, settings });
  const api = await signIn(first.origin, first.credentials.corpId, first.credentials.agentSecret);
  await first.control('POST /control/members', { body: { userId: 'lina', name: '李娜', departments: [1] } });
  const [lin, gu] = await Promise.all(
    ['林晓雨', '顾言'].map(
      async (name) => (await first.control('POST /control/customers', { body: { name } })).externalUserId,
    ),
  );
  if (!lin || !gu) throw new Error('two customers are missing');
  await first.control('POST /control/friends/add', { body: { userId: 'lina', externalUserId: lin } });
  const text = { content: '春季新品' };
  const { msgid } = await api.post('/cgi-bin/externalcontact/add_msg_template', { text, sender: 'lina' });
  const { jobid } = await api.post('/cgi-bin/externalcontact/add_moment_task', { text });
  await first.control('POST /control/customers/:externalUserId/friend-chats/:otherId/messages', {
    params: { externalUserId: lin, otherId: gu },
    body: { text: '看看这个' },
  });
  await first.close();

  const second = await startSandbox({ stateFile });
  const userId = 'lina';
  const sent = await second.control('POST /control/members/:userId/mass-tasks/:msgId/send', {
    params: { userId, msgId: String(msgid) },
    body: {},
  });
  expect(sent).toMatchObject({ status: 'sent', receivers: [{ id: lin, status: 1 }] });
  const { items, waiting } = await second.control('GET /control/members/:userId/moments', { params: { userId } });
  expect([items, waiting]).toMatchObject([[{ text: '春季新品', status: 'waiting' }], 1]);
  const next = await signIn(second.origin, second.credentials.corpId, second.credentials.agentSecret);
  expect(await next.get('/cgi-bin/externalcontact/get_moment_task_result', { jobid: String(jobid) })).toMatchObject({
    status: 3,
  });
  const chats = await second.control('GET /control/customers/:externalUserId/friend-chats', {
    params: { externalUserId: gu },
  });
  expect(chats.items).toMatchObject([{ externalUserId: lin, lastMessage: { content: { text: '看看这个' } } }]);
  await second.close();
});
