import * as jobs from '@zhike/shared/contracts/automation-job';
import { routes } from '@zhike/shared/routes';
import { describe, expect, test } from 'vitest';
import { csrfTokenOf, openSession } from '../domains/corp/session-store.ts';
import { SESSION_COOKIE } from '../domains/corp/session-cookie.ts';
import { applyTags } from '../domains/customer/tags.ts';
import { connectDatabase } from '../platform/database/connect.ts';
import { insertRows, select } from '../platform/database/sql.ts';
import { newId } from '../platform/id.ts';
import { createLogger } from '../platform/log.ts';
import { actOnWords } from '../scenarios/message-archived/act-on-words.ts';
import { ruleScenarios } from '../scenarios/rule-trigger/act-on-event.ts';
import { startServer } from '../server.ts';
import { givenCustomer } from '../test/given-customer.ts';
import { givenMember } from '../test/given-member.ts';
import { givenMessage } from '../test/given-message.ts';
import { givenRules } from '../test/rule-kit.ts';
import { startBeside } from '../test/start-beside.ts';
import { processEnvironment, type ServerProcess, startProcess } from '../test/start-process.ts';
import { startTestServer } from '../test/start-test-server.ts';
import { testConfig } from '../test/test-config.ts';
import { createTestDatabase, engineOfThisRun } from '../test/test-database.ts';

const CUSTOMERS = 30;
const LEAVES_AFTER = 20;

describe.runIf(engineOfThisRun() === 'mysql')('two processes on one MySQL', () => {
  test('a rule acts once on everything that happens, whichever of them sees it, also when one leaves', {
    timeout: 120_000,
  }, async () => {
    const options = { scenarios: ruleScenarios, consumers: [actOnWords] };
    const server = await startTestServer(options);
    const kit = await givenRules(server);
    const beside = await startBeside(server, options);
    try {
      const more = {
        cooldownHours: 0,
        actions: [{ kind: 'create_task' as const, to: { kind: 'owner' as const }, title: '回复' }],
      };
      const said = await kit.switchOn(await kit.save({ when: kit.words('价格'), ...more }));
      const tagged = await kit.switchOn(
        await kit.save({ when: { kind: 'event', trigger: 'customer.tagged' }, ...more }),
      );
      const customers = [];
      for (let n = 0; n < CUSTOMERS; n++)
        customers.push(await givenCustomer(server, { friendsOf: ['rep'], ownerUserId: 'rep' }));
      for (const [index, { id: customerId }] of customers.entries()) {
        await givenMessage(server, { customerId, text: '价格' });
        const { db, clock } = index % 2 || index > LEAVES_AFTER ? server.deps : beside.deps;
        await db.transaction((tx) =>
          applyTags(tx, { customerId, tagIds: ['hot'], origin: { kind: 'rep', byUserId: 'rep' }, now: clock.now() }),
        );
        if (index === LEAVES_AFTER) await beside.close();
      }
      await server.settle();
      const rows = await select<{ rule_id: string; hits: number | string; whom: number | string }>(
        server.db.read,
        'SELECT rule_id, COUNT(*) AS hits, COUNT(DISTINCT customer_id) AS whom FROM rule_hit GROUP BY rule_id',
      );
      const found = new Map(rows.map((row) => [row.rule_id, [Number(row.hits), Number(row.whom)]]));
      expect(found.get(said)).toEqual([CUSTOMERS, CUSTOMERS]);
      expect(found.get(tagged)).toEqual([CUSTOMERS, CUSTOMERS]);
      const [tasks] = await select<{ n: number | string }>(
        server.db.read,
        "SELECT COUNT(*) AS n FROM task WHERE kind = 'rule'",
      );
      expect(Number(tasks!.n)).toBe(2 * CUSTOMERS);
    } finally {
      await server.close();
    }
  });
});

const MESSAGES = 20_000;
const EVERY = 100;

