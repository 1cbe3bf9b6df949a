import { replayFailure, listFailures } from '@zhike/shared/contracts/operation';
import { momentTaskKey } from '@zhike/sandbox/world/moment-types';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type MomentTest, startMomentTest } from '../../../test/moment-kit.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const CREATE = '/cgi-bin/externalcontact/add_moment_task';
const LIST = '/cgi-bin/externalcontact/get_moment_list';

let kit: MomentTest;

beforeAll(async () => {
  kit = await startMomentTest();
});
afterAll(() => kit.server.close());
afterEach(() => kit.sandbox.control('POST /control/faults/clear'));

const fail = (path: string, more: Record<string, unknown>) =>
  kit.sandbox.control('POST /control/faults', { body: { api: { failNext: [{ path, times: 1, ...more }] } } });
/** WeCom makes the next one, and the answer does not come. */
const lost = (text: string, more: Record<string, unknown> = {}) => unanswered({ lost: true }, text, more);
/** `-1` does not say how far it got; here it got nowhere. */
const neverArrived = (text: string, more: Record<string, unknown> = {}) => unanswered({ errcode: -1 }, text, more);
async function unanswered(fault: Record<string, unknown>, text: string, more: Record<string, unknown>) {
  await fail(CREATE, fault);
  const { id } = (await kit.create({ text, ...more })).body;
  await kit.settle();
  return id;
}
const wecomIdOf = async (id: string) =>
  (
    (await kit.server.db.read.query('SELECT wecom_id FROM moment WHERE id = ?', [id])) as { wecom_id: string | null }[]
  )[0]!.wecom_id;
const idsAt = async (userId: string, text: string) =>
  (await kit.momentsOf(userId, text)).map(({ momentId }) => momentId);
/** The list tells nothing of what was deleted. */
function removeInWecom(momentId: string) {
  const { moments, momentTasks } = kit.sandbox.state;
  const userIds = Array.from(momentTasks.of(momentId), ({ userId }) => userId);
  for (const userId of userIds) momentTasks.delete(momentTaskKey(momentId, userId));
  moments.delete(momentId);
}

test('one whose answer was lost is found again and adopted, never made twice; meanwhile whoever looks is told', async () => {
  const id = await lost('失去回应');
  expect(await kit.view(id)).toMatchObject({ status: 'making', problem: 'moment.outcome_open' });
  await kit.tryAgain();
  await kit.later(2 * MINUTE);
  expect(await kit.view(id)).toMatchObject({ status: 'running', problem: null, reps: { total: 2 } });
  expect(await kit.momentsOf('zhang', '失去回应')).toHaveLength(1);
});

test('two lost ones with the same words in the same minute are each found as what they are', async () => {
  const forLi = await lost('同样的话', { userIds: ['li'] });
  const forZhang = await lost('同样的话', { userIds: ['zhang'] });
  await kit.tryAgain();
  await kit.later(2 * MINUTE);
  expect([await wecomIdOf(forLi)]).toEqual(await idsAt('li', '同样的话'));
  expect([await wecomIdOf(forZhang)]).toEqual(await idsAt('zhang', '同样的话'));
});

test('a lost one that never arrived does not take the one with the same words that did', async () => {
  const arrived = await kit.running('到了一条', { userIds: ['zhang'] });
  const id = await neverArrived('到了一条', { userIds: ['zhang'] });
  await kit.tryAgain();
  expect(await kit.view(id)).toMatchObject({ status: 'making', problem: 'moment.outcome_open' });
  await kit.later(11 * MINUTE);
  await kit.tryAgain();
  await kit.later(2 * MINUTE);
  expect(await kit.view(id)).toMatchObject({ status: 'running', problem: null });
  expect(await idsAt('zhang', '到了一条')).toHaveLength(2);
  expect(await wecomIdOf(id)).not.toBe(await wecomIdOf(arrived));
});

