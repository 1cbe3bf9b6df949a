import * as contracts from '@zhike/shared/contracts/chat';
import * as auditContracts from '@zhike/shared/contracts/audit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { execute, insertRows, select } from '../../platform/database/sql.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { type GivenMessage, givenMessage } from '../../test/given-message.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { DepartmentRow } from '../corp/entity.ts';

let server: TestServer;
let wang: string;
let li: string;
const MINUTE = 60_000;

beforeEach(async () => {
  server = await startTestServer();
  await server.db.transaction(async (tx) => {
    for (const [id, name, parentId] of [
      [1, '公司', 0],
      [2, '销售部', 1],
      [3, '客服部', 1],
    ] as const)
      await tx.insert(DepartmentRow, { id, name, parentId, sort: 0, deletedAt: null });
  });
  await givenMember(server, { userId: 'admin', name: '管理员', role: 'admin', departmentId: 1 });
  await givenMember(server, { userId: 'boss', name: '主管', departmentId: 2, isLeader: true });
  await givenMember(server, { userId: 'rep', name: '张伟', departmentId: 2 });
  await givenMember(server, { userId: 'other', name: '李娜', departmentId: 3 });
  wang = (await givenCustomer(server, { name: '王女士', friendsOf: ['rep'], ownerUserId: 'rep' })).id;
  li = (await givenCustomer(server, { name: '李先生', friendsOf: ['other'], ownerUserId: 'other' })).id;
});
afterEach(() => server.close());

const as = (userId: string) => server.api.as(userId);
const say = (text: string, fields: Partial<GivenMessage> = {}) =>
  givenMessage(server, { customerId: wang, text, ...fields });
const chats = async (userId: string, body: object = {}) => {
  const answer = await as(userId).call(contracts.searchChats, { body });
  expect(answer.status).toBe(200);
  return answer.body;
};
const chatOf = async (customerId: string) => {
  const [chat] = (await chats('admin', { customerId })).items;
  return chat!.id;
};
const read = (userId: string, conversationId: string, query: object = {}) =>
  as(userId).call(contracts.getChatMessages, { params: { conversationId }, query });
const textsOf = (answer: { body: { items: contracts.ChatMessageView[] } }) =>
  answer.body.items.map(({ content }) => (content.kind === 'text' ? content.text : content.kind));
const looks = async () => {
  const answer = await as('admin').call(auditContracts.listAuditLog, { query: { action: 'chat.look' } });
  return answer.body.items;
};
const givenGroup = (chatId: string, name: string, viewers: string[]) =>
  server.db.transaction(async (tx) => {
    await insertRows(tx, 'group_chat', [
      {
        chat_id: chatId,
        name,
        owner_user_id: viewers[0]!,
        admin_user_ids: '[]',
        status: 0,
        member_count: 1,
        external_count: 1,
        customer_count: 1,
        created_at: 1,
        synced_at: 1,
      },
    ]);
    await insertRows(
      tx,
      'group_viewer',
      viewers.map((user_id) => ({ chat_id: chatId, user_id, created_at: 1 })),
    );
  });

test('a rep sees her own chats only, a leader those of the department, an admin all, the last one first', async () => {
  await say('你好');
  await say('在吗', { customerId: li, userId: 'other', sentAt: server.clock.now() + MINUTE });
  expect((await chats('rep')).items).toMatchObject([
    {
      kind: 'single',
      title: '王女士',
      member: { userId: 'rep', name: '张伟' },
      customer: { id: wang },
      isShown: true,
      lastSummary: '你好',
    },
  ]);
  expect((await chats('boss')).items.map(({ title }) => title)).toEqual(['王女士']);
  expect((await chats('admin')).items.map(({ title }) => title)).toEqual(['李先生', '王女士']);
  const others = await chatOf(li);
  for (const answer of [
    await read('rep', others),
    await as('rep').call(contracts.getChat, { params: { conversationId: others } }),
    await read('boss', others),
  ])
    expect(answer).toMatchObject({ status: 404, body: { code: 'chat.not_found' } });
});

