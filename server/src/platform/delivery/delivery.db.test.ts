import { afterEach, describe, expect, test } from 'vitest';
import { type Dependencies, scenario } from '../../dependencies.ts';
import * as contracts from '@zhike/shared/contracts/operation';
import { givenMember } from '../../test/given-member.ts';
import { WELCOME_LIFE_MS } from '../../domains/channel/rules/welcome-turn.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { execute, select } from '../database/sql.ts';
import { RunRow } from './entity.ts';
import { eventType, recordEvent } from './event.ts';
import { LEASE_MS, releaseExpired, runQueue } from './queue.ts';
import { type AnyScenario, done, skipped } from './scenario.ts';

const bellRung = eventType<{ times: number }>('bell.rung');
const echoHeard = eventType<{ times: number }>('echo.heard');

class Busy extends Error {
  readonly retryable = true;
}
class Hopeless extends Error {
  readonly retryable = false;
}

let server: TestServer;
afterEach(() => server.close());

async function startWith(...scenarios: AnyScenario<Dependencies>[]) {
  server = await startTestServer({ scenarios });
  return server;
}
const ring = (times = 1) =>
  server.db.transaction((tx) => recordEvent(tx, bellRung({ occurredAt: server.clock.now(), payload: { times } })));
const runs = () => server.db.read.find(RunRow, { order: { id: 'ASC' } });
const eventsOf = (type: string) =>
  select<{ id: string; cause_event_id: string | null; depth: number }>(
    server.db.read,
    'SELECT id, cause_event_id, depth FROM event WHERE type = ?',
    [type],
  );

test('an event reaches the scenarios that listen to it, and no row is written for the rest', async () => {
  await startWith(
    scenario({ name: 'hear-bell', on: bellRung, run: async () => done() }),
    scenario({ name: 'hear-echo', on: echoHeard, run: async () => done() }),
  );
  await ring();
  await server.settle();
  expect((await runs()).map((run) => [run.scenario, run.status])).toEqual([['hear-bell', 'done']]);
});

test('a run that has nothing to do says why', async () => {
  await startWith(scenario({ name: 'hear-bell', on: bellRung, run: async () => skipped('今天不响') }));
  await ring();
  await server.settle();
  expect(await runs()).toMatchObject([{ status: 'skipped', note: '今天不响' }]);
});

test('what a scenario gathers outside arrives in its run, and new events name their cause', async () => {
  const heard: number[] = [];
  await startWith(
    scenario<{ times: number }, number>({
      name: 'hear-bell',
      on: bellRung,
      gather: async (event) => event.payload.times * 2,
      run: async (tx, _event, facts, now) => {
        await recordEvent(tx, echoHeard({ occurredAt: now, payload: { times: facts } }));
        return done();
      },
    }),
    scenario({
      name: 'hear-echo',
      on: echoHeard,
      run: async (_tx, event) => (heard.push(event.payload.times), done()),
    }),
  );
  const id = await ring(21);
  await server.settle();
  expect(heard).toEqual([42]);
  expect(await eventsOf('echo.heard')).toMatchObject([{ cause_event_id: id, depth: 1 }]);
});

test('a failed run leaves nothing behind and is tried again until it works', async () => {
  let tries = 0;
  await startWith(
    scenario({
      name: 'hear-bell',
      on: bellRung,
      run: async (tx, _event, _facts, now) => {
        await recordEvent(tx, echoHeard({ occurredAt: now, payload: { times: 1 } }));
        tries += 1;
        if (tries === 1) throw new Busy('not yet');
        return done();
      },
    }),
  );
  await ring();
  await server.settle();
  expect(await eventsOf('echo.heard')).toHaveLength(0);
  const [failed] = await runs();
  expect(failed).toMatchObject({ status: 'waiting', attempts: 1, note: 'Error: not yet' });
  expect(failed!.nextAttemptAt).toBeGreaterThan(Date.now());

  await server.db.transaction((tx) => tx.update(RunRow, { id: failed!.id }, { nextAttemptAt: 0 }));
  server.delivery.signal('runs:normal');
  await server.settle();
  expect(await runs()).toMatchObject([{ status: 'done', attempts: 2 }]);
  expect(await eventsOf('echo.heard')).toHaveLength(1);
});

test('a run that fails takes nothing from the others that were committed with it', async () => {
  await startWith(
    scenario({
      name: 'works',
      on: bellRung,
      run: async (tx, _e, _f, now) => (
        await recordEvent(tx, echoHeard({ occurredAt: now, payload: { times: 1 } })), done()
      ),
    }),
    scenario({
      name: 'fails',
      on: bellRung,
      run: async (tx, _e, _f, now) => {
        await recordEvent(tx, echoHeard({ occurredAt: now, payload: { times: 2 } }));
        throw new Busy('no');
      },
    }),
  );
  await Promise.all(Array.from({ length: 30 }, () => ring()));
  await server.settle();
  expect(await eventsOf('echo.heard')).toHaveLength(30);
  expect((await runs()).filter((run) => run.status === 'done')).toHaveLength(30);
});

