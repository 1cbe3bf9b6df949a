import { afterEach, expect, test } from 'vitest';
import { scenario } from '../dependencies.ts';
import { eventType, recordEvent } from '../platform/delivery/event.ts';
import { done } from '../platform/delivery/scenario.ts';
import { startBeside } from '../test/start-beside.ts';
import { startStory, type Story } from '../test/story-kit.ts';
import { startTestServer, type TestServer } from '../test/start-test-server.ts';
import { engineOfThisRun } from '../test/test-database.ts';
import { select } from '../platform/database/sql.ts';
import type { RunningServer } from '../server.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let story: Story | null = null;
let server: TestServer | null = null;
const beside: RunningServer[] = [];
afterEach(async () => {
  for (const one of beside.splice(0)) await one.close();
  await story?.server.close();
  await server?.close();
  story = server = null;
});

test('business time jumps forward and back by days: what has happened stays, nothing happens twice, and work goes on', async () => {
  story = await startStory();
  const started = Date.now();
  const people = await story.scanners(3);
  await story.settle();
  for (const moment of [3 * DAY, 3 * DAY + HOUR, -2 * DAY, 0]) {
    await story.travelTo(started + moment);
    await story.heal();
    people.push(...(await story.scanners(1)));
    await story.settle();
  }
  await story.heal();
  await story.expectToldOnce(people, { welcomed: true });
  const added = await story.count('SELECT COUNT(*) AS n FROM channel_addition');
  expect(added, 'counted in the statistics').toBe(people.length);
});

test('a schedule fires once in its slot: at every tick, after a restart of the seat, and for all processes', async () => {
  server = await startTestServer({ scenarios: [] });
  const first = server;
  const count = async (type: string) =>
    Number(
      (await select<{ n: number }>(first.db.read, 'SELECT COUNT(*) AS n FROM event WHERE type = ?', [type]))[0]!.n,
    );
  const noon = new Date('2026-03-09T04:10:00Z').getTime();
  const at = async (moment: number) => {
    for (const one of [first, ...beside]) {
      one.clock.offsetMs = moment - Date.now();
      await one.scheduler!.tick();
      await one.scheduler!.tick();
    }
  };
  await at(noon);
  expect([await count('schedule.hour_started'), await count('schedule.day_started')]).toEqual([1, 1]);
  await at(noon + 20 * 60_000);
  expect(await count('schedule.hour_started')).toBe(1);
  if (engineOfThisRun() === 'mysql') {
    beside.push(await startBeside(first, { scenarios: [] }));
    await at(noon + 25 * 60_000);
    expect(await count('schedule.hour_started')).toBe(1);
  }
  // Over several slots at once: what was slept through is due once, not once for each.
  await at(noon + 7 * HOUR);
  expect([await count('schedule.hour_started'), await count('schedule.day_started')]).toEqual([2, 1]);
  await at(noon + 2 * DAY);
  expect([
    await count('schedule.hour_started'),
    await count('schedule.day_started'),
    await count('schedule.night_started'),
  ]).toEqual([3, 2, 2]);
});

test('the clock of the machine is set back by an hour: work goes on, and nothing is done twice', async () => {
  const rang = eventType<{ n: number }>('bell.rung');
  const heard: number[] = [];
  const hear = scenario<{ n: number }>({
    name: 'hear-bell',
    on: rang,
    run: async (_tx, event) => (heard.push(event.payload.n), done()),
  });
  server = await startTestServer({ scenarios: [hear] });
  const { clock, db } = server;
  const ring = (n: number) =>
    db.transaction((tx) => recordEvent(tx, rang({ occurredAt: clock.now(), payload: { n } })));
  await ring(1);
  await server.settle();
  await server.scheduler!.tick();
  clock.machineNow = () => Date.now() - HOUR;
  await ring(2);
  await expect.poll(() => heard).toEqual([1, 2]);
  await server.scheduler!.tick();
  clock.machineNow = () => Date.now() + HOUR;
  await ring(3);
  await expect.poll(() => heard).toEqual([1, 2, 3]);
  clock.machineNow = () => Date.now();
  await ring(4);
  await expect.poll(() => heard).toEqual([1, 2, 3, 4]);
  await expect.poll(() => server!.isBusy()).toBe(false);
  const attempts = await select<{ attempts: number }>(
    db.read,
    "SELECT DISTINCT attempts FROM scenario_run WHERE status = 'done'",
  );
  expect(attempts.map((row) => Number(row.attempts))).toEqual([1]);
});