test('the chat of a group is read by those of us who are in it', async () => {
  await givenGroup('wrOne', '春季展会①', ['rep']);
  await say('群里有人吗', { chatId: 'wrOne' });
  await say('我在', { chatId: 'wrOne', by: 'member' });
  const [group] = (await chats('rep')).items;
  expect(group).toMatchObject({ kind: 'group', title: '春季展会①', group: { chatId: 'wrOne' }, member: null });
  expect((await chats('other')).items).toEqual([]);
  expect((await chats('boss')).items).toHaveLength(1);
  const answer = await read('rep', group!.id);
  expect(answer.body.items.map(({ sender }) => sender)).toMatchObject([
    { kind: 'customer', name: '王女士', customerId: wang },
    { kind: 'member', name: '张伟' },
  ]);
});

test('chats are found by the name of the customer or of the group, by kind and by consent', async () => {
  await givenGroup('wrOne', '春季展会①', ['rep']);
  await say('群里有人吗', { chatId: 'wrOne' });
  await say('你好');
  const titles = async (body: object) => (await chats('admin', body)).items.map(({ title }) => title);
  expect(await titles({ name: '王女' })).toEqual(['王女士']);
  expect(await titles({ name: '展会' })).toEqual(['春季展会①']);
  expect(await titles({ name: '没有' })).toEqual([]);
  expect(await titles({ kind: 'group' })).toEqual(['春季展会①']);
  expect(await titles({ userId: 'rep' })).toEqual(['王女士']);
  expect(await titles({ consent: 'refused' })).toEqual([]);
});

test('a list of chats pages without gaps or doubles, those of one moment too', async () => {
  for (let n = 0; n < 5; n += 1) {
    const { id } = await givenCustomer(server, { name: `客户${n}`, friendsOf: ['rep'], ownerUserId: 'rep' });
    await say('你好', { customerId: id });
  }
  for (const userId of ['rep', 'admin']) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await chats(userId, { limit: 2, cursor });
      seen.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.toSorted()).toEqual(['客户0', '客户1', '客户2', '客户3', '客户4']);
  }
});

test('a chat pages both ways, and messages of one moment keep their order', async () => {
  const now = server.clock.now();
  const positions: number[] = [];
  for (let n = 1; n <= 7; n += 1) positions.push(await say(`第${n}句`, { sentAt: now + Math.floor(n / 3) * MINUTE }));
  const chat = await chatOf(wang);
  const end = await read('rep', chat, { limit: 3 });
  expect(textsOf(end)).toEqual(['第5句', '第6句', '第7句']);
  expect(end.body).toMatchObject({ hasBefore: true, hasAfter: false });
  const before = await read('rep', chat, { limit: 3, before: positions[4] });
  expect(textsOf(before)).toEqual(['第2句', '第3句', '第4句']);
  expect(before.body).toMatchObject({ hasBefore: true, hasAfter: true });
  const after = await read('rep', chat, { limit: 3, after: positions[0] });
  expect(textsOf(after)).toEqual(['第2句', '第3句', '第4句']);
  expect(after.body).toMatchObject({ hasBefore: true, hasAfter: true });
  const around = await read('rep', chat, { limit: 3, around: positions[3] });
  expect(textsOf(around)).toEqual(['第3句', '第4句', '第5句']);
  expect(around.body).toMatchObject({ hasBefore: true, hasAfter: true });
  expect(await read('rep', chat, { around: 999_999_999 })).toMatchObject({
    status: 404,
    body: { code: 'chat.message_not_found' },
  });
});

test('one jumps to a date: what was said from then on, or the last of all', async () => {
  const now = server.clock.now();
  await say('昨天', { sentAt: now - 24 * 60 * MINUTE });
  await say('今天', { sentAt: now });
  const chat = await chatOf(wang);
  const today = await read('rep', chat, { at: now - MINUTE });
  expect(textsOf(today)).toEqual(['今天']);
  expect(today.body).toMatchObject({ hasBefore: true, hasAfter: false });
  expect(textsOf(await read('rep', chat, { at: 0 }))).toEqual(['昨天', '今天']);
  expect(textsOf(await read('rep', chat, { at: now + MINUTE }))).toEqual(['昨天', '今天']);
});

