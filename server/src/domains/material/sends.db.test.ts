import { getCustomerTimeline } from '@zhike/shared/contracts/customer';
import { retireMaterial, updateMaterial } from '@zhike/shared/contracts/material';
import * as contracts from '@zhike/shared/contracts/material-send';
import { createTask, listTasks } from '@zhike/shared/contracts/task';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renewMediaIds } from '../../scenarios/every-minute/renew-media-ids.ts';
import { execute, insertRows, select } from '../../platform/database/sql.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { givenLibrary, PNG } from '../../test/material-kit.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

const HOUR = 3_600_000;

let server: TestServer;
let library: ReturnType<typeof givenLibrary>;
let customerId: string;
beforeAll(async () => {
  server = await startTestServer({ sandbox: true, scenarios: [renewMediaIds] });
  library = givenLibrary(server);
  await givenMember(server, { userId: 'boss', role: 'admin', name: '陈宇' });
  await givenMember(server, { userId: 'zhang', name: '张伟', position: '顾问' });
  await givenMember(server, { userId: 'li', name: '李娜' });
  customerId = (await givenCustomer(server, { name: '林晓雨', friendsOf: ['zhang'], remark: '林姐' })).id;
});
afterAll(() => server.close());

let keys = 0;
const newKey = () => `sends-test-${++keys}`;
const prepare = (
  materialId: string,
  body: {
    way?: 'link' | 'media';
    idempotencyKey?: string;
    taskId?: string;
    to?: { customerId?: string; chatId?: string };
  } = {},
  as = 'zhang',
) =>
  server.api.as(as).call(contracts.prepareMaterialSend, {
    params: { materialId },
    body: { to: { customerId }, idempotencyKey: newKey(), ...body },
  });
const report = (
  sendId: string,
  body: { outcome: 'sent' } | { outcome: 'failed'; failure: contracts.SendFailure },
  as = 'zhang',
) => server.api.as(as).call(contracts.reportSend, { params: { sendId }, body });
const sends = async (as = 'zhang', query = {}) =>
  (await server.api.as(as).call(contracts.listSends, { query })).body.items;
const codeOf = ({ body }: { body: unknown }) => (body as { code: string }).code;

test('words are filled in for the customer and by the rep who sends them', async () => {
  const text = await library.add({ content: { kind: 'text', text: '{客户备注}您好,我是{员工职位}{员工姓名}' } });
  const { body } = await prepare(text.id);
  expect(body.message).toEqual({ msgtype: 'text', text: { content: '林姐您好,我是顾问张伟' } });
});

test('a link is the customer’s own: one per sending, the same again under the same key', async () => {
  const article = await library.add({
    title: '选材指南',
    description: '三分钟读完',
    content: { kind: 'article', html: '<p>正文</p>' },
  });
  const idempotencyKey = newKey();
  const first = (await prepare(article.id, { idempotencyKey })).body;
  const again = (await prepare(article.id, { idempotencyKey })).body;
  const other = (await prepare(article.id)).body;
  expect(again).toEqual(first);
  expect(first.message.msgtype).toBe('news');
  const linkOf = (prepared: contracts.PreparedSend) =>
    prepared.message.msgtype === 'news' ? prepared.message.news.link : '';
  expect(linkOf(first)).toMatch(new RegExp(`^${server.config.http.publicUrl}/t/[0-9A-Za-z]{10}$`));
  expect(linkOf(other)).not.toBe(linkOf(first));
  expect(first.message).toMatchObject({
    news: { title: '选材指南', desc: '三分钟读完', imgUrl: `${linkOf(first)}/cover` },
  });
  const [link] = await select(
    server.db.read,
    'SELECT user_id, customer_id, send_id, subject_id FROM touch_link WHERE link_key = ?',
    [linkOf(first).split('/').at(-1)!],
  );
  expect(link).toEqual({ user_id: 'zhang', customer_id: customerId, send_id: first.sendId, subject_id: article.id });
  const elsewhere = await library.add();
  expect(codeOf(await prepare(elsewhere.id, { idempotencyKey }))).toBe('send.key_taken');
});

