import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { Who } from '../cache/profile.ts';
import { AT, exampleProfile, wangli } from '../features/customer/example-profile.ts';
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
