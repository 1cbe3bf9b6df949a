import { createChannel } from '@zhike/shared/contracts/channel';
import { createMaterial } from '@zhike/shared/contracts/material';
import { createScript, createScriptCategory } from '@zhike/shared/contracts/script';
import { createSop } from '@zhike/shared/contracts/sop';
import { completeTask, createTask } from '@zhike/shared/contracts/task';
import { handOverTask } from '@zhike/shared/contracts/task-team';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenCustomer } from '../../test/given-customer.ts';
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

test('everybody hears that the library has changed, and of a script of one’s own nobody but its owner', async () => {
  const { api } = story.server;
  const li = await listen(story.server, 'li');
  const zhang = await listen(story.server, 'zhang');
  listening.push(li, zhang);
  const isMine = true;
  const own = await api.as('zhang').call(createScriptCategory, { body: { name: '我的', isMine } });
  const words = { title: '开场白', text: '您好', categoryId: own.body.id, isMine };
  expect((await api.as('zhang').call(createScript, { body: words })).status).toBe(200);
  const content = { kind: 'text' as const, text: '营业时间 9:00–18:00' };
  expect((await api.as('admin').call(createMaterial, { body: { title: '营业时间', content } })).status).toBe(200);
  const types = (page: Listener) => page.heard.map(({ type }) => type);
  await expect.poll(() => types(li), { timeout: 5_000 }).toContain('material.saved');
  await expect.poll(() => types(zhang), { timeout: 5_000 }).toContain('script.saved');
  expect(types(li).filter((type) => type.startsWith('script.'))).toEqual([]);
});

test('what managers arrange is heard on the pages of all of them, not on the editor’s alone', async () => {
  const { api } = story.server;
  const li = await listen(story.server, 'li');
  listening.push(li);
  const step = {
    title: '回访',
    at: { kind: 'minutes' as const, minutes: 0 },
    deed: { kind: 'call' as const, note: '问候' },
  };
  const sop = { name: '新客跟进', start: { kind: 'added' as const }, auto: { filter: null }, steps: [step] };
  expect((await api.as('admin').call(createSop, { body: sop })).status).toBe(200);
  const channel = { name: '展会', members: [{ userId: 'zhang', dailyCap: null }] };
  expect((await api.as('admin').call(createChannel, { body: channel })).status).toBe(200);
  const types = () => li.heard.map(({ type }) => type);
  await expect.poll(types, { timeout: 5_000 }).toEqual(expect.arrayContaining(['sop.saved', 'channel.created']));
});

test('whoever has to do something hears of it, whoever wrote or finished it', async () => {
  const { api, clock } = story.server;
  const zhang = await listen(story.server, 'zhang');
  listening.push(zhang);
  const body = { title: '整理样册', assigneeUserId: 'zhang', dueAt: clock.now() + 3_600_000 };
  const task = await api.as('admin').call(createTask, { body });
  expect(task.status).toBe(200);
  expect((await api.as('admin').call(completeTask, { params: { taskId: task.body.id }, body: {} })).status).toBe(200);
  const types = () => zhang.heard.map(({ type }) => type);
  await expect.poll(types, { timeout: 5_000 }).toEqual(expect.arrayContaining(['task.opened', 'task.done']));
});

test.each(['of nobody', 'of a customer whom Li may not see'])(
  'a task %s that is handed over: who has it now and who had it both hear of it, whoever gave it',
  async (whose) => {
    const { api, clock } = story.server;
    const customer = await givenCustomer(story.server, { ownerUserId: 'zhang', friendsOf: ['zhang'] });
    const customerId = whose === 'of nobody' ? undefined : customer.id;
    const body = { title: '送样册', assigneeUserId: 'zhang', customerId, dueAt: clock.now() + 3_600_000 };
    const { id: taskId } = (await api.as('admin').call(createTask, { body })).body;
    const zhang = await listen(story.server, 'zhang');
    const li = await listen(story.server, 'li');
    listening.push(zhang, li);
    const handTo = async (toUserId: string, times: number) => {
      const given = await api
        .as('admin')
        .call(handOverTask, { params: { taskId }, body: { toUserId, evenUnseen: true } });
      expect(given.status, JSON.stringify(given.body)).toBe(200);
      for (const page of [zhang, li])
        await expect
          .poll(() => page.heard.filter(({ type }) => type === 'task.handed_over').length, { timeout: 5_000 })
          .toBe(times);
    };
    await handTo('li', 1);
    await handTo('zhang', 2);
  },
);

test('nobody listens without being signed in', async () => {
  expect((await story.server.api.request('GET', '/api/live')).status).toBe(401);
});
