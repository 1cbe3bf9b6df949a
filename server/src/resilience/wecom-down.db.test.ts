import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startStory, type Story } from '../test/story-kit.ts';

const TEN_MINUTES = 600_000;

let story: Story;
beforeAll(async () => {
  story = await startStory();
});
afterEach(() => story.sandbox.control('POST /control/faults/clear'));
afterAll(() => story.server.close());

const faults = (api: object) => story.sandbox.control('POST /control/faults', { body: { api } });

test('WeCom down for ten minutes, first with a gateway page, then without a connection: everything is made up for, once', async () => {
  await faults({ outage: 'html' });
  const people = await story.scanners(4);
  await story.settle();
  await faults({ outage: 'reset' });
  await story.letPass(TEN_MINUTES / 2);
  people.push(...(await story.scanners(2)));
  await story.settle();
  await story.letPass(TEN_MINUTES / 2);

  expect(await story.count("SELECT COUNT(*) AS n FROM event WHERE type = 'external_contact.added'")).toBe(6);
  expect(await story.count("SELECT COUNT(*) AS n FROM event WHERE type = 'customer.archived'")).toBe(0);
  expect(await story.count("SELECT COUNT(*) AS n FROM scenario_run WHERE status = 'gave_up'")).toBe(0);

  await story.sandbox.control('POST /control/faults/clear');
  await story.heal();
  // A welcome code lives 20 seconds: the reps were given a task instead.
  await story.expectToldOnce(people, { welcomed: false });
});

test('WeCom slow: every customer is still welcomed in time, and nothing happens twice', async () => {
  await faults({ latencyMs: 700 });
  const people = await story.scanners(6);
  await story.settle();
  await story.heal();
  await story.expectToldOnce(people, { welcomed: true });
});

test('WeCom hangs on the welcome alone: the next try is in time', async () => {
  await faults({ outage: 'hang', paths: ['/cgi-bin/externalcontact/send_welcome_msg'] });
  const people = await story.scanners(2);
  await expect
    .poll(
      () =>
        story.count(
          "SELECT COUNT(*) AS n FROM outbox_command WHERE name = 'send-welcome' AND status = 'waiting' AND attempts > 0",
        ),
      {
        timeout: 9_000,
      },
    )
    .toBe(2);
  await story.sandbox.control('POST /control/faults/clear');
  await expect
    .poll(
      () =>
        story.count(
          "SELECT COUNT(*) AS n FROM outbox_command WHERE name = 'send-welcome' AND status IN ('waiting', 'sending')",
        ),
      {
        timeout: 9_000,
      },
    )
    .toBe(0);
  await story.heal();
  await story.expectToldOnce(people, { welcomed: true });
});

test('the token is revoked again and again in mid-flight, and WeCom is busy now and then: nobody notices', async () => {
  await faults({ busyRate: 0.15 });
  const people = [];
  for (let round = 0; round < 3; round++) {
    people.push(...(await story.scanners(3)));
    await story.sandbox.control('POST /control/token/revoke', { body: {} });
  }
  await story.settle();
  await story.sandbox.control('POST /control/faults/clear');
  await story.heal();
  const missed = await story.count("SELECT COUNT(*) AS n FROM event WHERE type = 'welcome.missed'");
  expect(missed, 'welcomes missed since the ten minutes').toBe(6);
  await story.expectToldOnce(people, { welcomed: true });
});

test('an answer that was lost after the effect is not acted upon twice', async () => {
  const lost = ['send_welcome_msg', 'mark_tag', 'remark'].map((name) => ({
    path: `/cgi-bin/externalcontact/${name}`,
    errcode: -1,
    times: 4,
    afterEffect: true,
  }));
  await faults({ failNext: [...lost, { path: '/cgi-bin/message/send', errcode: -1, times: 2, afterEffect: true }] });
  const people = await story.scanners(2);
  await story.settle();
  await story.heal();
  await story.expectToldOnce(people, { welcomed: true });
});