test('two clicks at once prepare one sending', async () => {
  const { id } = await library.add();
  const idempotencyKey = newKey();
  const answers = await Promise.all([prepare(id, { idempotencyKey }), prepare(id, { idempotencyKey })]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(answers[0]!.body.sendId).toBe(answers[1]!.body.sendId);
});

test('a file that WeCom has not yet is waited for, and sent by its id; asking again uploads it once', async () => {
  const picture = await library.upload('image', '样板间.png', PNG);
  const image = await library.add({ title: '样板间', content: { kind: 'image', assetId: picture.id } });
  const early = await prepare(image.id);
  expect([early.status, codeOf(early)]).toEqual([503, 'material.not_uploaded']);
  await prepare(image.id);
  await server.settle();
  const { body } = await prepare(image.id);
  expect(body.message).toMatchObject({ msgtype: 'image', image: { mediaid: expect.stringMatching(/.+/) } });
  const uploads = async () =>
    (
      await server.sandbox!.control('GET /control/api-calls', {
        query: { path: '/cgi-bin/media/upload', errcode: '0' },
      })
    ).items.length;
  expect(await uploads()).toBe(1);
  // Kept ready ahead of use: three days later it can still be sent at once.
  for (let day = 0; day < 4; day++) {
    await advance(24 * HOUR);
    await server.scheduler!.tick();
    await server.settle();
  }
  expect((await prepare(image.id)).status).toBe(200);
});

test('what was sent is told on the timeline and counted once, whatever is said later', async () => {
  const { id } = await library.add({ title: '报价说明' });
  const { sendId } = (await prepare(id)).body;
  expect((await report(sendId, { outcome: 'failed', failure: 'cancelled' })).status).toBe(200);
  for (let times = 0; times < 2; times++) await report(sendId, { outcome: 'sent' });
  await report(sendId, { outcome: 'failed', failure: 'timeout' });
  const { body: timeline } = await server.api
    .as('zhang')
    .call(getCustomerTimeline, { params: { customerId }, query: { group: 'content' } });
  expect(timeline.items).toMatchObject([
    {
      type: 'content.sent',
      actor: { name: '张伟' },
      data: { material: { id, name: '报价说明', kind: 'text' }, way: 'text' },
    },
  ]);
  expect(
    (await sends('zhang', { materialId: id })).map(({ status, customer, by }) => [status, customer?.name, by.name]),
  ).toEqual([['sent', '林晓雨', '张伟']]);
  expect(await select(server.db.read, 'SELECT sent FROM material WHERE id = ?', [id])).toEqual([{ sent: 1 }]);
});

test('what went into a group is told to whoever sees the group, newest first, and to nobody else', async () => {
  const group = (chatId: string, ownerUserId: string) => ({
    chat_id: chatId,
    name: '装修答疑群',
    owner_user_id: ownerUserId,
    admin_user_ids: '[]',
    status: 0,
    member_count: 3,
    external_count: 2,
    customer_count: 2,
    created_at: 1,
    synced_at: 1,
  });
  await server.db.transaction(async (tx) => {
    await insertRows(tx, 'group_chat', [group('wrOurs', 'zhang'), group('wrTheirs', 'li')]);
    await insertRows(tx, 'group_viewer', [
      { chat_id: 'wrOurs', user_id: 'zhang', created_at: 1 },
      { chat_id: 'wrTheirs', user_id: 'li', created_at: 1 },
    ]);
  });
  const [first, second] = [await library.add({ title: '群里第一份' }), await library.add({ title: '群里第二份' })];
  const send = async (materialId: string, to: { chatId?: string; customerId?: string }, as = 'zhang') => {
    const { body } = await prepare(materialId, { to }, as);
    await report(body.sendId, { outcome: 'sent' }, as);
  };
  await send(first.id, { chatId: 'wrOurs' });
  await send(first.id, { customerId });
  await send(first.id, { chatId: 'wrTheirs' }, 'li');
  await send(second.id, { chatId: 'wrOurs' });
  const inGroup = await sends('zhang', { chatId: 'wrOurs' });
  expect(inGroup.map(({ material, by, chat }) => [material?.title, by.name, chat?.name])).toEqual([
    ['群里第二份', '张伟', '装修答疑群'],
    ['群里第一份', '张伟', '装修答疑群'],
  ]);
  const foreign = await server.api.as('zhang').call(contracts.listSends, { query: { chatId: 'wrTheirs' } });
  expect(foreign).toMatchObject({ status: 403, body: { code: 'group_chat.not_visible' } });
  expect(await sends('boss', { chatId: 'wrTheirs' })).toHaveLength(1);
});

test('nobody reports for somebody else, sends to strangers, or sees what others sent to strangers', async () => {
  const { id } = await library.add();
  const { sendId } = (await prepare(id)).body;
  expect(codeOf(await report(sendId, { outcome: 'sent' }, 'li'))).toBe('send.not_found');
  expect(codeOf(await prepare(id, {}, 'li'))).toBe('customer.not_visible');
  expect(codeOf(await prepare(id, { to: { chatId: 'wrUnknown' } }))).toBe('group_chat.not_found');
  expect((await prepare(id, { to: {} })).status).toBe(400);
  await report(sendId, { outcome: 'sent' });
  expect(await sends('li', { materialId: id })).toEqual([]);
  expect(await sends('boss', { materialId: id })).toHaveLength(1);
});

test('whose customer went to somebody else still has the sending, and not the name', async () => {
  const gone = await givenCustomer(server, { name: '周女士', friendsOf: ['li'] });
  const { id } = await library.add();
  const { sendId } = (await prepare(id, { to: { customerId: gone.id } }, 'li')).body;
  await report(sendId, { outcome: 'sent' }, 'li');
  const named = async (as: string) =>
    (await sends(as, { materialId: id })).map(({ customer }) => customer?.name ?? null);
  expect(await named('li')).toEqual(['周女士']);
  await server.db.transaction((tx) => execute(tx, 'DELETE FROM customer_viewer WHERE customer_id = ?', [gone.id]));
  expect(await named('li')).toEqual([null]);
  expect(await named('boss')).toEqual(['周女士']);
});

test('what was taken away or does not go that way is refused; what is under way ends as it was prepared', async () => {
  const material = await library.add();
  expect(codeOf(await prepare(material.id, { way: 'link' }))).toBe('material.way_not_offered');
  const { sendId } = (await prepare(material.id)).body;
  await server.api.as('boss').call(retireMaterial, { params: { materialId: material.id } });
  const refused = await prepare(material.id);
  expect([refused.status, codeOf(refused)]).toEqual([409, 'material.not_sendable']);
  expect((await report(sendId, { outcome: 'sent' })).status).toBe(200);
  const today = new Date(server.clock.now() + 8 * HOUR).toISOString().slice(0, 10);
  const { id, title, content, version } = await library.add();
  await server.api
    .as('boss')
    .call(updateMaterial, { params: { materialId: id }, body: { title, content, version, validUntil: today } });
  expect((await prepare(id)).status).toBe(200);
  // Over midnight it has ended.
  await advance(24 * HOUR);
  expect(codeOf(await prepare(id))).toBe('material.not_sendable');
});

test('a mini-program goes with its path as WeChat wants it', async () => {
  const card = await library.add({
    title: '预约',
    content: { kind: 'miniprogram', appId: 'wx0123456789abcdef', page: 'pages/book?from=a' },
  });
  const { body } = await prepare(card.id);
  expect(body.message).toMatchObject({
    miniprogram: {
      appid: 'wx0123456789abcdef',
      page: 'pages/book.html?from=a',
      imgUrl: expect.stringMatching(/\/cover$/),
    },
  });
});

test('sending finishes the task it was sent for', async () => {
  const zhang = server.api.as('zhang');
  const { body: task } = await zhang.call(createTask, {
    body: { title: '发手册', customerId, dueAt: server.clock.now() + HOUR },
  });
  const { id } = await library.add();
  const { sendId } = (await prepare(id, { taskId: task.id })).body;
  const open = async () => (await zhang.call(listTasks, { query: {} })).body.items.map((item) => item.id);
  expect(await open()).toContain(task.id);
  await report(sendId, { outcome: 'sent' });
  expect(await open()).not.toContain(task.id);
  const audited = await select(
    server.db.read,
    "SELECT actor_user_id FROM audit_log WHERE action = 'task.complete' AND subject_id = ?",
    [task.id],
  );
  expect(audited).toEqual([{ actor_user_id: 'zhang' }]);
});

test('a task that the sending cannot finish is refused', async () => {
  const { id } = await library.add();
  const { id: otherCustomer } = await givenCustomer(server, { friendsOf: ['zhang'] });
  const dueAt = server.clock.now() + HOUR;
  const taskOf = async (as: string, about: string) =>
    (await server.api.as(as).call(createTask, { body: { title: '回访', customerId: about, dueAt } })).body.id;
  const refusal = async (taskId: string) => codeOf(await prepare(id, { taskId }));
  expect(await refusal('01ARZ3NDEKTSV4RRFFQ69G5FAV')).toBe('task.not_found');
  expect(await refusal(await taskOf('boss', customerId))).toBe('task.not_yours');
  expect(await refusal(await taskOf('zhang', otherCustomer))).toBe('send.task_of_other');
  const taskId = await taskOf('zhang', customerId);
  const idempotencyKey = newKey();
  const { sendId } = (await prepare(id, { taskId, idempotencyKey })).body;
  await report(sendId, { outcome: 'sent' });
  expect(await refusal(taskId)).toBe('task.closed');
  // The same sending once more is the same sending.
  expect((await prepare(id, { taskId, idempotencyKey })).body.sendId).toBe(sendId);
});

/** Business time goes on here and in the sandbox. */
async function advance(ms: number): Promise<void> {
  server.clock.offsetMs += ms;
  await server.sandbox!.control('POST /control/clock', { body: { advanceMs: ms } });
}