test('without consent nothing of a chat is shown, and nothing says what was said last', async () => {
  await say('秘密');
  const chat = await chatOf(wang);
  for (const consent of ['refused', 'unknown']) {
    await server.db.transaction((tx) => execute(tx, 'UPDATE chat_conversation SET consent = ?', [consent]));
    expect((await chats('rep')).items).toMatchObject([{ consent, isShown: false, lastSummary: null }]);
    expect(await read('rep', chat)).toMatchObject({ status: 403, body: { code: 'chat.no_consent' } });
  }
  expect(await looks()).toEqual([]);
});

test('what somebody in a group said who refuses now is hidden, the rest is not', async () => {
  await givenGroup('wrOne', '春季展会①', ['rep']);
  await say('群里有人吗', { chatId: 'wrOne', customerId: li });
  await say('我不想被看到', { chatId: 'wrOne' });
  const [group] = (await chats('rep')).items;
  await server.db.transaction((tx) =>
    insertRows(tx, 'chat_consent', [
      { conversation_id: group!.id, external_user_id: wang, status: 'refused', changed_at: 1 },
    ]),
  );
  await server.settle();
  expect(textsOf(await read('rep', group!.id))).toEqual(['群里有人吗']);
  expect((await chats('rep')).items).toMatchObject([{ lastSummary: null }]);
  const search = (text: string) => as('rep').call(contracts.searchChatMessages, { body: { text } });
  expect((await search('不想被看到')).body.items).toEqual([]);
  expect((await search('有人')).body.items).toHaveLength(1);
});

test('a message taken back is still there, with both facts', async () => {
  await say('说错了');
  const at = server.clock.now() + MINUTE;
  await server.db.transaction((tx) => execute(tx, 'UPDATE chat_message SET revoked_at = ?', [at]));
  const answer = await read('rep', await chatOf(wang));
  expect(answer.body.items).toMatchObject([{ content: { kind: 'text', text: '说错了' }, revokedAt: at }]);
  expect((await chats('rep')).items).toMatchObject([{ lastSummary: '撤回了一条消息' }]);
});

test('whoever looks at a chat is written down, once while leafing through it', async () => {
  await say('你好');
  const chat = await chatOf(wang);
  await Promise.all([read('boss', chat), read('boss', chat), read('boss', chat)]);
  await read('rep', chat);
  expect((await looks()).map(({ actor, subject }) => [actor?.userId ?? null, subject]).toSorted()).toMatchObject([
    ['boss', { kind: 'chat', id: chat }],
    ['rep', { kind: 'chat', id: chat }],
  ]);
  await server.db.transaction((tx) => execute(tx, 'UPDATE chat_look SET looked_at = looked_at - ?', [11 * MINUTE]));
  await read('boss', chat);
  expect(await looks()).toHaveLength(3);
  const stored = await select(server.db.read, 'SELECT user_id FROM chat_look');
  expect(stored).toHaveLength(2);
});

test('a file of a message says whether it is there yet', async () => {
  await say('看图');
  const chat = await chatOf(wang);
  const digest = 'd'.repeat(43);
  await server.db.transaction(async (tx) => {
    await execute(tx, 'UPDATE chat_message SET type = ?, content = ?', [
      'image',
      JSON.stringify({ kind: 'image', media: { mediaId: digest, name: '', size: 10 } }),
    ]);
    await insertRows(tx, 'chat_media', [
      {
        id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
        digest,
        file_id: 'file',
        conversation_id: chat,
        kind: 'image',
        name: '',
        size: 10,
        status: 'waiting',
        attempts: 0,
        next_attempt_at: 0,
        expires_at: 0,
        is_verified: 0,
      },
    ]);
  });
  expect((await read('rep', chat)).body.items).toMatchObject([
    { files: [{ mediaId: digest, status: 'waiting', size: 10 }] },
  ]);
});
