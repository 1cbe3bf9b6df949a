import * as api from '@zhike/shared/contracts/automation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertRows } from '../../platform/database/sql.ts';
import { actWhenDue } from '../../scenarios/rule-due/act-when-due.ts';
import { ruleScenarios } from '../../scenarios/rule-trigger/act-on-event.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenRules } from '../../test/rule-kit.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

let server: TestServer;
let kit: Awaited<ReturnType<typeof givenRules>>;
const DAY = 86_400_000;

beforeAll(async () => {
  server = await startTestServer({ scenarios: [actWhenDue, ...ruleScenarios] });
  kit = await givenRules(server);
});
afterAll(() => server.close());

/** Somebody about whom exactly this date lies some days back. */
async function givenDate(date: string, daysAgo: number): Promise<string> {
  const at = server.clock.now() - daysAgo * DAY;
  const old = server.clock.now() - 400 * DAY;
  const own = {
    'customer.first_added': { firstAddedAt: at },
    'customer.last_added': { firstAddedAt: old, lastAddedAt: at },
    'customer.lost': { firstAddedAt: old, lostAt: at, status: 'lost' as const },
  }[date] ?? { firstAddedAt: old };
  const { id } = await givenCustomer(server, own);
  const activity = { 'behaviour.last_contact': 'last_contact_at', 'behaviour.last_reply': 'last_reply_at' }[date];
  if (activity)
    await server.db.transaction((tx) => insertRows(tx, 'customer_activity', [{ customer_id: id, [activity]: at }]));
  return id;
}

test('a rule counts days from when somebody was added first or last, was lost, was written to or replied', async () => {
  const { dates } = (await kit.admin.call(api.getRuleParts)).body;
  expect(dates.map(({ label }) => label)).toEqual([
    '首次添加日期',
    '最近添加日期',
    '流失日期',
    '最近联系日期',
    '客户最近回复日期',
  ]);
  const people: { date: string; due: string; other: string }[] = [];
  for (const { key: date } of dates) {
    await kit.switchOn(await kit.save({ when: { kind: 'date', date, repeat: 'once', offsetDays: 3, at: '09:00' } }));
    people.push({ date, due: await givenDate(date, 2), other: await givenDate(date, 20) });
  }
  for (let day = 0; day < 2; day++) {
    server.clock.offsetMs += DAY;
    await server.scheduler!.tick();
    await server.settle();
  }
  for (const { date, due, other } of people)
    expect({ date, due: await kit.tagsOf(due), other: await kit.tagsOf(other) }).toEqual({
      date,
      due: ['warm'],
      other: [],
    });
});
