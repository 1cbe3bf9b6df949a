import * as contracts from '@zhike/shared/contracts/sop';
import * as enrolments from '@zhike/shared/contracts/sop-enrolment';
import * as play from '@zhike/shared/contracts/sop-play';
import { changeCustomerTags } from '@zhike/shared/contracts/customer-changes';
import { listTasks } from '@zhike/shared/contracts/task';
import type { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertRows, select } from '../../platform/database/sql.ts';
import { stopSopsWhenTagged } from '../../scenarios/customer-tagged/stop-sops.ts';
import { remindOfTasks } from '../../scenarios/every-minute/remind-of-tasks.ts';
import { openSopSteps } from '../../scenarios/sop-steps-due/open-sop-steps.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { playSopToItsEnd } from '../../test/play-sop.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

const DAY = 86_400_000;

/** The demo: business time is the sandbox's. */
let demo: TestServer;
let real: TestServer;
beforeAll(async () => {
  const scenarios = [openSopSteps, remindOfTasks, stopSopsWhenTagged];
  demo = await startTestServer({ sandbox: true, demo: true, scenarios });
  real = await startTestServer({ sandbox: true, scenarios });
  for (const server of [demo, real]) {
    await givenMember(server, { userId: 'boss', role: 'admin', name: '陈宇' });
    await givenMember(server, { userId: 'zhang', name: '张伟' });
    await givenMember(server, { userId: 'lead', role: 'manager', name: '周敏', departmentId: 77 });
    await server.db.transaction((tx) =>
      insertRows(tx, 'tag', [{ id: 'paid', group_id: 'g1', name: '成交', sort: 0, created_by_us: 1, created_at: 0 }]),
    );
  }
}, 120_000);
afterAll(async () => {
  await demo.close();
  await real.close();
});

type Draft = z.input<typeof contracts.SopDraft>;
const step = (title: string, day: number, more: Partial<Draft['steps'][number]> = {}): Draft['steps'][number] => ({
  title,
  at: { kind: 'day', days: day, time: '10:00' },
  deed: { kind: 'call', note: '问问看' },
  ...more,
});
async function givenSop(server: TestServer, draft: Partial<Draft> & Pick<Draft, 'steps'>, isOn = true) {
  const boss = server.api.as('boss');
  const body = { name: '月度跟进', start: { kind: 'enrolled' as const }, daysOff: 'as_is' as const, ...draft };
  const { body: sop } = await boss.call(contracts.createSop, { body });
  return (await boss.call(contracts.switchSop, { params: { sopId: sop.id }, body: { isOn } })).body;
}
const codeOf = ({ body }: { body: unknown }) => (body as { code: string }).code;

test('in the demo a whole month is played within seconds: each moment tells what came about, until nothing is left', async () => {
  const hot = { field: 'tag', op: 'any' as const, values: ['paid'] };
  const sop = await givenSop(demo, {
    steps: [step('打招呼', 1), step('只给成交的', 7, { filter: hot }), step('月末回访', 30)],
  });
  const { id: customerId } = await givenCustomer(demo, { friendsOf: ['zhang'], name: '林晓雨' });
  const boss = demo.api.as('boss');
  const begun = await boss.call(play.playSop, { params: { sopId: sop.id }, body: { customerId } });
  expect(begun.status, JSON.stringify(begun.body)).toBe(200);
  const startedAt = begun.body.now;
  const told = [...begun.body.happened];
  let last = begun.body;
  for (let moves = 0; last.nextAt !== null; moves += 1) {
    expect(moves).toBeLessThan(30);
    const due = last.nextAt;
    const answer = await boss.call(play.playOn, { params: { enrolmentId: last.enrolment.id } });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    last = answer.body;
    // Never before its time, and the sandbox's clock stands there, too.
    expect(last.now).toBeGreaterThanOrEqual(due);
    expect((await demo.sandbox!.control('GET /control/clock')).now).toBeGreaterThanOrEqual(due);
    told.push(...last.happened);
  }
  expect(last.now - startedAt).toBeGreaterThan(29 * DAY);
  expect(last.enrolment).toMatchObject({ status: 'finished' });
  const texts = told.map(({ text }) => text);
  expect(texts[0]).toBe('由陈宇加入');
  expect(texts).toContain('「打招呼」成为张伟的待办');
  expect(texts).toContain('提醒张伟:「打招呼」到期了');
  expect(texts).toContain('「只给成交的」跳过:到期时不符合这一步的条件');
  expect(texts).toContain('「月末回访」成为张伟的待办');
  expect(texts).toContain('所有步骤都已到时,SOP 走完');
  const order = ['「打招呼」成为张伟的待办', '提醒张伟:「打招呼」到期了', '「月末回访」成为张伟的待办'];
  expect(order.map((text) => texts.indexOf(text))).toEqual(
    order.map((text) => texts.indexOf(text)).toSorted((a, b) => a - b),
  );
  // It was no calculation: the tasks are there, and the log says who played it.
  const { body: tasks } = await demo.api.as('zhang').call(listTasks, { query: { customerId } });
  expect(tasks.items.map(({ title }) => title).toSorted()).toEqual(['打招呼', '月末回访']);
  const log = await select(demo.db.read, "SELECT id FROM audit_log WHERE action = 'sop.play' AND subject_id = ?", [
    customerId,
  ]);
  expect(log).toHaveLength(1);
}, 60_000);

