import { randomBytes } from 'node:crypto';
import * as contracts from '@zhike/shared/contracts/chat';
import * as auditContracts from '@zhike/shared/contracts/audit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { execute, insertRows, select } from '../../platform/database/sql.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { type GivenMessage, givenMessage } from '../../test/given-message.ts';
import { DataKeys } from '../../platform/secrets.ts';
import { indexChatsAnew } from '../../reseal.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

import { searchMessages } from './search-messages.ts';

let server: TestServer;
let wang: string;
let li: string;

beforeEach(() => start());
afterEach(() => server.close());

async function start(options: Parameters<typeof startTestServer>[0] = {}) {
  server = await startTestServer(options);
  await givenMember(server, { userId: 'admin', name: '管理员', role: 'admin' });
  await givenMember(server, { userId: 'rep', name: '张伟' });
  await givenMember(server, { userId: 'other', name: '李娜' });
  wang = (await givenCustomer(server, { name: '王女士', friendsOf: ['rep'], ownerUserId: 'rep' })).id;
  li = (await givenCustomer(server, { name: '李先生', friendsOf: ['other'], ownerUserId: 'other' })).id;
}

const say = (text: string, fields: Partial<GivenMessage> = {}) =>
  givenMessage(server, { customerId: wang, text, ...fields });
async function search(text: string, within: object = {}, userId = 'admin') {
  await server.settle();
  const answer = await server.api.as(userId).call(contracts.searchChatMessages, { body: { text, ...within } });
  expect(answer.status).toBe(200);
  return answer.body;
}
const textsOf = ({ items }: { items: contracts.ChatSearchHit[] }) =>
  items.map(({ message: { content } }) => (content.kind === 'text' ? content.text : content.kind));
const found = async (text: string, within: object = {}, userId = 'admin') =>
  textsOf(await search(text, within, userId));

test('one character, a word and a long sentence are found, the newest first, and what only looks like it is not', async () => {
  await say('这个价格能不能再优惠一点,我们一次要三百件');
  await say('价钱好说');
  await say('格外优惠的价');
  expect(await found('价')).toEqual(['格外优惠的价', '价钱好说', '这个价格能不能再优惠一点,我们一次要三百件']);
  expect(await found('价格')).toEqual(['这个价格能不能再优惠一点,我们一次要三百件']);
  expect(await found('能不能再优惠一点,我们一次要三百件')).toHaveLength(1);
  expect(await found('能不能再优惠一点,我们一次要四百件')).toEqual([]);
  // All its pairs are there, the whole is not.
  await say('优惠券,惠券到');
  expect(await found('优惠券到')).toEqual([]);
});

test('Latin letters, digits, wide characters, emoji and punctuation are found as people write them', async () => {
  await say('型号 iPhone15 Pro,单号SF1380013');
  await say('好的👍🏻!!');
  await say('ABC公司的报价单');
  await say('你好 在吗\n在的');
  expect(await found('iphone15')).toHaveLength(1);
  expect(await found('IPHONE15 pro')).toHaveLength(1);
  expect(await found('F138')).toHaveLength(1);
  expect(await found('8')).toHaveLength(1);
  expect(await found('👍')).toEqual(['好的👍🏻!!']);
  expect(await found('!!')).toEqual(['好的👍🏻!!']);
  expect(await found('abc公司')).toEqual(['ABC公司的报价单']);
  expect(await found('在吗 在的')).toHaveLength(1);
  expect(await found('%')).toEqual([]);
  expect(await found('\u200b')).toEqual([]);
  const [hit] = (await search('报价单')).items;
  expect(hit!.message.marks).toContainEqual({ start: 6, end: 9, kind: 'search', label: '报价单' });
});

test('a rep finds what was said in her own chats and groups, nothing of others', async () => {
  await server.db.transaction(async (tx) => {
    const group = {
      chat_id: 'wrOne',
      name: '春季展会①',
      owner_user_id: 'rep',
      admin_user_ids: '[]',
      status: 0,
      member_count: 1,
      external_count: 1,
      customer_count: 1,
      created_at: 1,
      synced_at: 1,
    };
    await insertRows(tx, 'group_chat', [group]);
    await insertRows(tx, 'group_viewer', [{ chat_id: 'wrOne', user_id: 'rep', created_at: 1 }]);
  });
  await say('合同已经寄出');
  await say('合同收到了吗', { customerId: li, userId: 'other' });
  await say('群里说合同', { chatId: 'wrOne' });
  expect(await found('合同', {}, 'rep')).toEqual(['群里说合同', '合同已经寄出']);
  expect(await found('合同', {}, 'other')).toEqual(['合同收到了吗']);
  expect(await found('合同', { userId: 'rep' }, 'other')).toEqual([]);
  expect(await found('合同', { chatId: 'wrOne' }, 'other')).toEqual([]);
  expect(await found('合同', {}, 'admin')).toHaveLength(3);
});

test('what was said without consent is not found, until it is given', async () => {
  await say('我的预算是十万');
  const consent = (value: string) =>
    server.db.transaction((tx) => execute(tx, 'UPDATE chat_conversation SET consent = ?', [value]));
  for (const value of ['unknown', 'refused']) {
    await consent(value);
    expect(await found('预算')).toEqual([]);
  }
  await consent('agreed');
  expect(await found('预算')).toEqual(['我的预算是十万']);
});

test('a message taken back is found, and says that it was', async () => {
  await say('发错了价格');
  await server.db.transaction((tx) => execute(tx, 'UPDATE chat_message SET revoked_at = 5'));
  expect((await search('价格')).items).toMatchObject([{ message: { revokedAt: 5 } }]);
});

