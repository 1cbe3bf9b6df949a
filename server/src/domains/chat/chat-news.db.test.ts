import { searchChats } from '@zhike/shared/contracts/chat';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { insertRows } from '../../platform/database/sql.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { givenMessage } from '../../test/given-message.ts';
import { type Listener, listen } from '../../test/listen.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { saveDepartments } from '../corp/store.ts';
import { chatSeersOf } from './chat-news.ts';

let server: TestServer;
let wang: string;
const pages = new Map<string, Listener>();

beforeEach(async () => {
  server = await startTestServer({ scenarios: [], consumers: [] });
  const departments = [
    { id: 1, name: '公司', parentId: 0, order: 1 },
    { id: 2, name: '销售部', parentId: 1, order: 1 },
    { id: 3, name: '客服部', parentId: 1, order: 1 },
  ];
  await server.db.transaction((tx) => saveDepartments(tx, departments, server.clock.now()));
  await givenMember(server, { userId: 'admin', role: 'admin', departmentId: 1 });
  await givenMember(server, { userId: 'boss', departmentId: 2, isLeader: true });
  await givenMember(server, { userId: 'rep', departmentId: 2 });
  await givenMember(server, { userId: 'other', departmentId: 3 });
  wang = (await givenCustomer(server, { name: '王女士', friendsOf: ['rep'] })).id;
});
afterEach(async () => {
  for (const page of pages.values()) page.leave();
  pages.clear();
  await server.close();
});

async function open(...userIds: string[]) {
  for (const userId of userIds) pages.set(userId, await listen(server, userId));
}
const said = (userId: string) => pages.get(userId)!.heard.filter(({ type }) => type === 'chat.said');
/** The admin hears everything: once she has heard, whoever else hears it has heard it too. */
const untilTold = (times: number) => expect.poll(() => said('admin').length, { timeout: 5_000 }).toBe(times);

test('who may read a chat hears that something was said in it, nobody else does, and no word of it', async () => {
  await givenMessage(server, { customerId: wang, text: '之前说的' });
  await open('rep', 'boss', 'other', 'admin');
  // What was said before anybody listened is no news.
  await givenMessage(server, { customerId: wang, text: '多少钱' });
  await untilTold(1);
  const [chat] = (await server.api.as('admin').call(searchChats, { body: {} })).body.items;
  const news = { type: 'chat.said', customerId: null, conversationId: chat!.id };
  for (const userId of ['admin', 'boss', 'rep']) expect(said(userId)).toEqual([news]);
  expect(said('other')).toEqual([]);
});

test('of a group whoever is in it hears, and the leader of anybody in it', async () => {
  const row = { chat_id: 'wrOne', user_id: 'other', created_at: 1 };
  await server.db.transaction((tx) => insertRows(tx, 'group_viewer', [row]));
  await open('rep', 'boss', 'other', 'admin');
  await givenMessage(server, { customerId: wang, chatId: 'wrOne', text: '大家好' });
  await untilTold(1);
  expect(said('other')).toHaveLength(1);
  for (const userId of ['rep', 'boss']) expect(said(userId)).toEqual([]);
});

test('much at once is told as that, not chat by chat', async () => {
  await givenMessage(server, { customerId: wang, text: '你好' });
  const [row] = (await server.db.read.query('SELECT * FROM chat_message')) as Record<string, string | number | null>[];
  await open('rep', 'admin');
  const first = Number(row!.position);
  const rows = Array.from({ length: 600 }, (_, n) => ({ ...row, position: first + n + 1, msg_id: `much${n}` }));
  await server.db.transaction((tx) => insertRows(tx, 'chat_message', rows));
  await untilTold(1);
  expect(said('rep')).toEqual([{ type: 'chat.said', customerId: null }]);
});

test('who hears of a chat is whom its scope lets read it', async () => {
  await givenMessage(server, { customerId: wang, text: '你好' });
  const [chat] = (await server.api.as('admin').call(searchChats, { body: {} })).body.items;
  const seers = await chatSeersOf(server.db.read, [chat!.id]);
  const mayRead = async (userId: string) =>
    (await server.api.as(userId).call(searchChats, { body: {} })).body.items.length > 0;
  for (const userId of ['rep', 'other'])
    expect(seers.some((seer) => seer.userId === userId)).toBe(await mayRead(userId));
  expect(seers.some(({ departmentId }) => departmentId === 2)).toBe(await mayRead('boss'));
});
