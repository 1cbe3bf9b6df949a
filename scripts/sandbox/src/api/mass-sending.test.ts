import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { onePixel, startTestSandbox, type TestSandbox } from '../test/start-test-sandbox.ts';

let running: TestSandbox;
let lin: string;
let gu: string;

beforeEach(async () => {
  running = await startTestSandbox({ settings: { massDispatchMs: 0 } });
  await running.member('lina', { name: '李娜' });
  await running.member('zhangwei', { name: '张伟' });
  lin = await running.customer('林晓雨');
  gu = await running.customer('顾言');
  await befriend('lina', lin);
  await befriend('lina', gu);
});
afterEach(() => running.close());

const befriend = (userId: string, externalUserId: string) =>
  running.control('POST /control/friends/add', { body: { userId, externalUserId } });
const call = (name: string, body: Record<string, unknown>) =>
  running.api.post(`/cgi-bin/externalcontact/${name}`, body);
const create = (more: Record<string, unknown> = {}) =>
  call('add_msg_template', { text: { content: '春季新品到店' }, ...more });
const created = async (more: Record<string, unknown> = {}) => {
  const answer = await create(more);
  expect(answer).toMatchObject({ errcode: 0 });
  return String(answer.msgid);
};
const confirm = (userId: string, msgId: string, receivers?: string[]) =>
  running.control('POST /control/members/:userId/mass-tasks/:msgId/send', {
    params: { userId, msgId },
    body: receivers ? { receivers } : {},
  });
const tasksOf = (userId: string) => running.control('GET /control/members/:userId/mass-tasks', { params: { userId } });
const massMessagesTo = async (userId: string, externalUserId: string) => {
  const { items } = await running.control('GET /control/chats/:userId/:externalUserId/messages', {
    params: { userId, externalUserId },
  });
  return items.filter((message) => message.via === 'mass');
};
const resultOf = async (msgId: string, userId: string) => {
  const { send_list: list } = await call('get_groupmsg_send_result', { msgid: msgId, userid: userId });
  return (list as { external_userid: string; status: number }[]).map((row) => row.status);
};
const unfriend = (externalUserId: string, by: 'member' | 'customer' = 'customer') =>
  running.control('POST /control/friends/delete', { body: { userId: 'lina', externalUserId, by } });
const advance = (advanceMs: number) => running.control('POST /control/clock', { body: { advanceMs } });
const moveTo = (moment: string) => running.control('POST /control/clock', { body: { set: Date.parse(moment) } });

