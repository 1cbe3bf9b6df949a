import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Story, startStory } from '../../test/story-kit.ts';

let story: Story;
const listening: AbortController[] = [];
beforeAll(async () => {
  story = await startStory();
});
afterAll(async () => {
  for (const one of listening) one.abort();
  await story.server.close();
});

/** What a page of this member hears from now on. */
async function listen(userId: string): Promise<{ type: string; customerId: string | null }[]> {
  const controller = new AbortController();
  listening.push(controller);
  const { server } = story;
  const headers = await server.api.as(userId).headers();
  const answer = await fetch(`${server.origin}/api/live`, { headers, signal: controller.signal });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const heard: { type: string; customerId: string | null }[] = [];
  void (async () => {
    let text = '';
    for await (const chunk of answer.body!) {
      text += Buffer.from(chunk).toString();
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1];
        if (data) heard.push(JSON.parse(data) as { type: string; customerId: string | null });
        text = text.slice(end + 2);
      }
    }
  })().catch((error: unknown) => {
    if (!controller.signal.aborted) throw error;
  });
  return heard;
}

test('a page hears of what its viewer may see, and nothing but ids and types', async () => {
  const [admin, zhang, li] = [await listen('admin'), await listen('zhang'), await listen('li')];
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
