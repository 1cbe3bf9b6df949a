import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ChatExportView } from '@zhike/shared/contracts/chat';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, test, vi } from 'vitest';
import { exampleChat } from '../../shared/chat/example-chat.ts';
import { ChatExportsPage } from './chat-exports-page.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const AT = Date.parse('2026-03-10T10:00:00+08:00');
const request: ChatExportView = {
  id: '01EXPORT',
  conversation: exampleChat,
  from: AT,
  to: AT + 86_400_000,
  reason: '处理客户投诉',
  state: 'waiting',
  askedBy: { userId: 'zhang', name: '张伟' },
  askedAt: AT,
  decidedBy: null,
  decidedAt: null,
  note: null,
  messages: null,
  expiresAt: null,
  can: { decide: false, download: false },
};

/** The page before a server with these requests; what it is told is kept. */
function open(items: ChatExportView[]) {
  const told: { url: string; body: unknown }[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, init: RequestInit) => {
      if (url.endsWith('/search')) return new Response(JSON.stringify({ items, nextCursor: null }));
      told.push({ url, body: JSON.parse(init.body as string) });
      return new Response(JSON.stringify(items[0]));
    }),
  );
  render(
    <MemoryRouter>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <ChatExportsPage />
      </QueryClientProvider>
    </MemoryRouter>,
  );
  return told;
}

const decideIn = async () => {
  fireEvent.click(await screen.findByRole('button', { name: '审批' }));
  return within((await screen.findByText('审批导出申请')).closest<HTMLElement>('.t-dialog')!);
};

test('nobody has asked yet: the page says how one asks and who decides', async () => {
  open([]);
  await screen.findByText('还没有导出申请');
  expect(screen.getByText(/另一位管理员批准后/)).toBeDefined();
});

test('whoever asked waits for somebody else', async () => {
  open([request]);
  await screen.findByText('等申请人以外的管理员审批');
  expect(screen.queryByRole('button', { name: '审批' })).toBeNull();
  expect(screen.queryByRole('link', { name: '下载' })).toBeNull();
});

test('another admin reads the reason and approves', async () => {
  const told = open([{ ...request, can: { decide: true, download: false } }]);
  const dialog = await decideIn();
  expect(dialog.getByText('理由:处理客户投诉')).toBeDefined();
  fireEvent.click(dialog.getByRole('button', { name: '批准导出' }));
  await waitFor(() =>
    expect(told).toEqual([{ url: '/api/chat-exports/01EXPORT/decision', body: { decision: 'approved' } }]),
  );
});

test('another admin refuses and says why', async () => {
  const told = open([{ ...request, can: { decide: true, download: false } }]);
  const dialog = await decideIn();
  fireEvent.click(dialog.getByRole('button', { name: '拒绝' }));
  fireEvent.change(dialog.getByRole('textbox'), { target: { value: '投诉已经处理完' } });
  fireEvent.click(dialog.getByRole('button', { name: '拒绝导出' }));
  await waitFor(() =>
    expect(told).toEqual([
      { url: '/api/chat-exports/01EXPORT/decision', body: { decision: 'refused', note: '投诉已经处理完' } },
    ]),
  );
});

test('a file that is ready can be taken by whoever may', async () => {
  const decided = { decidedBy: { userId: 'chenyu', name: '陈宇' }, decidedAt: AT };
  open([
    { ...request, ...decided, state: 'ready', messages: 128, expiresAt: AT, can: { decide: false, download: true } },
  ]);
  const link = await screen.findByRole('link', { name: '下载' });
  expect(link.getAttribute('href')).toBe('/api/chat-exports/01EXPORT/file');
  expect(screen.getByText('128 条消息')).toBeDefined();
  expect(screen.getByText(/陈宇批准/)).toBeDefined();
});