describe('creating', () => {
  test('sends nothing; the member confirms, and text and attachments arrive as hers', async () => {
    const upload = await running.api.upload('/cgi-bin/media/upload', { type: 'image' }, 'a.png', onePixel);
    const attachments = [
      { msgtype: 'image', image: { media_id: upload.media_id } },
      { msgtype: 'link', link: { title: '手册', url: 'http://127.0.0.1:3000/v/1' } },
    ];
    const msgId = await created({ sender: 'lina', external_userid: [lin, gu], attachments });
    expect(await massMessagesTo('lina', lin)).toEqual([]);
    expect(await tasksOf('lina')).toMatchObject({
      waiting: 1,
      items: [{ msgId, status: 'waiting', receiverCount: 2, creator: '', allowSelect: false }],
    });
    expect(await call('get_groupmsg_task', { msgid: msgId })).toMatchObject({
      task_list: [{ userid: 'lina', status: 0 }],
    });
    expect(await confirm('lina', msgId)).toMatchObject({ status: 'sent', receivers: [{ status: 1 }, { status: 1 }] });
    expect((await massMessagesTo('lina', gu)).map(({ from, content }) => [from, content.kind])).toEqual([
      ['member', 'text'],
      ['member', 'image'],
      ['member', 'link'],
    ]);
    expect(await call('get_groupmsg_task', { msgid: msgId })).toMatchObject({
      task_list: [{ userid: 'lina', status: 2 }],
    });
    expect(await resultOf(msgId, 'lina')).toEqual([1, 1]);
    await expect(confirm('lina', msgId)).rejects.toThrow('已经发送');
  });

  test('without a sender the customer is asked for by whoever chatted with her last', async () => {
    await befriend('zhangwei', lin);
    const say = (userId: string) =>
      running.control('POST /control/chats/:userId/:externalUserId/messages', {
        params: { userId, externalUserId: lin },
        body: { from: 'customer', text: '在吗' },
      });
    await say('zhangwei');
    await say('lina');
    const msgId = await created({ external_userid: [lin] });
    expect(await call('get_groupmsg_task', { msgid: msgId })).toMatchObject({ task_list: [{ userid: 'lina' }] });
    await say('zhangwei');
    const next = await created({ external_userid: [lin, gu] });
    const { task_list: list } = await call('get_groupmsg_task', { msgid: next });
    expect((list as { userid: string }[]).map((task) => task.userid).toSorted()).toEqual(['lina', 'zhangwei']);
  });

  test('nothing but a sender is all her customers; tags are or-ed inside a group and and-ed across', async () => {
    const msgId = await created({ sender: 'lina' });
    expect(await resultOf(msgId, 'lina')).toEqual([0, 0]);
    const tag = async (name: string) => {
      const answer = await call('add_corp_tag', { group_name: name, tag: [{ name: 'a' }, { name: 'b' }] });
      return (answer.tag_group as { tag: { id: string }[] }).tag.map((each) => each.id);
    };
    const [[a1 = '', b1 = ''], [a2 = '']] = [await tag('行业'), await tag('意向')];
    const mark = (externalUserId: string, addTags: string[]) =>
      running.control('POST /control/friends/edit', { body: { userId: 'lina', externalUserId, addTags } });
    await mark(lin, [a1, a2]);
    await mark(gu, [b1]);
    const filter = (...groups: string[][]) => ({
      tag_filter: { group_list: groups.map((list) => ({ tag_list: list })) },
    });
    const either = await created(filter([a1, b1]));
    expect(await resultOf(either, 'lina')).toHaveLength(2);
    const both = await created({ sender: 'lina', ...filter([a1, b1], [a2]) });
    expect(await tasksOf('lina')).toMatchObject({ items: [{ msgId: both, receivers: [{ id: lin }] }, {}, {}] });
    // A list of customers wins over the filter.
    expect(await resultOf(await created({ external_userid: [gu], ...filter([a2]) }), 'lina')).toHaveLength(1);
    expect(await create(filter(['etnothing']))).toMatchObject({ errcode: 41048 });
  });

  test('tells who cannot be reached, and refuses when nobody can', async () => {
    const stranger = await running.customer('何家豪');
    const answer = await create({ sender: 'lina', external_userid: [lin, stranger, 'wmnobody'] });
    expect(answer).toMatchObject({ errcode: 0, fail_list: [stranger, 'wmnobody'] });
    expect(await create({ sender: 'lina', external_userid: [stranger] })).toMatchObject({ errcode: 41048 });
    await unfriend(lin, 'member');
    expect(await create({ sender: 'lina', external_userid: [lin] })).toMatchObject({ errcode: 41048 });
  });

  test('refuses what the documents refuse', async () => {
    const upload = await running.api.upload('/cgi-bin/media/upload', { type: 'image' }, 'a.png', onePixel);
    const picture = { msgtype: 'image', image: { media_id: upload.media_id } };
    const forMoments = await running.api.upload(
      '/cgi-bin/media/upload_attachment',
      { media_type: 'image', attachment_type: 1 },
      'a.png',
      onePixel,
    );
    const wrong: [Record<string, unknown>, number][] = [
      [{ text: undefined, external_userid: [lin] }, 40063],
      [{}, 40063],
      [{ text: { content: '字'.repeat(1_334) }, external_userid: [lin] }, 40058],
      [{ external_userid: [lin], attachments: Array.from({ length: 10 }, () => picture) }, 41064],
      [{ external_userid: [lin], attachments: [{ msgtype: 'voice', voice: {} }] }, 41065],
      [
        { external_userid: [lin], attachments: [{ msgtype: 'image', image: { media_id: forMoments.media_id } }] },
        40007,
      ],
      [{ external_userid: Array.from({ length: 10_001 }, (_, index) => `wm${index}`) }, 40058],
      [{ chat_type: 'room', external_userid: [lin] }, 40035],
      [{ sender: 'nobody' }, 60111],
      [{ chat_type: 'group' }, 40063],
    ];
    for (const [body, errcode] of wrong)
      expect(await create(body), JSON.stringify(body).slice(0, 80)).toMatchObject({ errcode });
    await advance(3 * 24 * 3_600_000);
    running.api.token = String(
      (
        await running.api.get('/cgi-bin/gettoken', {
          corpid: running.credentials.corpId,
          corpsecret: running.credentials.agentSecret,
        })
      ).access_token,
    );
    expect(await create({ external_userid: [lin], attachments: [picture] })).toMatchObject({ errcode: 40145 });
    const off = { userId: 'lina' };
    await running.control('POST /control/members/:userId', { params: off, body: { customerContact: false } });
    expect(await create({ sender: 'lina' })).toMatchObject({ errcode: 84074 });
  });

  test('right after it nothing can be asked about it (41063)', async () => {
    await running.control('POST /control/settings', { body: { massDispatchMs: 300 } });
    const msgId = await created({ sender: 'lina' });
    const ask = () => call('get_groupmsg_task', { msgid: msgId });
    expect(await ask()).toMatchObject({ errcode: 41063 });
    expect(await call('cancel_groupmsg_send', { msgid: msgId })).toMatchObject({ errcode: 41063 });
    await expect.poll(async () => (await ask()).errcode).toBe(0);
    expect(await call('get_groupmsg_task', {})).toMatchObject({ errcode: 41046 });
    expect(await call('get_groupmsg_task', { msgid: 'msgx' })).toMatchObject({ errcode: 41047 });
  });

  test('an answer that gets lost leaves its task behind', async () => {
    const path = '/cgi-bin/externalcontact/add_msg_template';
    await running.control('POST /control/faults', { body: { api: { failNext: [{ path, times: 1, lost: true }] } } });
    await expect(create({ sender: 'lina' })).rejects.toThrow();
    expect(await tasksOf('lina')).toMatchObject({ waiting: 1 });
  });
});

