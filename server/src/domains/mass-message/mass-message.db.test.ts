import * as contracts from '@zhike/shared/contracts/mass-message';
import { listFailures, replayFailure } from '@zhike/shared/contracts/operation';
import { posterTemplates } from '@zhike/shared/formulas/poster/templates';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { businessTime } from '../../platform/business-time.ts';
import { select } from '../../platform/database/sql.ts';
import { type ChannelTest, startChannelTest } from '../../test/channel-kit.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMessage } from '../../test/given-message.ts';
import { givenLibrary, PNG } from '../../test/material-kit.ts';
import { givenMember } from '../../test/given-member.ts';
import { phone } from '../../test/phone.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let kit: ChannelTest;
const people: Record<string, { id: string; externalUserId: string }> = {};

beforeAll(async () => {
  kit = await startChannelTest();
  await kit.sandbox.control('POST /control/settings', { body: { massDispatchMs: 0 } });
  await kit.givenRep('zhang', '张伟');
  await kit.givenRep('li', '李娜');
  await kit.sandbox.control('POST /control/members', { body: { userId: 'boss', name: '主管', isLeader: true } });
  await givenMember(kit.server, { userId: 'boss', name: '主管', departmentId: 1, isLeader: true });
  for (const [name, userId] of [
    ['林晓雨', 'zhang'],
    ['顾言', 'zhang'],
    ['周敏', 'li'],
  ] as const)
    people[name] = await kit.befriended(name, userId);
  // Owned by nobody whom she has as a contact: WeCom would deliver nothing.
  people['孤单'] = await givenCustomer(kit.server, { name: '孤单', ownerUserId: 'zhang' });
});
afterAll(() => kit.server.close());
afterEach(() => faults([]));

type Fault = { path: string; times: number; errcode?: number; lost?: boolean; after?: number };
const CREATE = '/cgi-bin/externalcontact/add_msg_template';
const LIST = '/cgi-bin/externalcontact/get_groupmsg_list_v2';
const faults = (failNext: Fault[]) => kit.sandbox.control('POST /control/faults', { body: { api: { failNext } } });

const draft = (more: Partial<contracts.MassDraftInput> = {}): contracts.MassDraftInput => ({
  name: '春季新品',
  texts: ['春季新品到店,欢迎来看看'],
  filter: {},
  ...more,
});
async function written(more: Partial<contracts.MassDraftInput> = {}, userId = 'admin') {
  const answer = await kit.server.api.as(userId).call(contracts.createMassMessage, { body: draft(more) as never });
  expect(answer).toMatchObject({ status: 200 });
  return answer.body;
}
const start = (id: string, startAt: number | null = null) =>
  kit.admin.call(contracts.startMassMessage, { params: { massMessageId: id }, body: { startAt } });
const view = async (id: string) =>
  (await kit.admin.call(contracts.getMassMessage, { params: { massMessageId: id } })).body;
async function sending(more: Partial<contracts.MassDraftInput> = {}) {
  const { id } = await written(more);
  expect(await start(id)).toMatchObject({ status: 200 });
  await kit.settle();
  return id;
}
const tasksOf = async (userId: string, text?: string) =>
  (
    await kit.sandbox.control('GET /control/members/:userId/mass-tasks', { params: { userId }, query: {} })
  ).items.filter((task) => text === undefined || JSON.stringify(task).includes(text));
const confirm = async (userId: string, text: string) => {
  for (const { msgId } of await tasksOf(userId, text))
    await kit.sandbox.control('POST /control/members/:userId/mass-tasks/:msgId/send', {
      params: { userId, msgId },
      body: {},
    });
};
const now = () => kit.server.clock.now();
const later = (ms: number) => kit.travelTo(now() + ms);
const openTasks = (userId: string) =>
  select<{ title: string }>(
    kit.server.db.read,
    "SELECT title FROM task WHERE kind = 'mass_send' AND assignee_user_id = ? AND status = 'open'",
    [userId],
  );
/** What waits for a later try is due now. */
async function tryAgain() {
  await kit.server.db.transaction(async (tx) => {
    await tx.query("UPDATE outbox_command SET next_attempt_at = 0 WHERE status = 'waiting'");
    await tx.query('UPDATE wecom_budget SET closed_until = 0').catch(() => undefined);
  });
  kit.server.delivery.signal('commands:normal');
  await kit.settle();
}

