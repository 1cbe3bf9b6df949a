import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestSandbox, type ApiAnswer, type TestSandbox } from '../../test/start-test-sandbox.ts';

let running: TestSandbox;
beforeEach(async () => {
  running = await startTestSandbox({ settings: { groupDetailLagMs: 0 } });
});
afterEach(() => running.close());

interface Detail {
  name: string;
  owner: string;
  notice: string;
  member_version: string;
  member_list: Record<string, unknown>[];
  admin_list: { userid: string }[];
}

const base = '/cgi-bin/externalcontact/groupchat/';
const detail = async (chatId: string): Promise<Detail> =>
  (await running.api.post(`${base}get`, { chat_id: chatId, need_name: 1 })).group_chat as unknown as Detail;
const friend = async (name: string, userId = 'zhangsan') => {
  const externalUserId = await running.customer(name);
  await running.control('POST /control/friends/add', { body: { externalUserId, userId } });
  await running.idle();
  running.receiver.received.length = 0;
  return externalUserId;
};
/** A group of 张三 with one customer; nothing of it is left at the receiver. */
const group = async (more: Record<string, unknown> = {}) => {
  if (!running.state.member('zhangsan')) await running.member();
  const lin = await friend('林晓雨');
  const made = await running.control('POST /control/groups', {
    body: { owner: 'zhangsan', name: '福利群', customers: [lin], ...more },
  });
  await running.idle();
  running.receiver.received.length = 0;
  return { chatId: made.group.chatId, lin };
};
const items = (message: string) => [...message.matchAll(/<Item>([^<]*)<\/Item>/g)].map((match) => match[1]);

describe('a member makes a group', () => {
  test('the receiver hears of it once, and the API shows owner, customers, who invited them and the version', async () => {
    await running.member();
    const lin = await friend('林晓雨');
    const { group } = await running.control('POST /control/groups', {
      body: { owner: 'zhangsan', name: '福利群', customers: [lin] },
    });
    const [callback] = await running.receiver.waitFor(1);
    expect(callback?.event).toBe('change_external_chat');
    expect(callback?.changeType).toBe('create');
    expect(callback?.field('ChatId')).toBe(group.chatId);
    expect(callback?.message.indexOf('<ChatId>')).toBeLessThan(callback?.message.indexOf('<ChangeType>') ?? 0);
    expect(callback?.envelope).not.toContain('AgentID');
    const shown = await detail(group.chatId);
    expect(shown).toMatchObject({ name: '福利群', owner: 'zhangsan', notice: '', admin_list: [] });
    expect(shown.member_version).toMatch(/^[0-9a-f]{32}$/);
    expect(shown.member_list).toMatchObject([
      { userid: 'zhangsan', type: 1, join_scene: 1, name: '张三' },
      { userid: lin, type: 2, join_scene: 1, invitor: { userid: 'zhangsan' }, name: '林晓雨' },
    ]);
    expect(shown.member_list[1]?.unionid).toMatch(/^o/);
    const nameless = (await running.api.post(`${base}get`, { chat_id: group.chatId })).group_chat as unknown as Detail;
    expect(nameless.member_list[0]).not.toHaveProperty('name');
  });

  test('only own friends can be brought in', async () => {
    await running.member();
    const stranger = await running.customer('路人');
    await expect(
      running.control('POST /control/groups', { body: { owner: 'zhangsan', customers: [stranger] } }),
    ).rejects.toThrow('不是 张三 的好友');
    expect(running.state.groups.size).toBe(0);
  });
});

