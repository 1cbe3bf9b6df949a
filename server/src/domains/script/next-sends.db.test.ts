import { reportSend } from '@zhike/shared/contracts/material-send';
import * as script from '@zhike/shared/contracts/script';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nightStarted } from '../../platform/scheduler/events.ts';
import { insertRows, select } from '../../platform/database/sql.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { businessDate } from '../../platform/business-time.ts';
import { countAnsweredSends } from '../behaviour/answered-sends.ts';
import { customerStageChanged } from '../customer/events.ts';
import { countStepSent } from '../../scenarios/content-sent/count-step.ts';
import { learnNextSendsNightly } from '../../scenarios/every-night/learn-next-sends.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

const DAY = 86_400_000;
let server: TestServer;
let quote: string;
let promise: string;
let other: string;
const as = (userId: string) => server.api.as(userId);

beforeAll(async () => {
  server = await startTestServer({ scenarios: [countStepSent, learnNextSendsNightly] });
  await givenMember(server, { userId: 'admin', departmentId: 1 });
  for (const [userId, name] of [
    ['wang', '王芳'],
    ['li', '李娜'],
    ['zhao', '赵敏'],
    ['new', '新人'],
  ] as const)
    await givenMember(server, { userId, name, departmentId: 10 });
  const category = await as('admin').call(script.createScriptCategory, { body: { name: '报价', isMine: false } });
  const make = async (title: string) =>
    (
      await as('admin').call(script.createScript, {
        body: { title, text: `{客户昵称},${title}`, categoryId: category.body.id, isMine: false },
      })
    ).body.id;
  [quote, promise, other] = [await make('报价单'), await make('售后承诺'), await make('节日问候')];
}, 60_000);
afterAll(() => server.close());

let keys = 0;
async function send(userId: string, customerId: string, scriptId: string) {
  server.clock.offsetMs += 1_000;
  const prepared = await as(userId).call(script.prepareScriptSend, {
    params: { scriptId },
    body: { to: { customerId }, idempotencyKey: `key-${++keys}-long` },
  });
  expect(prepared.status, JSON.stringify(prepared.body)).toBe(200);
  const report = { params: { sendId: prepared.body.sendId }, body: { outcome: 'sent' as const } };
  expect((await as(userId).call(reportSend, report)).status).toBe(200);
  await server.settle();
  return prepared.body.sendId;
}
/** The customer wrote back `days` after now. */
const answer = (customerId: string, days: number) =>
  server.db.transaction((tx) =>
    insertRows(tx, 'customer_day_count', [
      {
        customer_id: customerId,
        kind: 'message_received',
        day: businessDate(server.clock.now() + days * DAY, 'Asia/Shanghai'),
        count: 1,
      },
    ]),
  );
const night = async () => {
  await server.db.transaction((tx) => recordEvent(tx, nightStarted({ occurredAt: server.clock.now(), payload: {} })));
  await server.settle();
};
const suggested = async (userId: string, customerId: string) =>
  (await as(userId).call(script.suggestNext, { params: { customerId } })).body.items;

test('what those sent next whose customers answered is proposed, with the reason', async () => {
  const fresh = await givenCustomer(server, { name: '林晓雨', ownerUserId: 'new' });
  expect(await suggested('new', fresh.id)).toEqual([]);

  for (const userId of ['wang', 'li', 'zhao']) {
    for (let count = 0; count < 2; count++) {
      const customer = await givenCustomer(server, { ownerUserId: userId });
      await send(userId, customer.id, quote);
      await send(userId, customer.id, promise);
      await answer(customer.id, 2);
    }
  }
  // Sends much, but nobody answers within a week: not whose habits are worth having.
  for (let count = 0; count < 3; count++) {
    const customer = await givenCustomer(server, { ownerUserId: 'new' });
    await send('new', customer.id, quote);
    await send('new', customer.id, other);
    await answer(customer.id, 8);
  }
  await send('new', fresh.id, quote);
  expect(await suggested('new', fresh.id)).toEqual([]);
  await night();
  expect(await suggested('new', fresh.id)).toMatchObject([
    {
      script: { id: promise, filled: '林晓雨,售后承诺' },
      material: null,
      times: 6,
      reason: expect.stringMatching(/^.+、.+等 3 位同事发完《报价单》后最常发这条\(6 次\)$/),
    },
  ]);
  await send('new', fresh.id, promise);
  expect(await suggested('new', fresh.id)).toEqual([]);
});