describe('sending', () => {
  test('she leaves somebody out only where she may', async () => {
    const fixed = await created({ sender: 'lina' });
    await expect(confirm('lina', fixed, [lin])).rejects.toThrow('不能改选');
    const free = await created({ sender: 'lina', allow_select: true });
    await expect(confirm('lina', free, [])).rejects.toThrow('至少选一个');
    await expect(confirm('lina', free, ['wmx'])).rejects.toThrow('不在这个群发任务里');
    await confirm('lina', free, [gu]);
    expect(await resultOf(free, 'lina')).toEqual([0, 1]);
    expect(await massMessagesTo('lina', lin)).toEqual([]);
  });

  test('a customer who has deleted her is no friend (2)', async () => {
    const msgId = await created({ sender: 'lina', external_userid: [lin, gu] });
    await unfriend(lin);
    await confirm('lina', msgId);
    expect(await resultOf(msgId, 'lina')).toEqual([2, 1]);
  });

  test.each([
    ['day', 1, '2027-03-01T00:30:00+08:00', '2027-03-02T00:00:00+08:00'],
    ['week', 7, '2027-03-01T00:00:00+08:00', '2027-03-08T00:00:00+08:00'],
    ['month', 28, '2027-02-01T00:00:00+08:00', '2027-03-01T00:00:00+08:00'],
  ] as const)(
    'by %s a customer receives %i, of company and member together; then it is not delivered (3)',
    async (massQuota, most, start, next) => {
      await running.control('POST /control/settings', { body: { massQuota } });
      await running.control('POST /control/limits', { body: { tokenSeconds: 1e9 } });
      await moveTo(start);
      running.api.token = String(
        (
          await running.api.get('/cgi-bin/gettoken', {
            corpid: running.credentials.corpId,
            corpsecret: running.credentials.agentSecret,
          })
        ).access_token,
      );
      const own = await running.control('POST /control/members/:userId/mass-messages', {
        params: { userId: 'lina' },
        body: { text: '我自己群发的', customers: [lin] },
      });
      expect(own).toMatchObject({ status: 'sent', creator: 'lina' });
      const send = async () => {
        const msgId = await created({ sender: 'lina', external_userid: [lin] });
        await confirm('lina', msgId);
        return resultOf(msgId, 'lina');
      };
      for (let count = 1; count < most; count += 1) expect(await send()).toEqual([1]);
      expect(await send()).toEqual([3]);
      expect(await massMessagesTo('lina', lin)).toHaveLength(most);
      await moveTo(next);
      expect(await send()).toEqual([1]);
    },
  );

  test('to groups: the owner picks, or gets those that were named; the result lists what was sent', async () => {
    const make = async (name: string, owner = 'lina') =>
      (
        await running.control('POST /control/groups', {
          body: { owner, name, customers: owner === 'lina' ? [lin] : [] },
        })
      ).group.chatId;
    const [first, second, foreign] = [await make('一群'), await make('二群'), await make('别人的群', 'zhangwei')];
    const answer = await create({ chat_type: 'group', sender: 'lina', chat_id_list: [first, foreign] });
    expect(answer).toMatchObject({ fail_list: [foreign] });
    expect(await call('get_groupmsg_send_result', { msgid: answer.msgid, userid: 'lina' })).toMatchObject({
      send_list: [],
    });
    await confirm('lina', String(answer.msgid));
    expect(await call('get_groupmsg_send_result', { msgid: answer.msgid, userid: 'lina' })).toMatchObject({
      send_list: [{ chat_id: first, status: 1 }],
    });
    const open = await created({ chat_type: 'group', sender: 'lina' });
    await confirm('lina', open, [second]);
    const { items } = await running.control('GET /control/groups/:chatId/messages', { params: { chatId: second } });
    expect(items.at(-1)).toMatchObject({ from: 'lina', via: 'mass', content: { text: '春季新品到店' } });
    expect(await create({ chat_type: 'group', sender: 'zhangwei', chat_id_list: [first] })).toMatchObject({
      errcode: 41048,
    });
  });
});