test('every rep gets her task and a to-do, confirms, and each customer’s result comes back', async () => {
  const id = await sending({ texts: ['一号消息'] });
  expect(await view(id)).toMatchObject({
    status: 'running',
    filter: null,
    counts: { total: 4, waiting: 3, unreachable: 1, sent: 0 },
    reps: { total: 2, confirmed: 0 },
  });
  expect(await tasksOf('zhang', '一号消息')).toMatchObject([{ receiverCount: 2 }]);
  expect(await openTasks('zhang')).toMatchObject([{ title: '确认群发「春季新品」' }]);
  await confirm('zhang', '一号消息');
  await later(6 * MINUTE);
  expect(await view(id)).toMatchObject({ counts: { sent: 2, waiting: 1 }, reps: { total: 2, confirmed: 1 } });
  expect(await openTasks('zhang')).toEqual([]);
  expect(await openTasks('li')).toHaveLength(1);
  const results = await kit.admin.call(contracts.listMassResults, {
    params: { massMessageId: id },
    body: { outcome: 'sent', limit: 20 },
  });
  expect(results.body.items.map((row) => [row.customer.name, row.member?.name]).toSorted()).toEqual(
    [
      ['林晓雨', '张伟'],
      ['顾言', '张伟'],
    ].toSorted(),
  );
  const [told] = await select<{ n: number | string }>(
    kit.server.db.read,
    "SELECT COUNT(*) AS n FROM event WHERE type = 'mass_message.sent' AND customer_id = ?",
    [people['林晓雨']!.id],
  );
  expect(Number(told!.n)).toBe(1);
  const reps = await kit.admin.call(contracts.listMassReps, { params: { massMessageId: id } });
  expect(reps.body.items.map((rep) => [rep.member.userId, rep.status, rep.customers, rep.sent])).toEqual([
    ['li', 'waiting', 1, 0],
    ['zhang', 'confirmed', 2, 2],
  ]);
});

/** WeCom was asked for the last time, and somebody has what failed tried again. */
async function giveUp() {
  await kit.server.db.transaction((tx) =>
    tx.query("UPDATE outbox_command SET created_at = 0 WHERE status = 'waiting' AND name = 'create-mass-slice'"),
  );
  await tryAgain();
}
async function replay() {
  const { items } = (await kit.admin.call(listFailures, { query: { kind: 'command' } })).body;
  const failures = items.filter(({ name }) => name === 'create-mass-slice');
  expect(failures).not.toEqual([]);
  for (const { kind, id } of failures)
    expect(await kit.admin.call(replayFailure, { params: { kind, id } })).toMatchObject({ status: 200 });
  await tryAgain();
}

test('what WeCom could not be told is sent when somebody has it tried again, and its customers wait as before', async () => {
  await faults([{ path: CREATE, times: 50, errcode: 41078 }]);
  const id = await sending({ texts: ['暂时没能通知'] });
  await giveUp();
  expect(await view(id)).toMatchObject({
    status: 'ended',
    problem: 'mass_message.stuck',
    counts: { refused: 3, waiting: 0 },
  });
  await faults([]);
  await replay();
  expect(await view(id)).toMatchObject({ status: 'running', problem: null, counts: { refused: 0, waiting: 3 } });
  expect(await tasksOf('zhang', '暂时没能通知')).toMatchObject([{ receiverCount: 2 }]);
  await confirm('zhang', '暂时没能通知');
  await later(6 * MINUTE);
  expect(await view(id)).toMatchObject({ counts: { sent: 2, waiting: 1 } });
});

test('what WeCom never answered is looked for when somebody has it tried again, and not sent twice', async () => {
  await faults([
    { path: CREATE, times: 2, lost: true },
    { path: LIST, times: 50, errcode: -1 },
  ]);
  const id = await sending({ texts: ['一直没有回应'] });
  await giveUp();
  expect(await view(id)).toMatchObject({
    status: 'ended',
    problem: 'mass_message.outcome_unknown',
    counts: { unknown: 3 },
  });
  await faults([]);
  await replay();
  expect(await view(id)).toMatchObject({ status: 'running', problem: null, counts: { unknown: 0, waiting: 3 } });
  expect(await tasksOf('zhang', '一直没有回应')).toHaveLength(1);
  expect(await tasksOf('li', '一直没有回应')).toHaveLength(1);
});