describe('members come and go', () => {
  test('an invitation of several is one event with both versions; by link it is another join_scene', async () => {
    const { chatId } = await group();
    const [he, xu] = [await friend('何家豪'), await friend('许静')];
    const before = (await detail(chatId)).member_version;
    await running.control('POST /control/groups/:chatId/invite', {
      params: { chatId },
      body: { by: 'zhangsan', ids: [he, xu] },
    });
    const [callback] = await running.receiver.waitFor(1);
    expect(callback?.field('UpdateDetail')).toBe('add_member');
    expect(callback?.field('JoinScene')).toBe('0');
    expect(callback?.field('QuitScene')).toBeUndefined();
    expect(callback?.field('MemChangeCnt')).toBe('2');
    expect(items(callback?.message ?? '')).toEqual([he, xu]);
    const after = await detail(chatId);
    expect(callback?.field('LastMemVer')).toBe(before);
    expect(callback?.field('CurMemVer')).toBe(after.member_version);
    expect(after.member_version).not.toBe(before);

    const stranger = await running.customer('朋友的朋友');
    await running.control('POST /control/groups/:chatId/invite', {
      params: { chatId },
      body: { by: he, ids: [stranger], way: 'link' },
    });
    const last = (await detail(chatId)).member_list.at(-1);
    expect(last).toMatchObject({ userid: stranger, join_scene: 2 });
    expect(last, 'only colleagues are named as inviters').not.toHaveProperty('invitor');
  });

  test('leaving and being removed are told apart; the owner cannot just leave, others cannot remove', async () => {
    const { chatId, lin } = await group();
    const he = await friend('何家豪');
    await running.control('POST /control/groups/:chatId/invite', {
      params: { chatId },
      body: { by: 'zhangsan', ids: [he] },
    });
    await running.control('POST /control/groups/:chatId/leave', { params: { chatId }, body: { id: lin } });
    await running.control('POST /control/groups/:chatId/remove', { params: { chatId }, body: { ids: [he] } });
    const received = (await running.receiver.waitFor(3)).filter((one) => one.field('UpdateDetail') === 'del_member');
    const scenes = received.map((one) => [one.field('QuitScene'), ...items(one.message)]);
    expect(scenes).toEqual(
      expect.arrayContaining([
        ['0', lin],
        ['1', he],
      ]),
    );
    expect(received[0]?.field('JoinScene')).toBeUndefined();
    expect((await detail(chatId)).member_list).toHaveLength(1);
    await expect(
      running.control('POST /control/groups/:chatId/leave', { params: { chatId }, body: { id: 'zhangsan' } }),
    ).rejects.toThrow('群主');
    await running.member('lisi');
    await expect(
      running.control('POST /control/groups/:chatId/remove', { params: { chatId }, body: { by: 'lisi', ids: [lin] } }),
    ).rejects.toThrow('不是群主或管理员');
  });

  test('owner, name and notice each have their event; dismissal ends it all', async () => {
    const { chatId } = await group();
    await running.member('lisi');
    await running.control('POST /control/groups/:chatId/invite', {
      params: { chatId },
      body: { by: 'zhangsan', ids: ['lisi'] },
    });
    await running.receiver.waitFor(1);
    await running.control('POST /control/groups/:chatId', {
      params: { chatId },
      body: { name: '老客户群', notice: '周五直播', owner: 'lisi' },
    });
    const received = await running.receiver.waitFor(4);
    expect(received.map((one) => one.field('UpdateDetail')).sort()).toEqual([
      'add_member',
      'change_name',
      'change_notice',
      'change_owner',
    ]);
    expect(await detail(chatId)).toMatchObject({ name: '老客户群', notice: '周五直播', owner: 'lisi' });
    await running.control('POST /control/groups/:chatId/dismiss', { params: { chatId }, body: {} });
    await running.receiver.waitFor(5);
    expect(running.receiver.changes()).toContain('dismiss');
    expect(await running.api.post(`${base}get`, { chat_id: chatId })).toMatchObject({ errcode: 90501 });
    expect(await running.api.post(`${base}list`, { limit: 10 })).toMatchObject({ group_chat_list: [] });
    await expect(
      running.control('POST /control/groups/:chatId/messages', {
        params: { chatId },
        body: { from: 'lisi', text: '在吗' },
      }),
    ).rejects.toThrow('解散');
  });

  test('with the sample’s oddities the events carry what does not belong and leave out members', async () => {
    const { chatId } = await group();
    await running.control('POST /control/settings', { body: { sampleGroupEvents: true } });
    const people = [await friend('甲'), await friend('乙'), await friend('丙')];
    await running.control('POST /control/groups/:chatId/invite', {
      params: { chatId },
      body: { by: 'zhangsan', ids: people },
    });
    const [callback] = await running.receiver.waitFor(1);
    expect(callback?.field('JoinScene')).toBe('1');
    expect(callback?.field('QuitScene')).toBe('0');
    expect(callback?.field('MemChangeCnt')).toBe('3');
    expect(items(callback?.message ?? '')).toHaveLength(2);
  });

  test('details lag behind the event: for a while the members and version of before are answered', async () => {
    const { chatId, lin } = await group();
    const before = await detail(chatId);
    await running.control('POST /control/settings', { body: { groupDetailLagMs: 600_000 } });
    await running.control('POST /control/groups/:chatId/leave', { params: { chatId }, body: { id: lin } });
    expect(await detail(chatId)).toEqual(before);
    // A change that comes before the first has shown does not show earlier.
    await running.control('POST /control/groups/:chatId', { params: { chatId }, body: { name: '新名字' } });
    expect(await detail(chatId)).toEqual(before);
  });

  test('after the lag the details are those of now', async () => {
    const { chatId, lin } = await group();
    await running.control('POST /control/settings', { body: { groupDetailLagMs: 50 } });
    await running.control('POST /control/groups/:chatId/leave', { params: { chatId }, body: { id: lin } });
    await expect.poll(async () => (await detail(chatId)).member_list.length, { timeout: 20_000 }).toBe(1);
  });
});