describe('following up', () => {
  test('she is reminded three times in 24 hours, not a fourth (41094)', async () => {
    const msgid = await created({ sender: 'lina' });
    const remind = async () => (await call('remind_groupmsg_send', { msgid })).errcode;
    expect([await remind(), await remind(), await remind(), await remind()]).toEqual([0, 0, 0, 41094]);
    expect(await tasksOf('lina')).toMatchObject({ items: [{ reminders: { length: 3 } }] });
  });

  test('what was cancelled can no longer be sent, reminded of or cancelled (41093); what was sent stays', async () => {
    await befriend('zhangwei', await running.customer('何家豪'));
    const list = await running.control('GET /control/customers');
    const msgid = await created({ external_userid: list.items.map((customer) => customer.externalUserId) });
    await confirm('lina', msgid);
    expect(await call('cancel_groupmsg_send', { msgid })).toMatchObject({ errcode: 0 });
    await expect(confirm('zhangwei', msgid)).rejects.toThrow('已被停止');
    expect(await call('cancel_groupmsg_send', { msgid })).toMatchObject({ errcode: 41093 });
    expect(await call('remind_groupmsg_send', { msgid })).toMatchObject({ errcode: 41093 });
    expect(await tasksOf('zhangwei')).toMatchObject({ waiting: 0, items: [{ status: 'cancelled' }] });
    expect(await resultOf(msgid, 'lina')).toEqual([1, 1]);
  });

  test('messages are listed by kind, moment and maker, page by page', async () => {
    const now = () => Math.floor(running.sandbox.clock.now() / 1_000);
    await running.control('POST /control/members/:userId/mass-messages', {
      params: { userId: 'lina' },
      body: { text: '我自己群发的', customers: [lin] },
    });
    const ids = [await created({ sender: 'lina' }), await created({ sender: 'lina' })];
    const ask = (more: Record<string, unknown> = {}) =>
      call('get_groupmsg_list_v2', { chat_type: 'single', start_time: now() - 60, end_time: now(), ...more });
    const listed = async (more: Record<string, unknown>) =>
      (await ask(more)).group_msg_list as Record<string, unknown>[];
    expect(await listed({ filter_type: 0 })).toMatchObject(ids.map((msgid) => ({ msgid, create_type: 0 })));
    expect((await listed({ filter_type: 0 }))[0]).not.toHaveProperty('creator');
    expect(await listed({ filter_type: 1 })).toMatchObject([{ creator: 'lina', create_type: 1 }]);
    expect(await listed({ creator: 'zhangwei' })).toEqual([]);
    expect(await listed({ chat_type: 'group' })).toEqual([]);
    const first = await ask({ limit: 2 });
    const rest = await ask({ limit: 2, cursor: first.next_cursor });
    expect([first.group_msg_list, rest.group_msg_list]).toMatchObject([{ length: 2 }, { length: 1 }]);
    expect(rest.next_cursor).toBe('');
    expect(await ask({ cursor: 'x' })).toMatchObject({ errcode: 50100 });
    expect(await ask({ start_time: now() - 40 * 86_400 })).toMatchObject({ errcode: 40058 });
  });

  test('the result of many customers comes in pages', async () => {
    const more = await Promise.all([1, 2, 3].map((index) => running.customer(`客户${index}`)));
    for (const customer of more) await befriend('lina', customer);
    const msgid = await created({ sender: 'lina' });
    const found: string[] = [];
    let cursor: unknown = '';
    do {
      const answer = await call('get_groupmsg_send_result', { msgid, userid: 'lina', limit: 2, cursor });
      found.push(...(answer.send_list as { external_userid: string }[]).map((row) => row.external_userid));
      cursor = answer.next_cursor;
    } while (cursor);
    expect(found.toSorted()).toEqual([lin, gu, ...more].toSorted());
    expect(await call('get_groupmsg_send_result', { msgid, userid: 'zhangwei' })).toMatchObject({ errcode: 40003 });
  });
});
