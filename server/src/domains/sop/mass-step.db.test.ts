import * as mass from '@zhike/shared/contracts/mass-message';
import { createScript, createScriptCategory, deleteScript } from '@zhike/shared/contracts/script';
import * as contracts from '@zhike/shared/contracts/sop';
import * as enrolments from '@zhike/shared/contracts/sop-enrolment';
import { listTasks } from '@zhike/shared/contracts/task';
import type { z } from 'zod';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type ChannelTest, startChannelTest } from '../../test/channel-kit.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenLibrary } from '../../test/material-kit.ts';
import { putInMassMessage } from './put-in-mass-message.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CREATE = '/cgi-bin/externalcontact/add_msg_template';

let kit: ChannelTest;
let categoryId: string;
const people: Record<string, string> = {};

beforeAll(async () => {
  kit = await startChannelTest();
  await kit.sandbox.control('POST /control/settings', { body: { massDispatchMs: 0 } });
  await kit.givenRep('zhang', '张伟');
  await kit.givenRep('li', '李娜');
  for (const [name, userId] of [
    ['林晓雨', 'zhang'],
    ['顾言', 'zhang'],
    ['周敏', 'li'],
  ] as const)
    people[name] = (await kit.befriended(name, userId)).id;
  people['孤单'] = (await givenCustomer(kit.server, { name: '孤单', ownerUserId: 'zhang' })).id;
  categoryId = (await kit.admin.call(createScriptCategory, { body: { name: '节日', isMine: false } })).body.id;
});
afterAll(() => kit.server.close());
afterEach(() => faults([]));

type Fault = { path: string; times: number; errcode?: number; lost?: boolean };
const faults = (failNext: Fault[]) => kit.sandbox.control('POST /control/faults', { body: { api: { failNext } } });
const later = (ms: number) => kit.travelTo(kit.server.clock.now() + ms);
async function tryAgain() {
  await kit.server.db.transaction((tx) =>
    tx.query("UPDATE outbox_command SET next_attempt_at = 0 WHERE status = 'waiting'"),
  );
  kit.server.delivery.signal('commands:normal');
  await kit.settle();
}