test('a dry run whose process is killed with kill -9 is begun anew by the next one, and finds everybody once', {
  timeout: 240_000,
}, async () => {
  const database = await createTestDatabase();
  const environment = await processEnvironment(database);
  const log = createLogger('silent');
  // Fills the books and goes: on SQLite one process has the file.
  const { deps, clock, close } = await startServer(testConfig(environment), {
    ticking: false,
    log,
    scenarios: [],
    consumers: [],
  });
  await givenMember({ db: deps.db, clock }, { userId: 'admin', role: 'admin' });
  const { id: customerId } = await givenCustomer({ db: deps.db, clock }, { friendsOf: ['admin'] });
  const now = clock.now();
  await deps.db.transaction(async (tx) => {
    const conversation = { id: newId(), conversation_key: 'single:admin:wm', kind: 'single', user_id: 'admin' };
    await insertRows(tx, 'chat_conversation', [
      { ...conversation, customer_id: customerId, consent: 'agreed', last_message_at: now, last_position: MESSAGES },
    ]);
    for (let start = 0; start < MESSAGES; start += 500)
      await insertRows(
        tx,
        'chat_message',
        Array.from({ length: 500 }, (_, index) => {
          const position = start + index + 1;
          const text = position % EVERY === 0 ? '请问价格' : '好的';
          return {
            position,
            msg_id: `m${position}`,
            conversation_id: conversation.id,
            sender_kind: 'customer',
            sender_id: 'wm',
            customer_id: customerId,
            sent_at: now - (MESSAGES - position) * 1_000,
            type: 'text',
            content: JSON.stringify({ kind: 'text', text }),
            is_encrypted: 0,
          };
        }),
      );
  });
  const { sessionId, token } = await deps.db.transaction((tx) => openSession(tx, 'admin', clock.machineNow()));
  const csrf = csrfTokenOf(deps.keys, sessionId);
  await close();

  let server: ServerProcess = await startProcess(environment, database.folder);
  // As the test's own eyes: the server's lock is on a file beside.
  const db = await connectDatabase({ url: database.url, entities: [], migrations: [], log });
  const one = async (sql: string) => (await select<Record<string, string | number | null>>(db.read, sql))[0] ?? {};
  try {
    const definition = {
      when: { kind: 'message', keywords: { any: ['价格'] } },
      actions: [{ kind: 'notify', to: { kind: 'owner' }, text: '问价' }],
      cooldownHours: 0,
    };
    const answer = await fetch(`${server.origin}${routes.startTrial.path}`, {
      method: jobs.startTrial.method,
      headers: {
        'content-type': 'application/json',
        cookie: `${SESSION_COOKIE}=${token}`,
        'x-zhike-csrf': csrf,
        origin: environment.PUBLIC_URL!,
      },
      body: JSON.stringify({ definition, from: now - MESSAGES * 1_000, to: now + 1 }),
    });
    expect(answer.status, await answer.text()).toBe(200);
    const sending = "SELECT status FROM outbox_command WHERE name = 'advance-rule-trial'";
    await expect.poll(async () => (await one(sending)).status, { interval: 5, timeout: 30_000 }).toBe('sending');
    await server.end('SIGKILL');
    expect(await one('SELECT status FROM rule_job')).toEqual({ status: 'running' });

    // What the dead process held comes free after a minute: let it have passed.
    await db.transaction((tx) => tx.query('UPDATE outbox_command SET lease_until = 1 WHERE lease_until IS NOT NULL'));
    server = await startProcess(environment, database.folder);
    await expect
      .poll(async () => (await one('SELECT status FROM rule_job')).status, { interval: 100, timeout: 90_000 })
      .toBe('done');
    const { done_count, matched_count, times_count } = await one('SELECT * FROM rule_job');
    expect([done_count, matched_count, times_count].map(Number)).toEqual([MESSAGES, 1, MESSAGES / EVERY]);
  } finally {
    await server.end();
    await db.close();
    await database.drop();
  }
});