describe('a group code', () => {
  const way = async (chatIds: string[], more: Record<string, unknown> = {}) => {
    const made = await running.api.post(`${base}add_join_way`, {
      scene: 2,
      chat_id_list: chatIds,
      remark: '海报群码',
      state: 'poster',
      room_base_name: '福利群',
      room_base_id: 2,
      ...more,
    });
    expect(made.errcode, made.errmsg).toBe(0);
    return String(made.config_id);
  };

  test('leads into the group with scene 3 and its state; a second scan only opens it', async () => {
    const { chatId } = await group();
    const configId = await way([chatId]);
    const stranger = await running.customer('路人');
    const preview = await running.control('POST /control/join/preview', {
      body: { externalUserId: stranger, configId },
    });
    expect(preview).toMatchObject({ title: '福利群', alreadyIn: false, group: { memberCount: 2 } });
    const joined = await running.control('POST /control/join', { body: { externalUserId: stranger, configId } });
    expect(joined).toMatchObject({ outcome: 'joined', created: false });
    const [callback] = await running.receiver.waitFor(1);
    expect(callback?.field('JoinScene')).toBe('3');
    expect((await detail(chatId)).member_list.at(-1)).toMatchObject({
      userid: stranger,
      join_scene: 3,
      state: 'poster',
    });
    const again = await running.control('POST /control/join', { body: { externalUserId: stranger, configId } });
    expect(again).toMatchObject({ outcome: 'already_in', callbacks: [] });
  });

  test('rolls over to the next group, and then makes one by itself', async () => {
    const { chatId: first } = await group({ capacity: 3 });
    const second = (
      await running.control('POST /control/groups', { body: { owner: 'zhangsan', name: '第二群', capacity: 2 } })
    ).group.chatId;
    const configId = await way([first, second]);
    const landed: string[] = [];
    for (const name of ['甲', '乙', '丙']) {
      const externalUserId = await running.customer(name);
      const { group, created } = await running.control('POST /control/join', { body: { externalUserId, configId } });
      landed.push(created ? `new:${group.name}` : group.chatId);
    }
    expect(landed).toEqual([first, second, 'new:福利群2']);
    await running.idle();
    expect(running.receiver.changes().filter((change) => change === 'create')).toHaveLength(2);
    const shown = (await running.api.post(`${base}get_join_way`, { config_id: configId })).join_way as {
      chat_id_list: string[];
      qr_code: string;
    };
    expect(shown.chat_id_list).toHaveLength(3);
    expect((await fetch(shown.qr_code)).headers.get('content-type')).toBe('image/png');
    await running.control('POST /control/settings', { body: { listAutoCreatedGroups: false } });
    expect(
      ((await running.api.post(`${base}get_join_way`, { config_id: configId })).join_way as typeof shown).chat_id_list,
    ).toEqual([first, second]);
  });

  test('without a room to make it says that it is full', async () => {
    const { chatId } = await group({ capacity: 2 });
    const configId = await way([chatId], { auto_create_room: 0 });
    const externalUserId = await running.customer('路人');
    await expect(running.control('POST /control/join', { body: { externalUserId, configId } })).rejects.toThrow('已满');
  });

  test('has its limits: five groups, one quota with contact ways, a remark that is cut', async () => {
    const { chatId } = await group();
    const six = Array.from({ length: 6 }, () => chatId);
    expect(await running.api.post(`${base}add_join_way`, { scene: 2, chat_id_list: six })).toMatchObject({
      errcode: 41091,
    });
    const configId = await way([chatId], { remark: '长'.repeat(40) });
    const shown = (await running.api.post(`${base}get_join_way`, { config_id: configId })).join_way;
    expect(shown).toMatchObject({ remark: '长'.repeat(30), auto_create_room: 1, state: 'poster' });
    expect(
      await running.api.post(`${base}update_join_way`, { config_id: configId, scene: 2, chat_id_list: [chatId] }),
    ).toMatchObject({ errcode: 0 });
    expect((await running.api.post(`${base}get_join_way`, { config_id: configId })).join_way).toMatchObject({
      remark: '',
      state: '',
    });
    await running.control('POST /control/limits', { body: { contactWays: 1 } });
    expect(await running.api.post(`${base}add_join_way`, { scene: 2, chat_id_list: [chatId] })).toMatchObject({
      errcode: 41045,
    });
    expect(await running.api.post(`${base}del_join_way`, { config_id: configId })).toMatchObject({ errcode: 0 });
    expect(await running.api.post(`${base}get_join_way`, { config_id: configId })).toMatchObject({ errcode: 41044 });
    await running.idle();
    expect(running.receiver.received, 'nothing the API changes is told').toHaveLength(0);
  });
});