test('a search is narrowed by conversation, member, customer, group, kind, speaker and time', async () => {
  const now = server.clock.now();
  await say('发票一', { sentAt: now - 5_000 });
  await say('发票二', { sentAt: now, by: 'member' });
  await say('发票三', { sentAt: now + 5_000, customerId: li, userId: 'other' });
  await say('发票四', { sentAt: now + 6_000, chatId: 'wrTwo' });
  const [{ conversation }] = (await search('发票一')).items as [contracts.ChatSearchHit];
  expect(await found('发票', { conversationId: conversation.id })).toEqual(['发票二', '发票一']);
  expect(await found('发票', { userId: 'other' })).toEqual(['发票三']);
  await say('发票五', { sentAt: now + 7_000, chatId: 'wrTwo', customerId: li });
  // In groups what she said herself.
  expect(await found('发票', { customerId: wang })).toEqual(['发票四', '发票二', '发票一']);
  expect(await found('发票', { customerId: li })).toEqual(['发票五', '发票三']);
  expect(await found('发票', { chatId: 'wrTwo' })).toEqual(['发票五', '发票四']);
  expect(await found('发票', { kind: 'group' })).toEqual(['发票五', '发票四']);
  expect(await found('发票', { speaker: 'member' })).toEqual(['发票二']);
  expect(await found('发票', { from: now, to: now + 5_000 })).toEqual(['发票二']);
  expect(await found('发票', { to: now })).toEqual(['发票一']);
  expect(await found('发票', { from: now + 8_000 })).toEqual([]);
  expect(await found('发票', { conversationId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' })).toEqual([]);
});

test('pages of a search have no gaps and no doubles, over blocks of the index too', async () => {
  const texts = Array.from({ length: 9 }, (_, n) => `第${n}次说优惠`);
  for (const text of texts) await say(text);
  // Far apart: other blocks of the index.
  await server.settle();
  const [last] = await select<{ position: number | string }>(
    server.db.read,
    'SELECT MAX(position) AS position FROM chat_message',
  );
  const far = Number(last!.position) + 20_000;
  await server.db.transaction(async (tx) => {
    for (let n = 0; n < 3; n += 1)
      await tx.query(
        `INSERT INTO chat_message (position, msg_id, conversation_id, sender_kind, sender_id, customer_id, sent_at, type, content, is_encrypted)
         SELECT ?, ?, conversation_id, sender_kind, sender_id, customer_id, sent_at, type, content, is_encrypted FROM chat_message WHERE position = ?`,
        [far + n * 5_000, `far${n}`, Number(last!.position)],
      );
  });
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await search('优惠', { limit: 2, cursor });
    seen.push(...page.items.map(({ message }) => message.position));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toHaveLength(12);
  expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => b - a));
});

test('with chats encrypted the text stands nowhere in the database, and is found', async () => {
  await server.close();
  await start({ env: { CHAT_ENCRYPTION: '1' } });
  const { storeContent } = await import('../chat-archive/sealed-content.ts');
  const position = await say('占位');
  await server.db.transaction(async (tx) => {
    const { content } = storeContent({ kind: 'text', text: '机密报价单' }, server.deps.keys, true);
    const others = 'conversation_id, sender_kind, sender_id, customer_id, sent_at, type, revoked_at';
    await execute(
      tx,
      `INSERT INTO chat_message (position, msg_id, content, is_encrypted, ${others})
       SELECT position + 1, 'sealed', ?, 1, ${others} FROM chat_message WHERE position = ?`,
      [content, position],
    );
  });
  await server.settle();
  expect(await found('机密报价')).toEqual(['机密报价单']);
  const rows = await select(server.db.read, 'SELECT token, block, places FROM chat_index');
  expect(rows.length).toBeGreaterThan(8);
  expect(JSON.stringify(rows)).not.toMatch(/\p{Script=Han}/u);
});

test('a new data key finds what was indexed under the old one, and so it is when the index is made anew', async () => {
  await say('保修三年');
  await server.settle();
  const both = new DataKeys(randomBytes(32), [server.config.keys.current]);
  const look = async (keys: DataKeys) => {
    const page = { limit: 10 };
    return (await searchMessages(server.db.read, { text: '保修' }, { scope: { kind: 'all' }, keys }, page)).messages
      .length;
  };
  expect(await look(both)).toBe(1);
  expect(await look(new DataKeys(randomBytes(32)))).toBe(0);
  await indexChatsAnew(server.db);
  expect(await found('保修')).toEqual(['保修三年']);
});

test('that somebody searched and which chats were shown is in the log, what for is not', async () => {
  await say('秘密词语');
  const { items } = await search('秘密词语', { userId: 'rep' });
  const log = await server.api.as('admin').call(auditContracts.listAuditLog, { query: { action: 'chat.search' } });
  const conversationIds = [items[0]!.conversation.id];
  expect(log.body.items).toMatchObject([
    { actor: { userId: 'admin' }, subject: { kind: 'chat' }, after: { conversationIds } },
  ]);
  expect(JSON.stringify(log.body)).not.toContain('秘密');
});

test('the answer says how many of the newest messages cannot be found yet', async () => {
  await server.close();
  // Nobody here indexes.
  await start({ consumers: [] });
  const position = await say('刚刚说的');
  const answer = await server.api.as('admin').call(contracts.searchChatMessages, { body: { text: '刚刚' } });
  expect(answer.body).toEqual({ items: [], nextCursor: null, behind: position });
});
