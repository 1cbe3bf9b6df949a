import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../test/start-test-sandbox.ts';

let running: TestSandbox;
beforeEach(async () => {
  running = await startTestSandbox();
});
afterEach(() => running.close());

const welcome = (code: string | undefined, text = '欢迎') =>
  running.api.post('/cgi-bin/externalcontact/send_welcome_msg', { welcome_code: code, text: { content: text } });

describe('a customer scans a contact way', () => {
  test('the receiver hears of it once, with state and welcome code; the API shows the friend; the welcome arrives', async () => {
    const userId = await running.member();
    const externalUserId = await running.customer();
    const configId = await running.contactWay([userId], { state: '春季展会' });
    const outcome = await running.control('POST /control/scan', { body: { externalUserId, configId } });
    expect(outcome).toMatchObject({ outcome: 'added', userId, welcomeCode: true });
    const [callback] = await running.receiver.waitFor(1);
    expect(callback?.changeType).toBe('add_external_contact');
    expect(callback?.field('UserID')).toBe(userId);
    expect(callback?.field('ExternalUserID')).toBe(externalUserId);
    expect(callback?.field('State')).toBe('春季展会');
    expect(callback?.envelope).not.toContain('AgentID');

    const detail = await running.api.get('/cgi-bin/externalcontact/get', { external_userid: externalUserId });
    expect(detail).toMatchObject({
      errcode: 0,
      external_contact: { name: '林晓雨', type: 1 },
      follow_user: [{ userid: userId, state: '春季展会', add_way: 1, oper_userid: externalUserId }],
    });

    expect(await welcome(callback?.field('WelcomeCode'), '您好,欢迎')).toMatchObject({ errcode: 0 });
    const chat = await running.control('GET /control/chats/:userId/:externalUserId/messages', {
      params: { userId, externalUserId },
    });
    expect(chat.items.map((message) => [message.via, message.content])).toEqual([
      ['notice', { kind: 'text', text: '张三 与 林晓雨 已成为好友,现在可以开始聊天了' }],
      ['welcome', { kind: 'text', text: '您好,欢迎' }],
    ]);
    await running.idle();
    expect(running.receiver.received).toHaveLength(1);
  });

  test('scanning again only opens the chat', async () => {
    const userId = await running.member();
    const externalUserId = await running.customer();
    const configId = await running.contactWay([userId]);
    await running.control('POST /control/scan', { body: { externalUserId, configId } });
    const again = await running.control('POST /control/scan', { body: { externalUserId, configId } });
    expect(again).toMatchObject({ outcome: 'already_friends', callbacks: [] });
  });

  test('a code that wants verification waits for the member', async () => {
    const userId = await running.member();
    const externalUserId = await running.customer();
    const configId = await running.contactWay([userId], { skip_verify: false, state: 's' });
    const scanned = await running.control('POST /control/scan', { body: { externalUserId, configId } });
    expect(scanned).toMatchObject({ outcome: 'waiting', callbacks: [] });
    expect(await running.api.get('/cgi-bin/externalcontact/get', { external_userid: externalUserId })).toMatchObject({
      errcode: 84061,
    });
    await running.control('POST /control/friends/confirm', { body: { externalUserId, userId } });
    const [callback] = await running.receiver.waitFor(1);
    expect(callback?.changeType).toBe('add_external_contact');
    expect(callback?.field('State')).toBe('s');
  });

  test('of several members one active, visible one is chosen; none left is told to the customer', async () => {
    await running.member('a');
    await running.member('b');
    const configId = await running.contactWay(['a', 'b']);
    await running.control('POST /control/members/:userId', { params: { userId: 'a' }, body: { status: 5 } });
    const externalUserId = await running.customer();
    expect(await running.control('POST /control/scan/preview', { body: { externalUserId, configId } })).toMatchObject({
      member: { userId: 'b' },
    });
    await running.control('POST /control/members/:userId', { params: { userId: 'b' }, body: { visible: false } });
    await expect(running.control('POST /control/scan', { body: { externalUserId, configId } })).rejects.toThrow(
      '没有可接待的成员',
    );
  });

  test('the other reading of the documents: half-added first, then added, one code in all', async () => {
    await running.control('POST /control/settings', { body: { skipVerifyEvents: 'half_then_full' } });
    const userId = await running.member();
    const externalUserId = await running.customer();
    const configId = await running.contactWay([userId]);
    await running.control('POST /control/scan', { body: { externalUserId, configId } });
    const received = await running.receiver.waitFor(2);
    expect(received.map((callback) => callback.changeType).toSorted()).toEqual([
      'add_external_contact',
      'add_half_external_contact',
    ]);
    expect(received.filter((callback) => callback.field('WelcomeCode'))).toHaveLength(1);
  });
});

