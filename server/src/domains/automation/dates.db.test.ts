import { afterAll, beforeAll, expect, test } from 'vitest';
import * as api from '@zhike/shared/contracts/automation';
import { addDays, minutesOf } from '@zhike/shared/formulas/calendar';
import { businessDate, instantOf } from '../../platform/business-time.ts';
import { execute } from '../../platform/database/sql.ts';
import { actWhenDue } from '../../scenarios/rule-due/act-when-due.ts';
import { givenCustomer } from '../../test/given-customer.ts';
import { givenRules } from '../../test/rule-kit.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

const DAY = 24 * 60 * 60_000;
const when = { kind: 'date', date: 'customer.first_added', repeat: 'once', offsetDays: 365, at: '09:00' } as const;
let server: TestServer;
let kit: Awaited<ReturnType<typeof givenRules>>;
let ruleId: string;
let timeZone: string;

beforeAll(async () => {
  server = await startTestServer({ scenarios: [actWhenDue] });
  timeZone = server.config.timeZone;
  kit = await givenRules(server);
  ruleId = await kit.switchOn(await kit.save({ when }));
});
afterAll(() => server.close());

const todayPlus = (days: number) => addDays(businessDate(server.clock.now(), timeZone), days);
/** So many days from today she will have been a customer for 365 days. */
async function givenAnniversary(days: number): Promise<string> {
  const firstAddedAt = instantOf(todayPlus(days - 365), minutesOf('12:00'), timeZone);
  return (await givenCustomer(server, { firstAddedAt })).id;
}
/** Nothing of ours runs until this day at ten. */
async function standStillUntil(day: string) {
  server.clock.offsetMs += instantOf(day, minutesOf('10:00'), timeZone) - server.clock.now();
  await server.scheduler!.tick();
  await server.settle();
}
const remembered = async (by = ruleId) => {
  const input = { params: { ruleId: by }, query: { limit: 100 } };
  const { items } = (await kit.admin.call(api.listRuleHits, input)).body;
  return items.map(({ customer }) => customer!.id);
};
const write = (sql: string) => server.db.transaction((tx) => execute(tx, sql));
const sorted = (ids: string[]) => [...ids].sort();

test('a day during which something fails goes on afterwards: everybody is remembered, and once; other rules do not wait', async () => {
  const later = await kit.switchOn(
    await kit.save({ when: { ...when, at: '09:10' }, actions: [{ kind: 'tag', tagIds: ['cold'] }] }),
  );
  const customers: string[] = [];
  for (let n = 0; n < 60; n++) customers.push(await givenAnniversary(1));
  const refuse = 'CREATE TRIGGER refuse_one BEFORE INSERT ON rule_hit';
  const isLast = `NEW.rule_id = '${ruleId}' AND NEW.customer_id = '${sorted(customers).at(-1)}'`;
  await write(
    server.db.dialect === 'sqlite'
      ? `${refuse} WHEN ${isLast} BEGIN SELECT RAISE(ABORT, 'refused'); END`
      : `${refuse} FOR EACH ROW IF ${isLast} THEN SIGNAL SQLSTATE '45000'; END IF`,
  );
  await standStillUntil(todayPlus(1));
  const before = await remembered();
  expect(before.length).toBeLessThan(60);
  expect(sorted(await remembered(later))).toEqual(sorted(customers));
  await write('DROP TRIGGER refuse_one');
  await write("UPDATE outbox_command SET next_attempt_at = 0 WHERE name = 'act-on-due-rules'");
  await server.settle();
  expect(sorted(await remembered())).toEqual(sorted(customers));
});

test('days on which the server stood still are made up for, and those of more than a week ago are not', async () => {
  const known = await remembered();
  const fresh = async () => (await remembered()).filter((id) => !known.includes(id));
  const customers = [await givenAnniversary(1), await givenAnniversary(2), await givenAnniversary(3)];
  const tooOld = await givenAnniversary(4);
  const recent = await givenAnniversary(9);
  await standStillUntil(todayPlus(3));
  expect(sorted(await fresh())).toEqual(sorted(customers));
  await standStillUntil(todayPlus(10));
  expect(await fresh()).toContain(recent);
  expect(await fresh()).not.toContain(tooOld);
});

test('a rule that is worded anew while its day is not through goes on with those who are left', async () => {
  const known = await remembered();
  const { body: saved } = await kit.admin.call(api.getRule, { params: { ruleId } });
  const id = await givenAnniversary(1);
  server.clock.offsetMs += instantOf(todayPlus(1), minutesOf('10:00'), timeZone) - server.clock.now();
  const actions = [{ kind: 'tag' as const, tagIds: ['hot'] }];
  await kit.admin.call(api.updateRule, {
    params: { ruleId },
    query: { seenVersion: saved.version },
    body: { name: '规则', when, actions },
  });
  await server.scheduler!.tick();
  await server.settle();
  expect((await remembered()).filter((one) => !known.includes(one))).toEqual([id]);
  expect(await kit.tagsOf(id)).toEqual(['cold', 'hot']);
  server.clock.offsetMs += DAY;
  await server.scheduler!.tick();
  await server.settle();
  expect((await remembered()).filter((one) => one === id)).toHaveLength(1);
});