test('a task whose answer was lost is found again and adopted, never made twice', async () => {
  await faults([{ path: CREATE, times: 1, lost: true }]);
  const { id } = await written({ texts: ['失去回应'] });
  await start(id);
  await kit.settle();
  await tryAgain();
  expect(await view(id)).toMatchObject({ status: 'running', counts: { waiting: 3 } });
  expect(await tasksOf('zhang', '失去回应')).toHaveLength(1);
  expect(await tasksOf('li', '失去回应')).toHaveLength(1);
});

test('a call that never reached WeCom is made again, once it has long not been found', async () => {
  const { id } = await written({ texts: ['没有到达'] });
  await start(id);
  await kit.settle();
  const slice = "SELECT id FROM mass_message_slice WHERE mass_message_id = ? AND user_id = 'li'";
  const [row] = await select<{ id: string }>(kit.server.db.read, slice, [id]);
  // As a crash right before the call leaves it: nothing of it is in WeCom.
  const before = await tasksOf('li', '没有到达');
  expect(before).toHaveLength(1);
  await kit.server.db.transaction(async (tx) => {
    await tx.query("UPDATE mass_message SET status = 'sending', texts = '[\"从未到达\"]' WHERE id = ?", [id]);
    await tx.query(
      "UPDATE mass_message_slice SET status = 'calling', msg_id = NULL, next_poll_at = NULL, called_at = ? WHERE id = ?",
      [now(), row!.id],
    );
    const { enqueue } = await import('../../platform/delivery/command.ts');
    const { createMassSlice } = await import('./commands/create-mass-slice.ts');
    await enqueue(tx, createMassSlice({ sliceId: row!.id }));
  });
  await kit.settle();
  expect(await tasksOf('li', '从未到达')).toEqual([]);
  await later(4 * MINUTE);
  await tryAgain();
  expect(await tasksOf('li', '从未到达')).toHaveLength(1);
});

test('WeCom refusing with 45009 halfway: the page says that it goes on by itself, and it does, nothing twice', async () => {
  await faults([{ path: CREATE, times: 1, errcode: 45009, after: 1 }]);
  const { id } = await written({ texts: ['频率超限'] });
  await start(id);
  await kit.server.settle(0);
  const made = async () => (await tasksOf('zhang', '频率超限')).length + (await tasksOf('li', '频率超限')).length;
  expect(await view(id)).toMatchObject({ status: 'sending', problem: 'mass_message.slowed' });
  expect(await made()).toBe(1);
  // WeCom’s block of a minute is over.
  const { clock } = kit.server;
  const ahead = clock.machineNow() - Date.now() + 2 * MINUTE;
  clock.machineNow = () => Date.now() + ahead;
  await tryAgain();
  expect(await view(id)).toMatchObject({ status: 'running', problem: null });
  expect(await tasksOf('zhang', '频率超限')).toHaveLength(1);
  expect(await tasksOf('li', '频率超限')).toHaveLength(1);
});

test('cancelled, nothing more goes out; what was sent stays sent', async () => {
  const id = await sending({ texts: ['取消一半'] });
  await confirm('li', '取消一半');
  await kit.admin.call(contracts.cancelMassMessage, { params: { massMessageId: id } });
  await kit.settle();
  await expect(confirm('zhang', '取消一半')).rejects.toThrow();
  expect(await openTasks('zhang')).not.toContainEqual({ title: '取消一半' });
  await later(10 * MINUTE);
  expect(await view(id)).toMatchObject({ status: 'cancelled', counts: { sent: 1, cancelled: 2, waiting: 0 } });
  const again = await kit.admin.call(contracts.cancelMassMessage, { params: { massMessageId: id } });
  expect(again).toMatchObject({ status: 409, body: { code: 'mass_message.not_running' } });
});

test('reps are reminded three times in 24 hours, and not a fourth time', async () => {
  const id = await sending({ texts: ['提醒确认'] });
  const remind = () => kit.admin.call(contracts.remindMassMessage, { params: { massMessageId: id }, body: {} });
  for (let time = 0; time < 3; time++) expect((await remind()).body).toEqual({ reminded: 2 });
  expect(await remind()).toMatchObject({ status: 409, body: { code: 'mass_message.nobody_to_remind' } });
  await kit.settle();
  await later(25 * HOUR);
  expect((await remind()).body).toEqual({ reminded: 2 });
});