describe('a welcome code', () => {
  async function freshCode(
    userId = 'zhangsan',
  ): Promise<{ code: string | undefined; externalUserId: string; userId: string }> {
    await running.member(userId);
    const externalUserId = await running.customer();
    await running.control('POST /control/friends/add', { body: { externalUserId, userId } });
    const [callback] = await running.receiver.waitFor(1);
    return { code: callback?.field('WelcomeCode'), externalUserId, userId };
  }

  test('ends after 20 seconds of the sandbox clock', async () => {
    const { code } = await freshCode();
    await running.control('POST /control/clock', { body: { advanceMs: 19_000 } });
    expect(await welcome(code, '')).toMatchObject({ errcode: 40063 });
    await running.control('POST /control/clock', { body: { advanceMs: 1_001 } });
    expect(await welcome(code)).toMatchObject({ errcode: 41050 });
  });

  test('works once, and not after the two began to chat', async () => {
    const first = await freshCode();
    expect(await welcome(first.code)).toMatchObject({ errcode: 0 });
    expect(await welcome(first.code)).toMatchObject({ errcode: 41051 });
    running.receiver.received.length = 0;
    const second = await freshCode('lisi');
    await running.control('POST /control/chats/:userId/:externalUserId/messages', {
      params: { userId: second.userId, externalUserId: second.externalUserId },
      body: { from: 'customer', text: '你好' },
    });
    expect(await welcome(second.code)).toMatchObject({ errcode: 41051 });
  });

  test('is not lost by a message with a broken attachment', async () => {
    const { code } = await freshCode();
    const broken = { welcome_code: code, attachments: [{ msgtype: 'image', image: { media_id: 'nothing' } }] };
    expect(await running.api.post('/cgi-bin/externalcontact/send_welcome_msg', broken)).toMatchObject({
      errcode: 40007,
    });
    expect(await welcome(code)).toMatchObject({ errcode: 0 });
  });

  test('is absent when the console welcomes, and for partners; unknown codes are 41050, missing ones 41049', async () => {
    const userId = await running.member('zhangsan', { consoleWelcome: '后台欢迎语' });
    const externalUserId = await running.customer();
    const added = await running.control('POST /control/friends/add', { body: { externalUserId, userId } });
    expect(added.welcomeCode).toBe(false);
    const [callback] = await running.receiver.waitFor(1);
    expect(callback?.message).not.toContain('WelcomeCode');
    await running.member('lisi');
    const partner = await running.customer('采购', { type: 2, corpName: '友邻' });
    expect(
      (await running.control('POST /control/friends/add', { body: { externalUserId: partner, userId: 'lisi' } }))
        .welcomeCode,
    ).toBe(false);
    expect(await welcome('nothing')).toMatchObject({ errcode: 41050 });
    expect(await welcome(undefined)).toMatchObject({ errcode: 41049 });
  });

  test('waits for consent where chats are archived; consent is told with a code of its own', async () => {
    const userId = await running.member('zhangsan', { archived: true });
    const externalUserId = await running.customer();
    await running.control('POST /control/friends/add', { body: { externalUserId, userId } });
    const [added] = await running.receiver.waitFor(1);
    expect(await welcome(added?.field('WelcomeCode'))).toMatchObject({ errcode: 41053 });
    await running.control('POST /control/friends/consent', { body: { externalUserId, userId } });
    const approved = (await running.receiver.waitFor(2))[1];
    expect(approved?.changeType).toBe('msg_audit_approved');
    expect(await welcome(approved?.field('WelcomeCode'))).toMatchObject({ errcode: 0 });
  });
});