test('where time is real nothing can be played, and nobody is enrolled by trying', async () => {
  const sop = await givenSop(real, { steps: [step('打招呼', 1)] });
  const { id: customerId } = await givenCustomer(real, { friendsOf: ['zhang'] });
  const boss = real.api.as('boss');
  expect(codeOf(await boss.call(play.playSop, { params: { sopId: sop.id }, body: { customerId } }))).toBe(
    'sop.clock_not_ours',
  );
  expect((await boss.call(enrolments.listEnrolments, { params: { customerId } })).body.items).toEqual([]);
  const { body: way } = await boss.call(enrolments.enrolCustomer, { params: { customerId }, body: { sopId: sop.id } });
  expect(codeOf(await boss.call(play.playOn, { params: { enrolmentId: way.id } }))).toBe('sop.clock_not_ours');
});

test('only who may edit SOPs and sees the customer plays; what is off is not played', async () => {
  const sop = await givenSop(demo, { steps: [step('打招呼', 1)] });
  const off = await givenSop(demo, { steps: [step('打招呼', 1)] }, false);
  const { id: customerId } = await givenCustomer(demo, { friendsOf: ['zhang'] });
  const start = (as: string, sopId: string) =>
    demo.api.as(as).call(play.playSop, { params: { sopId }, body: { customerId } });
  expect((await start('zhang', sop.id)).status).toBe(403);
  expect(codeOf(await start('lead', sop.id))).toBe('customer.not_visible');
  expect(codeOf(await start('boss', off.id))).toBe('sop.is_off');
  const { body: begun } = await start('boss', sop.id);
  const on = (as: string) => demo.api.as(as).call(play.playOn, { params: { enrolmentId: begun.enrolment.id } });
  expect((await on('zhang')).status).toBe(403);
  expect(codeOf(await on('lead'))).toBe('sop.enrolment_not_found');
  expect(codeOf(await start('lead', sop.id))).toBe('sop.enrolment_not_found');
  // Begun twice she is still in it once.
  expect((await start('boss', sop.id)).body.enrolment.id).toBe(begun.enrolment.id);
});

test('a test plays thirty days in a moment, and may act on the way: a tag ends it there', async () => {
  const sop = await givenSop(real, {
    stop: { tagIds: ['paid'] },
    steps: [step('一', 1), step('二', 9), step('三', 20), step('四', 30)],
  });
  const enrol = async () => {
    const { id: customerId } = await givenCustomer(real, { friendsOf: ['zhang'] });
    const boss = real.api.as('boss');
    return (await boss.call(enrolments.enrolCustomer, { params: { customerId }, body: { sopId: sop.id } })).body;
  };
  const began = real.clock.now();
  const whole = await enrol();
  expect(await playSopToItsEnd(real, whole.id)).toMatchObject({ status: 'finished' });
  expect(real.clock.now() - began).toBeGreaterThan(29 * DAY);
  const cut = await enrol();
  let opened = 0;
  const end = await playSopToItsEnd(real, cut.id, async () => {
    const { body } = await real.api
      .as('boss')
      .call(enrolments.listEnrolments, { params: { customerId: cut.customer.id } });
    opened = body.items[0]!.steps.filter(({ state }) => state === 'open').length;
    if (opened === 2 && body.items[0]!.status === 'active') {
      const add = { params: { customerId: cut.customer.id }, body: { add: ['paid'], remove: [] } };
      expect((await real.api.as('zhang').call(changeCustomerTags, add)).status).toBe(200);
      await real.settle();
    }
  });
  expect(end).toMatchObject({ status: 'stopped', stopReason: 'tag' });
  expect(opened).toBe(2);
}, 60_000);