test('groups of owners outside the range are unknown to the app, and silent', async () => {
  const { chatId, lin } = await group();
  await running.control('POST /control/members/:userId', { params: { userId: 'zhangsan' }, body: { visible: false } });
  await running.idle();
  running.receiver.received.length = 0;
  await running.control('POST /control/groups/:chatId/leave', { params: { chatId }, body: { id: lin } });
  expect(await running.api.post(`${base}get`, { chat_id: chatId })).toMatchObject({ errcode: 90501 });
  expect(await running.api.post(`${base}list`, { limit: 10 })).toMatchObject({ group_chat_list: [] });
  await running.idle();
  expect(running.receiver.received).toHaveLength(0);
});

test('a leaver’s groups have status 1 and come only when the leaver is named', async () => {
  const { chatId } = await group();
  await running.control('POST /control/members/:userId', { params: { userId: 'zhangsan' }, body: { status: 5 } });
  expect(await running.api.post(`${base}list`, { limit: 10 })).toMatchObject({ group_chat_list: [] });
  const named = { limit: 10, owner_filter: { userid_list: ['zhangsan'] } };
  expect(await running.api.post(`${base}list`, named)).toMatchObject({
    group_chat_list: [{ chat_id: chatId, status: 1 }],
    next_cursor: '',
  });
  expect(await running.api.post(`${base}list`, { ...named, status_filter: 2 })).toMatchObject({ group_chat_list: [] });
});

test('welcome templates: one attachment, greeting by name, a limit, and only the maker’s own', async () => {
  const { chatId } = await group();
  const templates = '/cgi-bin/externalcontact/group_welcome_template/';
  const link = { title: '入群须知', url: 'https://example.com/rules' };
  const file = { media_id: 'ignored, because a link is given' };
  const made = await running.api.post(`${templates}add`, { text: { content: '欢迎 %NICKNAME%' }, link, file });
  const templateId = String(made.template_id);
  expect(await running.api.post(`${templates}get`, { template_id: templateId })).toMatchObject({
    text: { content: '欢迎 %NICKNAME%' },
    link,
  });
  await running.control('POST /control/groups/:chatId', {
    params: { chatId },
    body: { welcomeTemplateId: templateId },
  });
  const he = await friend('何家豪');
  await running.control('POST /control/groups/:chatId/invite', {
    params: { chatId },
    body: { by: 'zhangsan', ids: [he] },
  });
  const said = await running.control('GET /control/groups/:chatId/messages', { params: { chatId } });
  expect(said.items.filter((message) => message.via === 'welcome').map((message) => message.content)).toMatchObject([
    { kind: 'text', text: '欢迎 何家豪' },
    { kind: 'link', title: '入群须知' },
  ]);
  await running.control('POST /control/limits', { body: { groupWelcomes: 1 } });
  expect(await running.api.post(`${templates}add`, { text: { content: 'x' } })).toMatchObject({ errcode: 41055 });
  running.state.groupWelcomes.put({
    templateId: 'msgconsole',
    createdBy: 'console',
    text: '后台的',
    attachment: null,
    attachmentFields: {},
    createdAt: 0,
  });
  const foreign = { template_id: 'msgconsole', text: { content: 'x' } };
  expect(await running.api.post(`${templates}edit`, foreign)).toMatchObject({ errcode: 41058 });
  expect(await running.api.post(`${templates}del`, { template_id: templateId })).toMatchObject({ errcode: 0 });
});

