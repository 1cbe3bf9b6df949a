import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { MeView } from '@zhike/shared/contracts/session';
import type { TaskView } from '@zhike/shared/contracts/task';
import type { TaskDetail, TaskStats } from '@zhike/shared/contracts/task-team';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ViewerContext } from '../app/viewer.ts';
import { TasksPage } from './tasks-page.tsx';

const now = Date.now();
const HOUR = 3_600_000;
const task: TaskView = {
  id: '01TASK',
  kind: 'follow_up',
  title: '发报价单',
  reason: null,
  status: 'open',
  assignee: { userId: 'li', name: '李娜' },
  customer: null,
  dueAt: now - HOUR,
  snoozedUntil: null,
  isOverdue: true,
  createdAt: now - 2 * HOUR,
  closedAt: null,
  result: null,
  action: null,
  escalatedAt: now,
  hitId: null,
  can: { close: false, reopen: false },
};
const detail: TaskDetail = {
  task,
  creator: { userId: 'lead', name: '王主管' },
  comments: [],
  hasOlderComments: false,
  history: [
    { id: '1', what: 'opened', at: now, by: { userId: 'lead', name: '王主管' }, from: null, to: [], until: null },
    {
      id: '2',
      what: 'escalated',
      at: now,
      by: null,
      from: null,
      to: [{ userId: 'lead', name: '王主管' }],
      until: null,
    },
  ],
  can: { comment: true, handOver: true, handOverUnseen: true },
};
const figures = { open: 3, overdue: 2, done: 5, inTime: 4, medianMs: 2 * HOUR };
const stats: TaskStats = {
  total: figures,
  byMember: [{ userId: 'li', name: '李娜', ...figures }],
  byKind: [{ kind: 'follow_up', ...figures }],
};
const lead = {
  userId: 'lead',
  name: '王主管',
  role: 'manager',
  can: { manageChannels: false, seeOperation: false },
} as unknown as MeView;

let asked: string[];
let told: [string, unknown][];
let answers: Record<string, () => Response>;
const json = (body: object, status = 200) => new Response(JSON.stringify(body), { status });