test('a to-do that nothing can come of any more is closed: forgotten by WeCom, or never confirmed', async () => {
  const openFor = async (userId: string, title: string) => {
    const tasks = await openTasks(userId);
    return tasks.filter((one) => one.title === title);
  };
  const forgotten = await sending({ name: '被遗忘', texts: ['被遗忘'] });
  const title = '确认群发「被遗忘」';
  expect(await openFor('li', title)).toHaveLength(1);
  await faults([{ path: '/cgi-bin/externalcontact/get_groupmsg_task', times: 2, errcode: 41093 }]);
  await later(6 * MINUTE);
  expect((await view(forgotten)).status).toBe('ended');
  for (const userId of ['li', 'zhang']) expect(await openFor(userId, title)).toEqual([]);

  const ignored = await sending({ name: '没人理', texts: ['没人理'] });
  const also = '确认群发「没人理」';
  await confirm('li', '没人理');
  for (let day = 0; day <= 15; day++) await later(24 * HOUR);
  expect(await view(ignored)).toMatchObject({ status: 'ended', reps: { total: 2, confirmed: 1 } });
  for (const userId of ['li', 'zhang']) expect(await openFor(userId, also)).toEqual([]);
});

const quota = (rule: contracts.MassQuota, over: contracts.MassOverQuota) =>
  kit.admin.call(contracts.setMassQuota, { body: { rule, over } });

test('who would be at the limit once reps confirm what they were given is said beforehand, apart from who is there already', async () => {
  await quota('week', 'skip');
  await kit.sandbox.control('POST /control/settings', { body: { massQuota: 'week' } });
  const { weekday } = businessTime(now(), kit.server.deps.config.timeZone);
  // A Wednesday, a week and more after what the other tests have sent. What nobody confirmed within a fortnight waits no more.
  await later((17 - weekday) * DAY);
  const preview = async () =>
    (await kit.admin.call(contracts.previewMassMessage, { body: { filter: {} } as never })).body;
  for (let n = 1; n <= 6; n++) {
    await sending({ texts: [`本周第${n}条`] });
    await confirm('zhang', `本周第${n}条`);
  }
  await later(6 * MINUTE);
  expect(await preview()).toMatchObject({ customers: 4, overQuota: 0, soonOverQuota: 0 });
  const last = await sending({ texts: ['本周的最后一条'] });
  expect(await preview()).toMatchObject({ customers: 4, overQuota: 0, soonOverQuota: 3 });
  await confirm('zhang', '本周的最后一条');
  await later(6 * MINUTE);
  expect(await preview()).toMatchObject({ overQuota: 2, soonOverQuota: 1 });
  await kit.admin.call(contracts.cancelMassMessage, { params: { massMessageId: last } });
  await kit.settle();
  expect(await preview()).toMatchObject({ overQuota: 2, soonOverQuota: 0 });
  await quota('month', 'skip');
  await kit.sandbox.control('POST /control/settings', { body: { massQuota: 'month' } });
});

test('who can get no more is said beforehand, left out and listed with the reason; or WeCom is asked all the same', async () => {
  expect((await kit.admin.call(contracts.getMassQuota)).body).toEqual({ rule: 'month', over: 'skip' });
  await quota('day', 'skip');
  await kit.sandbox.control('POST /control/settings', { body: { massQuota: 'day' } });
  await later(24 * HOUR);
  const preview = async () =>
    (await kit.admin.call(contracts.previewMassMessage, { body: { filter: {} } as never })).body;
  expect(await preview()).toMatchObject({ customers: 4, unreachable: 1, overQuota: 0, cursor: null });
  const first = await sending({ texts: ['今天第一条'] });
  await confirm('zhang', '今天第一条');
  await later(6 * MINUTE);
  expect((await view(first)).counts.sent).toBe(2);
  const said = await preview();
  expect(said).toMatchObject({ customers: 4, overQuota: 2, reps: [{ member: { userId: 'li' } }] });
  const left = await sending({ texts: ['今天跳过的'] });
  expect(await view(left)).toMatchObject({ counts: { total: 4, skipped: said.overQuota, waiting: 1, unreachable: 1 } });
  expect(await tasksOf('zhang', '今天跳过的')).toEqual([]);
  const skipped = await kit.admin.call(contracts.listMassResults, {
    params: { massMessageId: left },
    body: { outcome: 'skipped', limit: 20 },
  });
  expect(skipped.body.items.map((row) => row.customer.name).toSorted()).toEqual(['林晓雨', '顾言'].toSorted());
  await quota('day', 'send');
  const second = await sending({ texts: ['今天第二条'] });
  await confirm('zhang', '今天第二条');
  await later(6 * MINUTE);
  expect(await view(second)).toMatchObject({ counts: { overQuota: 2, sent: 0 } });
  await later(24 * HOUR);
  expect(await preview()).toMatchObject({ overQuota: 0 });
  // Whom WeCom found over yesterday's limit counts as over this month's: the other tests send to everybody.
  await quota('month', 'send');
  await kit.sandbox.control('POST /control/settings', { body: { massQuota: 'month' } });
});

