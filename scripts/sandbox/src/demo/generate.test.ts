import { afterEach, expect, test } from 'vitest';
import { startTestSandbox, type ApiAnswer, type TestSandbox } from '../test/start-test-sandbox.ts';

let running: TestSandbox;
afterEach(() => running.close());

test('the demo corp has people, tags, relations and conversations, the same at every start', async () => {
  running = await startTestSandbox({ demo: true });
  const overview = await running.control('GET /control/overview');
  expect(overview.corp.name).toBe('示范公司');
  expect(overview.counts).toMatchObject({ members: 12, tags: 22 });
  expect(overview.counts.relations).toBeGreaterThanOrEqual(80);
  expect(overview.members.map((member) => member.name)).toEqual(expect.arrayContaining(['张伟', '李娜', '王芳']));
  const { groups } = await running.control('GET /control/tags');
  expect(groups.map((group) => group.name)).toEqual(['客户等级', '意向', '来源', '地区', '行业']);
  const chats = await running.control('GET /control/chats', { query: { member: 'lina' } });
  expect(chats.items.length).toBeGreaterThan(3);
  expect(chats.items.some((chat) => chat.messageCount > 0)).toBe(true);
  const customerGroups = await running.control('GET /control/groups');
  expect(customerGroups.items.map((group) => group.name)).toContain('会员福利群①');
  expect((await running.control('GET /control/join-ways')).items).toMatchObject([{ remark: '福利群群码' }]);
  const other = await startTestSandbox({ demo: true });
  expect([...other.state.customers.values()].map((customer) => customer.externalUserId)).toEqual(
    [...running.state.customers.values()].map((customer) => customer.externalUserId),
  );
  await other.close();
});

test('1,000 members with 100,000 relations are made in seconds and read page by page in time that does not grow', async () => {
  running = await startTestSandbox();
  const before = process.memoryUsage().heapUsed;
  const made = await running.control('POST /control/generate', { body: { members: 1_000, relations: 100_000 } });
  expect(made).toMatchObject({ members: 1_000, relations: 100_000 });
  expect(made.tookMs).toBeLessThan(10_000);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(400 * 1024 * 1024);
  const userIds = [...running.state.members.values()].map((member) => member.userId);
  const page = async (from: number) => {
    const startedAt = performance.now();
    const answer: ApiAnswer = await running.api.post('/cgi-bin/externalcontact/batch/get_by_user', {
      userid_list: userIds.slice(from, from + 100),
      limit: 100,
    });
    expect((answer.external_contact_list as unknown[]).length).toBe(100);
    return performance.now() - startedAt;
  };
  await page(0);
  expect(await page(900)).toBeLessThan(500);
});