beforeEach(() => {
  asked = [];
  told = [];
  answers = {};
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, { method, body }: RequestInit) => {
      asked.push(`${method} ${url}`);
      const named = `${method} ${url.split('?')[0]}`;
      if (method !== 'GET' && !named.endsWith('/search')) told.push([named, body ? JSON.parse(body as string) : null]);
      const answer = answers[named];
      if (answer) return answer();
      if (named === 'GET /api/team-tasks')
        return json({ items: [task, { ...task, id: '01OTHER', title: '寄样品' }], nextCursor: null });
      if (named === 'GET /api/tasks') return json({ items: [{ ...task, title: '我的一项' }], nextCursor: null });
      if (named === 'GET /api/team-task-stats') return json(stats);
      if (named === 'GET /api/tasks/01TASK') return json(detail);
      if (named === 'GET /api/task-counts') return json({ overdue: 1, today: 1, later: 0 });
      if (named === 'POST /api/members/search')
        return json({ items: [{ userId: 'zhou', name: '周洁' }], nextCursor: null });
      return json({ items: [] });
    }),
  );
});
afterEach(() => {
  cleanup();
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

function open(address: string, me = lead) {
  const router = createMemoryRouter([{ path: '/tasks', Component: TasksPage }], { initialEntries: [address] });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <ViewerContext.Provider value={me}>
        <RouterProvider router={router} />
      </ViewerContext.Provider>
    </QueryClientProvider>,
  );
  return router;
}
const lastList = () =>
  new URLSearchParams(
    asked
      .filter((one) => one.startsWith('GET /api/team-tasks?'))
      .at(-1)!
      .split('?')[1],
  );

test('a rep sees own tasks only', async () => {
  open('/tasks?view=team', { ...lead, role: 'rep' });
  await screen.findByText('我的一项');
  expect(screen.queryByRole('button', { name: /团队待办/ })).toBeNull();
  expect(asked.some((one) => one.includes('/api/team-'))).toBe(false);
});

test('a manager sees who has how much, and a figure opens its rows', async () => {
  const router = open('/tasks?view=team');
  const row = within((await screen.findAllByText('李娜'))[0]!.closest('tr')!);
  fireEvent.click(row.getByRole('link', { name: '2' }));
  await waitFor(() => expect(lastList().get('overdue')).toBe('true'));
  expect(Object.fromEntries(lastList())).toMatchObject({ userId: 'li', status: 'open' });
  expect(router.state.location.search).toContain('who=li');
  fireEvent.click(within((await screen.findAllByText('李娜'))[0]!.closest('tr')!).getByRole('link', { name: '4' }));
  await waitFor(() => expect(lastList().get('inTime')).toBe('true'));
  expect(lastList().get('status')).toBe('done');
  expect(lastList().get('closedFrom')).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test('filters stand in the address', async () => {
  open('/tasks?view=team&who=li&kind=follow_up&status=dismissed&closedFrom=2026-03-01&department=2');
  await screen.findByRole('button', { name: '发报价单' });
  expect(Object.fromEntries(lastList())).toEqual({
    limit: '50',
    userId: 'li',
    kind: 'follow_up',
    status: 'dismissed',
    closedFrom: '2026-03-01',
    departmentId: '2',
  });
});

test('a row opens beside the list with its history, and closes again', async () => {
  const router = open('/tasks?view=team');
  fireEvent.click(await screen.findByRole('button', { name: '发报价单' }));
  const drawer = within(await screen.findByRole('dialog', { name: '待办' }));
  await drawer.findByText(/逾期,已通知王主管/);
  expect(router.state.location.search).toContain('task=01TASK');
  expect(drawer.queryByRole('button', { name: '完成' })).toBeNull();
  fireEvent.click(drawer.getByRole('button', { name: '关闭' }));
  await waitFor(() => expect(router.state.location.search).not.toContain('task='));
});

test('many are handed over at once; what could not go says why', async () => {
  open('/tasks?view=team');
  fireEvent.click(await screen.findByLabelText('全选'));
  fireEvent.click(within(screen.getByRole('region', { name: '批量操作' })).getByRole('button', { name: '转交' }));
  await screen.findByText('转交 2 项待办');
  answers['POST /api/team-tasks/hand-over'] = () =>
    json({ moved: 1, refused: [{ taskId: '01OTHER', code: 'task.closed' }] });
  fireEvent.click(screen.getByPlaceholderText('选择同事'));
  fireEvent.click(await screen.findByText('周洁'));
  const dialog = screen.getByText('转交 2 项待办').closest<HTMLElement>('.t-dialog')!;
  fireEvent.click(within(dialog).getByRole('button', { name: '转交' }));
  await waitFor(() =>
    expect(told).toEqual([
      ['POST /api/team-tasks/hand-over', { taskIds: ['01TASK', '01OTHER'], toUserId: 'zhou', evenUnseen: false }],
    ]),
  );
  await screen.findByText(/1 项没有转交:这项待办已经处理过了/);
});

test('a comment leaves the field once it is said; what is written meanwhile stays', async () => {
  let say: () => void = () => undefined;
  answers['POST /api/tasks/01TASK/comments'] = (() =>
    new Promise<Response>((resolve) => {
      say = () => resolve(json(detail));
    })) as unknown as () => Response;
  open('/tasks?view=team&task=01TASK');
  const field = await screen.findByLabelText<HTMLTextAreaElement>('写评论');
  fireEvent.change(field, { target: { value: '报价发了 ' } });
  fireEvent.click(screen.getByRole('button', { name: '发送' }));
  await waitFor(() => expect(told.map(([, body]) => body)).toMatchObject([{ text: '报价发了' }]));
  fireEvent.change(field, { target: { value: '等客户回复' } });
  say();
  await waitFor(() => expect(screen.getByRole('button', { name: '发送' }).className).not.toContain('loading'));
  expect(field.value).toBe('等客户回复');
  fireEvent.click(screen.getByRole('button', { name: '发送' }));
  await waitFor(() => expect(told).toHaveLength(2));
  // Closed before the answer comes: nothing is left over for the next time.
  fireEvent.click(screen.getByRole('button', { name: '关闭' }));
  say();
  await waitFor(() => expect(sessionStorage.length).toBe(0));
});