test('one that is put off begins at its moment, and can be taken back before', async () => {
  const { id } = await written({ texts: ['明天再发'] });
  expect(await start(id, now() - 1)).toMatchObject({ status: 400, body: { code: 'mass_message.start_not_ahead' } });
  expect((await start(id, now() + HOUR)).body).toMatchObject({ status: 'scheduled', can: { cancel: true } });
  await later(30 * MINUTE);
  expect(await tasksOf('zhang', '明天再发')).toEqual([]);
  await kit.admin.call(contracts.cancelMassMessage, { params: { massMessageId: id } });
  expect(await view(id)).toMatchObject({ status: 'draft', startAt: null });
  await start(id, now() + HOUR);
  await later(61 * MINUTE);
  expect(await tasksOf('zhang', '明天再发')).toHaveLength(1);
});

test('materials go as they were when it began, with one tracked link for each rep', async () => {
  const library = givenLibrary(kit.server, 'admin');
  const asset = await library.upload('image', 'a.png', PNG);
  const picture = await library.add({ title: '图', content: { kind: 'image', assetId: asset.id } });
  const page = await library.add({ title: '手册', content: { kind: 'link', url: 'https://example.com/a' } });
  const id = await sending({ texts: ['看看手册'], materialIds: [picture.id, page.id] });
  await tryAgain();
  expect(await view(id)).toMatchObject({ status: 'running' });
  const { items } = await kit.sandbox.control('GET /control/mass-messages', { query: {} });
  const links = items
    .filter((one) => JSON.stringify(one).includes('看看手册'))
    .map((one) => /\/t\/([0-9A-Za-z]{10})/.exec(JSON.stringify(one))?.[1]);
  expect(new Set(links).size).toBe(2);
  const [row] = await select<{ n: number | string }>(
    kit.server.db.read,
    'SELECT COUNT(*) AS n FROM touch_link WHERE subject_id = ?',
    [page.id],
  );
  expect(Number(row!.n)).toBe(2);
});

test('what cannot be sent is refused with what to change, and nothing is kept', async () => {
  const refused = async (more: Partial<contracts.MassDraftInput>) => {
    const { status, body } = await kit.admin.call(contracts.createMassMessage, { body: draft(more) as never });
    return [status, (body as unknown as { code: string }).code];
  };
  expect(await refused({ texts: ['{客户昵称}你好'] })).toEqual([400, 'mass_message.variables']);
  expect(await refused({ texts: [''] })).toEqual([400, 'mass_message.empty']);
  expect(await refused({ texts: ['字'.repeat(1400)] })).toEqual([400, 'request.invalid']);
  expect(await refused({ materialIds: ['01ARZ3NDEKTSV4RRFFQ69G5FAV'] })).toEqual([400, 'mass_message.material_unfit']);
  // Drawn for one customer each.
  const { design } = posterTemplates[0]!;
  const poster = await givenLibrary(kit.server, 'admin').add({ content: { kind: 'poster', design } });
  const { body } = await kit.admin.call(contracts.createMassMessage, {
    body: draft({ materialIds: [poster.id] }) as never,
  });
  expect(body).toMatchObject({ code: 'mass_message.material_unfit', details: { reason: 'poster' } });
});

test('reps may not, and a manager sees her own alone', async () => {
  expect(await kit.server.api.as('zhang').call(contracts.listMassMessages)).toMatchObject({ status: 403 });
  const { id } = await written();
  expect(
    await kit.server.api.as('boss').call(contracts.getMassMessage, { params: { massMessageId: id } }),
  ).toMatchObject({ status: 404, body: { code: 'mass_message.not_found' } });
});