async function givenScript(text: string, materialIds: string[] = []): Promise<string> {
  const body = { categoryId, title: text.slice(0, 20), text, materialIds, isMine: false };
  const answer = await kit.admin.call(createScript, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.id;
}

type Step = z.input<typeof contracts.SopDraft>['steps'][number];
const massStep = (scriptId: string | null, more: Partial<Step> = {}): Step => ({
  title: '节日问候',
  at: { kind: 'minutes', minutes: 10 },
  deed: { kind: 'send', way: 'mass', scriptId },
  ...more,
});
let names = 0;
const draftOf = (steps: Step[]) => ({
  name: `节日 ${++names}`,
  start: { kind: 'enrolled' as const },
  daysOff: 'as_is' as const,
  steps,
});
async function givenSop(steps: Step[]): Promise<contracts.SopView> {
  const made = await kit.admin.call(contracts.createSop, { body: draftOf(steps) });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  const params = { sopId: made.body.id };
  return (await kit.admin.call(contracts.switchSop, { params, body: { isOn: true } })).body;
}
async function enrolAll(sopId: string, who: string[]): Promise<void> {
  for (const name of who) {
    const params = { customerId: people[name]! };
    expect((await kit.admin.call(enrolments.enrolCustomer, { params, body: { sopId } })).status).toBe(200);
  }
}

const sendsOf = async (sopId: string) =>
  (await kit.admin.call(mass.listMassMessages, { query: { sopId } })).body.items.map(
    ({ name, sentence, counts, reps }) => ({
      name,
      sentence,
      sent: counts.sent,
      total: counts.total,
      reps: reps.total,
    }),
  );
const stepOf = async (sopId: string, name: string) => {
  const { body } = await kit.admin.call(enrolments.listEnrolments, { params: { customerId: people[name]! } });
  const { state, why } = body.items.find(({ sop }) => sop.id === sopId)!.steps[0]!;
  return why === null ? state : `${state} ${why}`;
};
const massTasksOf = async (userId: string, text: string) =>
  (
    await kit.sandbox.control('GET /control/members/:userId/mass-tasks', { params: { userId }, query: {} })
  ).items.filter((task) => JSON.stringify(task).includes(text));
async function confirm(userId: string, text: string): Promise<void> {
  for (const { msgId } of await massTasksOf(userId, text))
    await kit.sandbox.control('POST /control/members/:userId/mass-tasks/:msgId/send', {
      params: { userId, msgId },
      body: {},
    });
}
const todosOf = async (name: string) =>
  (await kit.admin.call(listTasks, { query: { customerId: people[name]! } })).body.items
    .filter(({ kind }) => kind === 'sop')
    .map(({ reason }) => reason);

test('what lies ahead tells which steps go out as a mass message and which become tasks', async () => {
  const call: Step = { title: '回访', at: { kind: 'minutes', minutes: 30 }, deed: { kind: 'call', note: '问问近况' } };
  const scriptId = await givenScript('明天见');
  const alone = massStep(scriptId, { title: '单独问候', deed: { kind: 'send', way: 'task', scriptId } });
  const sop = await givenSop([massStep(scriptId), alone, call]);
  people['许诺'] = (await kit.befriended('许诺', 'li')).id;
  await enrolAll(sop.id, ['许诺']);
  const day = new Date(kit.server.clock.now() + 8 * HOUR + 10 * MINUTE).toISOString().slice(0, 10);
  const { body } = await kit.admin.call(enrolments.listComingSteps, { query: { day, sopId: sop.id } });
  expect(body.items.map(({ title, isMass }) => [title, isMass])).toEqual([
    ['节日问候', true],
    ['单独问候', false],
    ['回访', false],
  ]);
});

test('all for whom the step is due get one mass message, each rep confirms once, and each customer’s way tells what came of it', async () => {
  const sop = await givenSop([massStep(await givenScript('端午安康,记得吃粽子'))]);
  await enrolAll(sop.id, ['林晓雨', '顾言', '周敏']);
  await later(11 * MINUTE);
  await kit.settle();
  expect(await sendsOf(sop.id)).toEqual([
    {
      name: `${sop.name}:节日问候`,
      sentence: `SOP「${sop.name}」走到「节日问候」的客户`,
      sent: 0,
      total: 3,
      reps: 2,
    },
  ]);
  expect(await massTasksOf('zhang', '记得吃粽子')).toMatchObject([{ receiverCount: 2 }]);
  expect(await massTasksOf('li', '记得吃粽子')).toMatchObject([{ receiverCount: 1 }]);
  expect(await stepOf(sop.id, '顾言')).toBe('open 等员工在企业微信确认群发');
  expect(await todosOf('顾言')).toEqual([]);
  await confirm('zhang', '记得吃粽子');
  await later(6 * MINUTE);
  expect(await stepOf(sop.id, '顾言')).toBe('done');
  expect(await stepOf(sop.id, '周敏')).toBe('open 等员工在企业微信确认群发');
  // What people have written themselves stands by itself.
  expect((await kit.admin.call(mass.listMassMessages)).body.items).toEqual([]);
});

test('taken back in WeCom or by the manager, the customer’s way says that nothing was sent', async () => {
  const sop = await givenSop([massStep(await givenScript('中秋快乐'))]);
  await enrolAll(sop.id, ['周敏']);
  await later(11 * MINUTE);
  await kit.settle();
  const { body } = await kit.admin.call(mass.listMassMessages, { query: { sopId: sop.id } });
  await kit.admin.call(mass.cancelMassMessage, { params: { massMessageId: body.items[0]!.id } });
  await kit.settle();
  expect(await stepOf(sop.id, '周敏')).toBe('unsent 群发已取消');
});

test('a call whose answer was lost is found again, nobody gets it twice', async () => {
  const sop = await givenSop([massStep(await givenScript('国庆快乐呀'))]);
  await enrolAll(sop.id, ['林晓雨', '周敏']);
  await faults([{ path: CREATE, times: 1, lost: true }]);
  await later(11 * MINUTE);
  await kit.settle();
  await tryAgain();
  expect(await massTasksOf('zhang', '国庆快乐呀')).toHaveLength(1);
  expect(await massTasksOf('li', '国庆快乐呀')).toHaveLength(1);
  expect(await sendsOf(sop.id)).toMatchObject([{ total: 2, reps: 2 }]);
});

test('whoever can get no mass message gets the step as a task of her rep, with the reason', async () => {
  await kit.admin.call(mass.setMassQuota, { body: { rule: 'day', over: 'skip' } });
  await kit.sandbox.control('POST /control/settings', { body: { massQuota: 'day' } });
  await later(24 * HOUR);
  const first = await givenSop([massStep(await givenScript('今天第一条问候'))]);
  await enrolAll(first.id, ['林晓雨', '孤单']);
  await later(11 * MINUTE);
  await kit.settle();
  await confirm('zhang', '今天第一条问候');
  await later(6 * MINUTE);
  expect(await stepOf(first.id, '林晓雨')).toBe('done');
  expect(await todosOf('孤单')).toEqual([expect.stringContaining('没有员工与客户是好友')]);
  expect(await stepOf(first.id, '孤单')).toBe('open');
  const second = await givenSop([massStep(await givenScript('今天第二条问候'))]);
  await enrolAll(second.id, ['林晓雨', '顾言']);
  await later(11 * MINUTE);
  await kit.settle();
  expect(await todosOf('林晓雨')).toEqual([expect.stringContaining('已达上限')]);
  expect(await sendsOf(second.id)).toMatchObject([{ total: 1 }]);
  await kit.admin.call(mass.setMassQuota, { body: { rule: 'month', over: 'skip' } });
  await kit.sandbox.control('POST /control/settings', { body: { massQuota: 'month' } });
});

test('a script that was removed before the day goes out to nobody: her rep gets the step, and is told', async () => {
  const scriptId = await givenScript('后来删掉的话术');
  const sop = await givenSop([massStep(scriptId)]);
  await enrolAll(sop.id, ['周敏']);
  expect((await kit.admin.call(deleteScript, { params: { scriptId } })).status).toBe(200);
  await later(11 * MINUTE);
  await kit.settle();
  expect(await todosOf('周敏')).toEqual([expect.stringContaining('内容现在不能群发')]);
  expect(await sendsOf(sop.id)).toEqual([]);
});

test('more than one slice of them go out as one message, and what is due later as another', async () => {
  const sop = await givenSop([massStep(await givenScript('元旦快乐'))]);
  const [step] = sop.definition.steps;
  const { deed } = step!;
  if (deed.kind !== 'send') throw new Error('a step that sends');
  const moment = { now: kit.server.clock.now(), timeZone: kit.server.config.timeZone };
  const put = (names: string[]) =>
    kit.server.db.transaction((tx) =>
      putInMassMessage(
        tx,
        { ...sop, createdBy: 'admin' },
        { step: step!, deed, version: 1 },
        names.map((name) => people[name]!),
        moment,
      ),
    );
  const [first] = [...(await put(['林晓雨'])).values()];
  const [second] = [...(await put(['顾言'])).values()];
  expect(second!.massMessageId).toBe(first!.massMessageId);
  await enrolAll(sop.id, ['周敏']);
  await later(11 * MINUTE);
  await kit.settle();
  expect(await sendsOf(sop.id)).toMatchObject([{ total: 3 }]);
  const [third] = [...(await put(['顾言'])).values()];
  expect(third!.massMessageId).not.toBe(first!.massMessageId);
});

test('what would go out to everybody alike is refused when it is saved: names to fill in, words as attachments, too much of it', async () => {
  const refused = async (step: Step) =>
    (await kit.admin.call(contracts.createSop, { body: draftOf([step]) })).body as unknown as { code: string };
  expect(await refused(massStep(await givenScript('{客户昵称}您好')))).toMatchObject({
    code: 'mass_message.variables',
  });
  const library = givenLibrary(kit.server, 'admin');
  const words = await library.add();
  const deed = { kind: 'send' as const, way: 'mass' as const, materialIds: [words.id] };
  expect(await refused(massStep(null, { deed }))).toMatchObject({ code: 'mass_message.material_unfit' });
  const nine = [];
  for (let at = 0; at < 9; at++) nine.push((await library.add()).id);
  const scriptId = await givenScript('带一个素材', [words.id]);
  const full = { ...deed, scriptId, materialIds: nine };
  expect(await refused(massStep(null, { deed: full }))).toMatchObject({ code: 'sop.too_much_for_mass' });
});