test('a colleague’s own job that still runs keeps its moment', async () => {
  await kit.sandbox.control('POST /control/settings', { body: { momentJobMs: 300 } });
  const id = await lost('各发各的');
  const { id: other } = (await kit.create({ text: '各发各的' })).body;
  await kit.settle();
  await expect.poll(() => kit.momentsOf('li', '各发各的')).toHaveLength(2);
  await new Promise((resolve) => setTimeout(resolve, 400));
  await kit.tryAgain();
  expect(await kit.view(id)).toMatchObject({ status: 'making', problem: 'moment.outcome_open' });
  await kit.later(2 * MINUTE);
  await kit.tryAgain();
  await kit.sandbox.control('POST /control/settings', { body: { momentJobMs: 0 } });
  expect(await kit.view(id)).toMatchObject({ status: 'running' });
  expect(await kit.view(other)).toMatchObject({ status: 'running' });
  expect([await wecomIdOf(id), await wecomIdOf(other)].toSorted()).toEqual((await idsAt('li', '各发各的')).toSorted());
});

test('a job that WeCom has forgotten is looked for in the list, and told as unknown where it is not there', async () => {
  const found = (await kit.create({ text: '停机一天' })).body.id;
  await kit.settle();
  const gone = (await kit.create({ text: '停机再删' })).body.id;
  await kit.settle();
  removeInWecom((await idsAt('li', '停机再删'))[0]!);
  await kit.later(DAY + MINUTE);
  expect(await kit.view(found)).toMatchObject({ status: 'running', problem: null, reps: { total: 2 } });
  expect(await kit.view(gone)).toMatchObject({ status: 'unknown', problem: 'moment.outcome_unknown' });
  expect(await kit.momentsOf('li', '停机一天')).toHaveLength(1);
});

async function giveUp() {
  await kit.server.db.transaction((tx) =>
    tx.query("UPDATE outbox_command SET created_at = 0 WHERE status = 'waiting' AND name = 'create-moment'"),
  );
  await kit.tryAgain();
}
async function replay() {
  const { items } = (await kit.admin.call(listFailures, { query: { kind: 'command' } })).body;
  const failure = items.find(({ name }) => name === 'create-moment')!;
  const params = { kind: failure.kind, id: failure.id };
  expect(await kit.admin.call(replayFailure, { params })).toMatchObject({ status: 200 });
  await kit.tryAgain();
}

test('where it cannot be said which one is there, both are told as unknown, and neither is made again', async () => {
  const first = await lost('说不清');
  const second = await neverArrived('说不清');
  await kit.later(11 * MINUTE);
  await kit.tryAgain();
  for (const id of [first, second])
    expect(await kit.view(id)).toMatchObject({ status: 'making', problem: 'moment.outcome_open' });
  await giveUp();
  for (const id of [first, second])
    expect(await kit.view(id)).toMatchObject({ status: 'unknown', problem: 'moment.outcome_unknown' });
  expect(await kit.momentsOf('li', '说不清')).toHaveLength(1);
});

test('where WeCom’s list cannot be read it is told as unknown; tried again by somebody it is found, not repeated', async () => {
  const id = await lost('列表读不到');
  await fail(LIST, { times: 50, errcode: -1 });
  await giveUp();
  expect(await kit.view(id)).toMatchObject({ status: 'unknown', problem: 'moment.outcome_unknown' });
  await kit.sandbox.control('POST /control/faults/clear');
  await replay();
  await kit.later(2 * MINUTE);
  expect(await kit.view(id)).toMatchObject({ status: 'running', problem: null });
  expect(await kit.momentsOf('li', '列表读不到')).toHaveLength(1);
});

test('one that WeCom was not to be told of is made when somebody has it tried again', async () => {
  await fail(CREATE, { times: 50, errcode: 41078 });
  const { id } = (await kit.create({ text: '暂时没能通知' })).body;
  await kit.settle();
  await giveUp();
  expect(await kit.view(id)).toMatchObject({ status: 'failed', problem: 'moment.stuck' });
  await kit.sandbox.control('POST /control/faults/clear');
  await replay();
  await kit.later(2 * MINUTE);
  expect(await kit.view(id)).toMatchObject({ status: 'running', problem: null });
  expect(await kit.momentsOf('li', '暂时没能通知')).toHaveLength(1);
});
