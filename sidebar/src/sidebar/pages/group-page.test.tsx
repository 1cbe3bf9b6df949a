import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { GroupMemberView, GroupView } from '@zhike/shared/contracts/group-chat';
import { afterEach, expect, test, vi } from 'vitest';
import { GroupPage } from './group-page.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const LOOKED_AT = 1_772_000_000_000;
const member = { userId: 'zhang', name: '张伟', avatar: null };
const group: GroupView = {
  chatId: 'wrA',
  name: '展会群',
  owner: member,
  status: 'normal',
  problem: null,
  memberCount: 3,
  externalCount: 2,
  customerCount: 1,
  tags: [{ tagId: 't1', name: '售后' }],
  createdAt: 1,
  dismissedAt: null,
  notice: null,
  admins: [],
  syncedAt: 1,
  joinedToday: 1,
  leftToday: 0,
  look: { at: LOOKED_AT, newCount: 1 },
  openTaskCount: 0,
  can: { editTags: true, editRules: false },
};
const person = (memberId: string, more: Partial<GroupMemberView>): GroupMemberView => ({
  memberId,
  kind: 'external',
  name: memberId,
  nickname: null,
  avatar: null,
  role: null,
  customer: null,
  isCustomer: false,
  joinScene: 3,
  inviter: null,
  state: null,
  joinedAt: LOOKED_AT - 1,
  leftAt: null,
  leftHow: null,
  isNew: false,
  ...more,
});
const anna = { id: '01CUSTOMER', name: '安娜', externalUserId: 'wmAnna', stage: null };

/** A server that answers by address; what was asked is kept. */
function open(answers: Record<string, () => Response>) {
  const asked: string[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, init: RequestInit) => {
      asked.push(`${init.method} ${url}`);
      return (answers[`${init.method} ${url}`] ?? (() => new Response('{}')))();
    }),
  );
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <GroupPage chatId="wrA" viewerUserId="zhang" />
    </QueryClientProvider>,
  );
  return asked;
}

const json =
  (body: object, status = 200) =>
  () =>
    new Response(JSON.stringify(body), { status });
const members = json({
  items: [person('新来的', { joinedAt: LOOKED_AT + 1 }), person('安娜', { customer: anna, isCustomer: true })],
  nextCursor: null,
});

test('which group, who is new since the last look, and a customer a tap away; the look is told', async () => {
  const asked = open({ 'GET /api/groups/wrA': json(group), 'POST /api/groups/wrA/members/search': members });
  await screen.findByText('上次看过之后新来了 1 人');
  expect(screen.getByRole('heading', { name: '展会群' })).toBeDefined();
  const fresh = (await screen.findByText('新来的')).closest('li');
  expect(fresh?.textContent).toContain('新');
  const known = screen.getByRole('link', { name: /安娜/ });
  expect(known.getAttribute('href')).toBe('#/customers/01CUSTOMER');
  expect(known.textContent).not.toContain('新');
  expect(asked).toContain('POST /api/groups/wrA/look');
});

test('a group that is not in our books is read from WeCom at once', async () => {
  const asked = open({
    'GET /api/groups/wrA': json({ code: 'group_chat.not_found', requestId: '1' }, 404),
    'POST /api/groups/wrA/read': json(group),
    'POST /api/groups/wrA/members/search': members,
  });
  await screen.findByRole('heading', { name: '展会群' });
  expect(asked).toContain('POST /api/groups/wrA/read');
});

test('a group of others: who can help', async () => {
  open({ 'GET /api/groups/wrA': json({ code: 'group_chat.not_visible', requestId: '1' }, 403) });
  expect((await screen.findByRole('alert')).textContent).toContain('你没有查看权限');
});

test('tags are put on by a tap', async () => {
  const asked = open({
    'GET /api/groups/wrA': json(group),
    'POST /api/groups/wrA/members/search': members,
    'GET /api/group-tag-groups': json({
      items: [
        {
          id: 'g1',
          name: '用途',
          tags: [
            { id: 't1', name: '售后' },
            { id: 't2', name: '活动' },
          ],
        },
      ],
      can: { edit: false },
    }),
    'POST /api/groups/wrA/tags': json({ tags: [] }),
  });
  fireEvent.click(await screen.findByRole('button', { name: '群标签' }));
  const chip = await screen.findByRole('button', { name: '活动' });
  expect(chip.getAttribute('aria-pressed')).toBe('false');
  fireEvent.click(chip);
  await vi.waitFor(() => expect(asked).toContain('POST /api/groups/wrA/tags'));
  expect(chip.getAttribute('aria-pressed')).toBe('true');
});

test('a task of the group that is done is counted no more', async () => {
  const task = {
    id: '01TASK',
    kind: 'group_welcome',
    title: '欢迎新成员',
    reason: null,
    status: 'open',
    assignee: { userId: 'zhang', name: '张伟' },
    customer: null,
    dueAt: LOOKED_AT,
    snoozedUntil: null,
    isOverdue: false,
    createdAt: 1,
    closedAt: null,
    result: null,
    action: null,
    escalatedAt: null,
    hitId: null,
    can: { close: true, reopen: false },
  };
  let isDone = false;
  open({
    'GET /api/groups/wrA': () => json({ ...group, openTaskCount: isDone ? 0 : 1 })(),
    'POST /api/groups/wrA/members/search': members,
    'GET /api/groups/wrA/tasks?status=open&limit=20': () => json({ items: isDone ? [] : [task], nextCursor: null })(),
    'POST /api/tasks/01TASK/done': () => {
      isDone = true;
      return json({ ...task, status: 'done' })();
    },
  });
  fireEvent.click(await screen.findByRole('tab', { name: /待办/ }));
  await screen.findByRole('tab', { name: /待办 ?1/ });
  fireEvent.click(await screen.findByRole('button', { name: '完成' }));
  await screen.findByRole('tab', { name: /^待办$/ });
});
