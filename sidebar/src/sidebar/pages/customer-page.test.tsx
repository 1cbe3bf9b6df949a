import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import type { TaskView } from '@zhike/shared/contracts/task';
import { afterEach, expect, test, vi } from 'vitest';
import type { Who } from '../cache/profile.ts';
import { AT, exampleProfile, wangli } from '../features/customer/example-profile.ts';
import { OpenedTask } from '../features/task/opened-task.tsx';
import { CustomerPage } from './customer-page.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

type Answer = (url: string, init: RequestInit) => Promise<Response>;

const refuse = (status: number, code: string): Response =>
  new Response(JSON.stringify({ code, requestId: '01REQUEST' }), { status });

/** The page beside a chat, before a server that answers like this. */
function open(answer: Answer, who: Who = { externalUserId: 'wm1' }) {
  vi.stubGlobal('fetch', vi.fn(answer));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 15_000 } } });
  render(
    <QueryClientProvider client={client}>
      <CustomerPage who={who} viewerUserId="lina" />
      <OpenedTask viewerUserId="lina" />
    </QueryClientProvider>,
  );
}

test('while nothing is known yet the page shows the shape of what is coming', () => {
  open(() => new Promise(() => undefined));
  expect(screen.getByLabelText('正在加载').getAttribute('aria-busy')).toBe('true');
});

test('a customer of somebody else: who can help, and no button that would change nothing', async () => {
  open(async () => refuse(403, 'customer.not_visible'));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('你没有查看权限');
  expect(alert.textContent).toContain('请联系负责人或管理员');
  expect(screen.queryByRole('button')).toBeNull();
});

test('a server in trouble is said with the number to report, and asked again by a tap', async () => {
  let answers = 0;
  open(async () => {
    answers += 1;
    return refuse(answers === 1 ? 503 : 403, answers === 1 ? 'common.internal' : 'customer.not_visible');
  });
  expect((await screen.findByRole('alert')).textContent).toContain('01REQUEST');
  fireEvent.click(screen.getByRole('button', { name: '重试' }));
  await screen.findByText('你没有查看权限');
});

test('a lost connection is not called a refusal', async () => {
  open(() => Promise.reject(new TypeError('Failed to fetch')));
  expect((await screen.findByRole('alert')).textContent).toContain('网络连接中断,请检查网络后再试');
});

test('somebody who is not in our books yet is being archived, and the page says that it looks again', async () => {
  open(async () => refuse(404, 'customer.not_archived'));
  await screen.findByText('正在建档');
  expect(screen.getByText(/这里会自动刷新/)).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('the first screen beside a chat is one answer: profile and newest entries together', async () => {
  const asked: string[] = [];
  open(async (url) => {
    asked.push(url);
    if (!url.includes('/by-external/wm1')) return Response.json({ items: [], nextCursor: null });
    const item = {
      id: '01E',
      type: 'follow_up.logged',
      at: AT,
      actor: wangli,
      data: { text: '看过样板间', nextAt: null },
    };
    return Response.json({ ...exampleProfile(), timeline: { items: [item], nextCursor: null } });
  });
  await screen.findByText(/看过样板间/);
  expect(asked.some((url) => url.includes('/timeline'))).toBe(false);
});

const taskNamed = (title: string): TaskView => ({
  id: title,
  kind: 'follow_up',
  title,
  reason: '上次跟进时约定的时间',
  status: 'open',
  assignee: { userId: 'lina', name: '李娜' },
  customer: { id: 'c1', name: '林晓雨', avatar: null, externalUserId: 'wm1' },
  dueAt: AT,
  snoozedUntil: null,
  isOverdue: false,
  createdAt: AT,
  closedAt: null,
  result: null,
  action: null,
  escalatedAt: null,
  hitId: null,
  can: { close: true, reopen: false },
});

/** Her page with these open tasks, the first of them being the next; the tab 待办 is in front. */
async function openTasks(...titles: string[]): Promise<HTMLElement> {
  const items = titles.map(taskNamed);
  const profile = exampleProfile({ nextTask: items[0] ?? null, openTaskCount: items.length });
  open(async (url) => {
    if (url.includes('/by-external/wm1')) return Response.json(profile);
    return Response.json({ items: url.startsWith('/api/tasks') ? items : [], nextCursor: null });
  });
  fireEvent.click(await screen.findByRole('tab', { name: /待办/ }));
  return screen.findByRole('tabpanel');
}

test('the next task stands in one place, above; the list of tasks shows the others and counts them all', async () => {
  const panel = await openTasks('回访报价', '寄样册');
  await within(panel).findByRole('article', { name: '寄样册' });
  expect(screen.getAllByRole('article').map((card) => card.getAttribute('aria-label'))).toEqual(['回访报价', '寄样册']);
  within(panel).getByRole('button', { name: '未完成 2' });
  fireEvent.click(within(screen.getByRole('region', { name: '下一步' })).getByRole('button', { name: '打开' }));
  expect(await screen.findByRole('dialog', { name: '回访报价' }, { timeout: 10_000 })).toBeDefined();
});

test('a list that has nothing but the next task says so, and not that there is nothing to do', async () => {
  const panel = await openTasks('回访报价');
  await within(panel).findByText('只有上面这一项');
  expect(screen.queryByText('没有待办')).toBeNull();
});