test('whoever moved customers on counts as well, and what is old is forgotten by the night', async () => {
  await night();
  const before = await select(server.db.read, 'SELECT * FROM next_send');
  expect(before.length).toBeGreaterThan(0);
  server.clock.offsetMs += 91 * DAY;
  await night();
  expect(await select(server.db.read, 'SELECT * FROM next_send')).toEqual([]);
});

test('what was sent is counted once, however often its event comes', async () => {
  const customer = await givenCustomer(server, { ownerUserId: 'wang' });
  const countOf = async () =>
    Number((await select<{ sent: number }>(server.db.read, 'SELECT sent FROM script WHERE id = ?', [other]))[0]!.sent);
  const before = await countOf();
  const sendId = await send('wang', customer.id, other);
  const report = { params: { sendId }, body: { outcome: 'sent' as const } };
  expect((await as('wang').call(reportSend, report)).status).toBe(200);
  await server.settle();
  expect(await countOf()).toBe(before + 1);
});

test('statistics tell the most used scripts and who uses them, to a rep only of herself', async () => {
  const day = businessDate(server.clock.now(), 'Asia/Shanghai');
  const stats = async (userId: string) =>
    (await as(userId).call(script.getScriptStats, { query: { from: day, to: day } })).body;
  const customer = await givenCustomer(server, { ownerUserId: 'li' });
  await send('li', customer.id, quote);
  await send('li', customer.id, quote);
  expect(await stats('admin')).toMatchObject({
    sent: 3,
    byScript: [
      { id: quote, title: '报价单', sent: 2, customers: 1, members: 1 },
      { id: other, sent: 1 },
    ],
    byMember: [
      { userId: 'li', name: '李娜', sent: 2, scripts: 1 },
      { userId: 'wang', sent: 1 },
    ],
  });
  expect((await stats('wang')).byMember.map(({ userId }) => userId)).toEqual(['wang']);
  const long = await as('admin').call(script.getScriptStats, { query: { from: '2025-01-01', to: '2026-01-02' } });
  expect(long).toMatchObject({
    status: 400,
    body: { code: 'request.invalid', details: { issues: [{ path: 'query.to' }] } },
  });
  const nextDay = businessDate(server.clock.now() + DAY, 'Asia/Shanghai');
  const tomorrow = await as('admin').call(script.getScriptStats, { query: { from: nextDay, to: nextDay } });
  expect(tomorrow.body.sent).toBe(0);
});

test('a customer who moved to a later stage within seven days, or wrote back, is an answer; once, and nothing else is', async () => {
  const since = server.clock.now();
  const stages = await select<{ id: string }>(server.db.read, 'SELECT id FROM stage ORDER BY sort, id');
  const [first, second] = stages.map(({ id }) => id);
  const move = (customerId: string, fromStageId: string | null, toStageId: string, days = 1) =>
    server.db.transaction((tx) =>
      recordEvent(
        tx,
        customerStageChanged({
          occurredAt: server.clock.now() + days * DAY,
          customerId,
          payload: { fromStageId, toStageId, byUserId: null, originRef: null },
        }),
      ),
    );
  const sent = async (userId: string) => {
    const { id } = await givenCustomer(server, { ownerUserId: userId });
    await send(userId, id, quote);
    return id;
  };
  const both = await sent('wang');
  await move(both, first!, second!);
  await answer(both, 7);
  await move(await sent('wang'), null, first!);
  await move(await sent('li'), second!, first!);
  await move(await sent('li'), first!, second!, 8);
  await answer(await sent('zhao'), 8);
  const counted = await countAnsweredSends(server.db.read, since);
  expect(new Map(counted.map(({ userId, customers }) => [userId, customers]))).toEqual(
    new Map([
      ['wang', 2],
      ['li', 0],
      ['zhao', 0],
    ]),
  );
});
