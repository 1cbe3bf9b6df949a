import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen, type Listener } from '../../test/listen.ts';
import { type Story, startStory } from '../../test/story-kit.ts';

let story: Story;
const listening: Listener[] = [];
beforeAll(async () => {
  story = await startStory();
});
afterAll(async () => {
  for (const page of listening) page.leave();
  await story.server.close();
});

test('a page hears of what its viewer may see, and nothing but ids and types', async () => {
  for (const userId of ['admin', 'zhang', 'li']) listening.push(await listen(story.server, userId));
  const [admin, zhang, li] = listening.map((page) => page.heard) as [
    Listener['heard'],
    Listener['heard'],
    Listener['heard'],
  ];
  const [scanned] = await story.scanners(1);
  expect(scanned!.userId).toBe('zhang');
  await story.settle();
  const archived = ({ type }: { type: string }) => type === 'customer.archived';
  await expect.poll(() => admin.filter(archived).length, { timeout: 5_000 }).toBe(1);
  await expect.poll(() => zhang.filter(archived).length, { timeout: 5_000 }).toBe(1);
  const { customerId } = zhang.find(archived)!;
  expect(customerId).toMatch(/^[0-9A-Z]{26}$/);
  expect(li.filter((news) => news.customerId === customerId)).toEqual([]);
  for (const news of [...admin, ...zhang]) expect(Object.keys(news).sort()).toEqual(['customerId', 'type']);
});

test('nobody listens without being signed in', async () => {
  expect((await story.server.api.request('GET', '/api/live')).status).toBe(401);
});
