import { afterEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { eventType, recordEvents } from '../delivery/event.ts';
import { NewsFeed } from './news-feed.ts';

const bellRung = eventType<{ times: number }>('bell.rung');

let server: TestServer;
let feed: NewsFeed;
afterEach(async () => {
  await feed.stop();
  await server.close();
});

test('of very many events at once every one is told, in order and once', async () => {
  server = await startTestServer({ scenarios: [] });
  feed = new NewsFeed(server.db, server.deps.clock, server.delivery, server.deps.log);
  const told: string[] = [];
  feed.subscribe(({ id, type }) => void (type === 'bell.rung' && told.push(id)));
  feed.start();
  const events = Array.from({ length: 1_300 }, (_, times) => bellRung({ occurredAt: 1, payload: { times } }));
  const ids = await server.db.transaction((tx) => recordEvents(tx, events));
  await expect.poll(() => told.length, { timeout: 5_000 }).toBeGreaterThanOrEqual(ids.length);
  await server.db.transaction((tx) => recordEvents(tx, [bellRung({ occurredAt: 2, payload: { times: 0 } })]));
  await expect.poll(() => told.length, { timeout: 5_000 }).toBe(ids.length + 1);
  expect(told.slice(0, -1)).toEqual(ids);
});