test('a permanent error gives up at once and is listed for a person, who can replay or dismiss it', async () => {
  let broken = true;
  await startWith(
    scenario({
      name: 'hear-bell',
      on: bellRung,
      run: async () => {
        if (broken) throw new Hopeless('never');
        return done();
      },
    }),
  );
  const admin = server.api.as((await givenMember(server, { role: 'admin' })).userId);
  await ring();
  await ring();
  await server.settle();
  const list = await admin.call(contracts.listFailures, { query: { kind: 'run' } });
  expect(list.status).toBe(200);
  expect(list.body.items).toMatchObject([
    { name: 'hear-bell', eventType: 'bell.rung' },
    { name: 'hear-bell', eventType: 'bell.rung' },
  ]);

  broken = false;
  const [first, second] = list.body.items;
  expect((await admin.call(contracts.replayFailure, { params: { kind: 'run', id: first!.id } })).status).toBe(200);
  expect((await admin.call(contracts.dismissFailure, { params: { kind: 'run', id: second!.id } })).status).toBe(200);
  await server.settle();
  expect((await runs()).map((run) => run.status).sort()).toEqual(['dismissed', 'done']);
  const again = await admin.call(contracts.dismissFailure, { params: { kind: 'run', id: second!.id } });
  expect(again).toMatchObject({ status: 409, body: { code: 'operation.failure_settled' } });
});

test('scenarios that set each other off for ever are stopped', async () => {
  await startWith(
    scenario({
      name: 'answer-bell',
      on: bellRung,
      run: async (tx, _e, _f, now) => (
        await recordEvent(tx, echoHeard({ occurredAt: now, payload: { times: 1 } })), done()
      ),
    }),
    scenario({
      name: 'answer-echo',
      on: echoHeard,
      run: async (tx, _e, _f, now) => (
        await recordEvent(tx, bellRung({ occurredAt: now, payload: { times: 1 } })), done()
      ),
    }),
  );
  await ring();
  await server.settle();
  const total = (await eventsOf('bell.rung')).length + (await eventsOf('echo.heard')).length;
  expect(total).toBe(14);
});

describe('when a process dies in the middle of a run', () => {
  test('the run is taken up again after its lease, and its effects happen once', async () => {
    await startWith(
      scenario({
        name: 'hear-bell',
        on: bellRung,
        run: async (tx, _e, _f, now) => (
          await recordEvent(tx, echoHeard({ occurredAt: now, payload: { times: 1 } })), done()
        ),
      }),
    );
    await ring();
    await server.settle();
    // As a killed process leaves it: claimed, leased, not finished, and none of its effects.
    await server.db.transaction(async (tx) => {
      await tx.query("DELETE FROM event WHERE type = 'echo.heard'");
      await tx.query(
        "UPDATE scenario_run SET status = 'running', lease_owner = 'somebody-dead', lease_until = 1, finished_at = NULL",
      );
    });
    await releaseExpired(server.db, runQueue, Date.now());
    server.delivery.signal('runs:normal');
    await server.settle();
    expect(await eventsOf('echo.heard')).toHaveLength(1);
    expect(await runs()).toMatchObject([{ status: 'done' }]);
  });

  test('what holds a welcome code is taken over while the code is still good', async () => {
    await startWith(scenario({ name: 'hear-bell', on: bellRung, lane: 'urgent', run: async () => done() }));
    await ring();
    await server.settle();
    const diedAt = Date.now() - LEASE_MS.urgent;
    await server.db.transaction((tx) =>
      execute(
        tx,
        "UPDATE scenario_run SET status = 'running', lease_owner = 'somebody-dead', lease_until = ?, finished_at = NULL",
        [diedAt + LEASE_MS.urgent],
      ),
    );
    await server.settle();
    expect(await runs()).toMatchObject([{ status: 'done', leaseOwner: null }]);
    expect(Date.now() - diedAt).toBeLessThan(WELCOME_LIFE_MS - 5_000);
  });

  test('a process that was only slow finds its run taken over and writes nothing', async () => {
    let takeOver = async () => {};
    await startWith(
      scenario<{ times: number }, number>({
        name: 'hear-bell',
        on: bellRung,
        gather: async () => (await takeOver(), 0),
        run: async (tx, _e, _f, now) => (
          await recordEvent(tx, echoHeard({ occurredAt: now, payload: { times: 1 } })), done()
        ),
      }),
    );
    takeOver = async () => {
      await server.db.transaction((tx) => tx.query("UPDATE scenario_run SET lease_owner = 'somebody-else'"));
    };
    await ring();
    await expect.poll(async () => (await runs())[0]?.leaseOwner).toBe('somebody-else');
    await expect.poll(() => server.isBusy()).toBe(false);
    expect(await eventsOf('echo.heard')).toHaveLength(0);
  });
});