test('what is said in a group is archived for everybody else in it, once they have agreed', async () => {
  await running.member('zhangsan', { archived: true });
  const { chatId, lin } = await group();
  const he = await friend('何家豪');
  const params = { chatId };
  await running.control('POST /control/groups/:chatId/invite', { params, body: { by: 'zhangsan', ids: [he] } });
  await running.control('POST /control/groups/:chatId/messages', { params, body: { from: lin, text: '多少钱' } });
  expect(running.state.archive.size, 'nobody has agreed yet').toBe(0);
  for (const consent of running.state.roomConsents.values())
    running.state.roomConsents.put({ ...consent, status: 'agree' });
  await running.control('POST /control/groups/:chatId/messages', { params, body: { from: lin, text: '有优惠吗' } });
  expect([...running.state.archive.values()].map((row) => row.message)).toMatchObject([
    {
      action: 'send',
      from: lin,
      tolist: ['zhangsan', he],
      roomid: chatId,
      msgtype: 'text',
      text: { content: '有优惠吗' },
    },
  ]);
  await running.control('POST /control/groups/:chatId/leave', { params, body: { id: he } });
  expect([...running.state.roomConsents.values()].map((row) => row.externalUserId)).toEqual([lin]);
});

test('a mini-program’s opengid names the group', async () => {
  const { chatId } = await group();
  const opengid = running.state.groups.get(chatId)?.openGid;
  const path = '/cgi-bin/externalcontact/opengid_to_chatid';
  expect(await running.api.post(path, { opengid })).toMatchObject({ errcode: 0, chat_id: chatId });
  expect(await running.api.post(path, { opengid: 'tGnobody' })).toMatchObject({ errcode: 90511 });
});

test('10,000 groups with 500,000 people are made in seconds, and read page by page', async () => {
  await running.member();
  const before = process.memoryUsage().heapUsed;
  const made = await running.control('POST /control/generate-groups', { body: { groups: 10_000, members: 500_000 } });
  expect(made).toMatchObject({ groups: 10_000, members: 500_000 });
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(500 * 1024 * 1024);
  let seen = 0;
  let cursor = '';
  do {
    const page: ApiAnswer = await running.api.post(`${base}list`, { limit: 1_000, cursor });
    seen += (page.group_chat_list as unknown[]).length;
    cursor = String(page.next_cursor);
  } while (cursor);
  expect(seen).toBe(10_000);
  const [any] = (await running.api.post(`${base}list`, { limit: 1 })).group_chat_list as { chat_id: string }[];
  const shown = await detail(any?.chat_id ?? '');
  expect(new Set(shown.member_list.map((member) => member.userid)).size).toBe(50);
  await running.idle();
  expect(running.receiver.received).toHaveLength(0);
});

test('a thousand people rush into one group: a thousand events, one chain of versions', async () => {
  const { chatId } = await group();
  const path = 'POST /control/groups/:chatId/rush';
  await expect(running.control(path, { params: { chatId }, body: { people: 1_000 } })).rejects.toThrow('空位');
  await running.control('POST /control/limits', { body: { groupMembers: 2_000 } });
  await running.control('POST /control/settings', { body: { callbackTimeoutMs: 60_000 } });
  const start = (await detail(chatId)).member_version;
  const rush = await running.control(path, { params: { chatId }, body: { people: 1_000, state: 'poster' } });
  expect(rush).toMatchObject({ memberCount: 1_002, callbacks: 1_000 });
  while (running.receiver.received.length < 1_000) await sleep(20);
  const next = new Map(running.receiver.received.map((one) => [one.field('LastMemVer'), one.field('CurMemVer')]));
  let version: string | undefined = start;
  let steps = 0;
  for (; version && next.has(version); version = next.get(version)) steps += 1;
  expect(steps).toBe(1_000);
  expect(version).toBe((await detail(chatId)).member_version);
});

test('a range of more than a thousand members must name the owners', async () => {
  await running.control('POST /control/generate', { body: { members: 1_001, relations: 0 } });
  expect(await running.api.post(`${base}list`, { limit: 10 })).toMatchObject({ errcode: 81017 });
  const [owner] = [...running.state.members.values()];
  const named = { limit: 10, owner_filter: { userid_list: [owner?.userId] } };
  expect(await running.api.post(`${base}list`, named)).toMatchObject({ errcode: 0 });
});