test('written twice by one tap or a repeated request it is one; another key writes another', async () => {
  const before = (await kit.admin.call(contracts.listMassMessages, { query: { limit: 100 } as never })).body.items
    .length;
  const body = { ...draft({ name: '只有一条' }), idempotencyKey: 'one-tap-0001' } as never;
  const answers = await Promise.all([
    kit.admin.call(contracts.createMassMessage, { body }),
    kit.admin.call(contracts.createMassMessage, { body }),
  ]);
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  const again = await kit.admin.call(contracts.createMassMessage, { body });
  expect(again.body.id).toBe(answers[0]!.body.id);
  expect((await kit.server.api.as('boss').call(contracts.createMassMessage, { body })).body.id).not.toBe(again.body.id);
  const after = (await kit.admin.call(contracts.listMassMessages, { query: { limit: 100 } as never })).body.items
    .length;
  expect(after).toBe(before + 2);
  // Started twice: the second is told, and nobody gets a second task.
  const id = again.body.id;
  const started = await Promise.all([start(id), start(id)]);
  expect(started.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  await kit.settle();
  expect(await view(id)).toMatchObject({ counts: { total: 4 } });
  const [row] = await select<{ n: number | string }>(
    kit.server.db.read,
    'SELECT COUNT(*) AS n FROM mass_message_slice WHERE mass_message_id = ?',
    [id],
  );
  expect(Number(row!.n)).toBe(2);
});

test('of two who change one draft the second is told', async () => {
  const { id, version } = await written();
  const change = (name: string) =>
    kit.admin.call(contracts.updateMassMessage, {
      params: { massMessageId: id },
      body: { ...draft({ name }), version } as never,
    });
  expect(await change('改一')).toMatchObject({ status: 200, body: { name: '改一' } });
  expect(await change('改二')).toMatchObject({ status: 409, body: { code: 'mass_message.changed_meanwhile' } });
});

test('two texts divide the customers between them', async () => {
  const id = await sending({ texts: ['甲版文字', '乙版文字'] });
  const results = await kit.admin.call(contracts.listMassResults, {
    params: { massMessageId: id },
    body: { outcome: 'waiting', limit: 20 },
  });
  const variants = new Map(results.body.items.map((row) => [row.customer.id, row.variant]));
  for (const [text, variant] of [
    ['甲版文字', 0],
    ['乙版文字', 1],
  ] as const) {
    const receivers = [...(await tasksOf('zhang', text)), ...(await tasksOf('li', text))].flatMap((task) =>
      task.receivers.map((receiver) => receiver.id),
    );
    const ids = Object.values(people).filter(({ externalUserId }) => receivers.includes(externalUserId));
    expect(ids.map((one) => variants.get(one.id))).toEqual(ids.map(() => variant));
    await confirm('zhang', text);
    await confirm('li', text);
  }
  await later(6 * MINUTE);
  const replied = people['周敏']!;
  await givenMessage(kit.server, { customerId: replied.id, text: '想看看', userId: 'li' });
  const compared = await kit.admin.call(contracts.compareMassTexts, { params: { massMessageId: id } });
  const variant = variants.get(replied.id)!;
  expect(compared.body.items.find((one) => one.variant === variant)).toMatchObject({ replied: 1, opened: null });
  expect(compared.body.items.reduce((sum, one) => sum + one.sent, 0)).toBe(3);
  expect(compared.body.items.reduce((sum, one) => sum + one.replied, 0)).toBe(1);
});

test('who opened the links of a text is counted for that text', async () => {
  const library = givenLibrary(kit.server, 'admin');
  const page = await library.add({ title: '案例库', content: { kind: 'link', url: 'https://example.com/cases' } });
  const id = await sending({ texts: ['甲版看看', '乙版看看'], materialIds: [page.id] });
  for (const text of ['甲版看看', '乙版看看']) for (const rep of ['zhang', 'li']) await confirm(rep, text);
  await later(6 * MINUTE);
  const slices = await select<{ variant: number | string; link_keys: string }>(
    kit.server.db.read,
    'SELECT variant, link_keys FROM mass_message_slice WHERE mass_message_id = ?',
    [id],
  );
  const [slice] = slices;
  const [key] = Object.values(JSON.parse(slice!.link_keys) as Record<string, string>);
  for (let visitors = 0; visitors < 2; visitors++) await phone(kit.server).open(key!).beat();
  const { body } = await kit.admin.call(contracts.compareMassTexts, { params: { massMessageId: id } });
  const opened = new Map(body.items.map((one) => [one.variant, one.opened]));
  expect(opened.get(Number(slice!.variant))).toBe(2);
  expect(body.items.reduce((sum, one) => sum + one.delivered, 0)).toBe(3);
});