describe('friendships end', () => {
  const get = (externalUserId: string) =>
    running.api.get('/cgi-bin/externalcontact/get', { external_userid: externalUserId });

  test('deleted by the customer: told as del_follow_user, and the API still answers', async () => {
    const userId = await running.member();
    const externalUserId = await running.customer();
    await running.control('POST /control/friends/add', { body: { externalUserId, userId } });
    await running.control('POST /control/friends/delete', { body: { externalUserId, userId, by: 'customer' } });
    expect((await running.receiver.waitFor(2))[1]?.changeType).toBe('del_follow_user');
    expect(await get(externalUserId)).toMatchObject({ errcode: 0 });
    await expect(
      running.control('POST /control/chats/:userId/:externalUserId/messages', {
        params: { userId, externalUserId },
        body: { from: 'member', text: '在吗' },
      }),
    ).rejects.toThrow('对方已删除你');
    // She can come back.
    await running.control('POST /control/friends/add', { body: { externalUserId, userId } });
    expect((await running.receiver.waitFor(3))[2]?.changeType).toBe('add_external_contact');
  });

  test('deleted by the member: told as del_external_contact, and the API answers 84061', async () => {
    const userId = await running.member();
    const externalUserId = await running.customer();
    await running.control('POST /control/friends/add', { body: { externalUserId, userId } });
    await running.control('POST /control/friends/delete', { body: { externalUserId, userId, by: 'member' } });
    const deleted = (await running.receiver.waitFor(2))[1];
    expect(deleted?.changeType).toBe('del_external_contact');
    expect(deleted?.message).not.toContain('Source');
    expect(await get(externalUserId)).toMatchObject({ errcode: 84061 });
    expect(await running.api.get('/cgi-bin/externalcontact/list', { userid: userId })).toMatchObject({
      errcode: 84061,
    });
  });

  test('half-added: told with a code, unreadable until confirmed, and welcomed only once', async () => {
    const userId = await running.member();
    const externalUserId = await running.customer();
    await running.control('POST /control/friends/half-add', { body: { externalUserId, userId, state: 'x' } });
    const [half] = await running.receiver.waitFor(1);
    expect(half?.changeType).toBe('add_half_external_contact');
    expect(await get(externalUserId)).toMatchObject({ errcode: 84061 });
    expect(await welcome(half?.field('WelcomeCode'))).toMatchObject({ errcode: 0 });
    await running.control('POST /control/friends/confirm', { body: { externalUserId, userId } });
    const full = (await running.receiver.waitFor(2))[1];
    expect(full?.changeType).toBe('add_external_contact');
    expect(full?.message).not.toContain('WelcomeCode');
  });
});

test('editing in the client is told once, and not when nothing changed', async () => {
  const userId = await running.member();
  const externalUserId = await running.customer();
  await running.control('POST /control/friends/add', { body: { externalUserId, userId } });
  const edit = { externalUserId, userId, remark: '林姐', mobiles: ['13800000000'] };
  await running.control('POST /control/friends/edit', { body: edit });
  expect((await running.receiver.waitFor(2))[1]?.changeType).toBe('edit_external_contact');
  expect(await running.control('POST /control/friends/edit', { body: edit })).toMatchObject({ callbacks: [] });
  const detail = await running.api.get('/cgi-bin/externalcontact/get', { external_userid: externalUserId });
  expect(detail.follow_user).toMatchObject([{ remark: '林姐', remark_mobiles: ['13800000000'] }]);
});

test('customers of members outside the visible range bring no callback', async () => {
  const userId = await running.member('hidden', { visible: false });
  const externalUserId = await running.customer();
  expect(await running.control('POST /control/friends/add', { body: { externalUserId, userId } })).toMatchObject({
    callbacks: [],
  });
  expect(await running.api.get('/cgi-bin/externalcontact/get', { external_userid: externalUserId })).toMatchObject({
    errcode: 40096,
  });
});

test('members joining and leaving the range are told to the app itself', async () => {
  await running.control('POST /control/members', { body: { name: '李四', userId: 'lisi' } });
  await running.control('POST /control/members/:userId', { params: { userId: 'lisi' }, body: { visible: false } });
  const received = await running.receiver.waitFor(2);
  expect(running.receiver.changes()).toEqual(['subscribe', 'unsubscribe']);
  expect(received[0]?.field('FromUserName')).toBe('lisi');
  expect(received[0]?.field('AgentID')).toBe(String(running.credentials.agentId));
  expect(received[0]?.envelope).toContain('<AgentID>');
});
