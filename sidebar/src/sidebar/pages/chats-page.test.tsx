import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { exampleChat, exampleMessage } from '../../shared/chat/example-chat.ts';
import { ChatsPage } from './chats-page.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const colleague = { ...exampleChat, id: '01OTHER', member: { userId: 'zhang', name: '张伟' } };
const found = exampleMessage(7, { kind: 'text', text: '春季报价单发我' });

/** A server that answers by address; what was searched for is kept. */
function open({ chats = [exampleChat, colleague], behind = 0 } = {}) {
  const bodies: Record<string, unknown>[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, init: RequestInit) => {
      if (url === '/api/chats/search') return Response.json({ items: chats, nextCursor: null });
      if (url === '/api/chats/messages/search') {
        bodies.push(JSON.parse(init.body as string));
        const marks = [{ start: 2, end: 4, kind: 'search', label: '报价' }];
        const items = [{ conversation: exampleChat, message: { ...found, marks } }];
        return Response.json({ items, nextCursor: null, behind });
      }
      if (!url.includes('/messages')) return Response.json(chats.find(({ id }) => url.endsWith(id)));
      const items = [exampleMessage(url.includes('01OTHER') ? 2 : 1)];
      return Response.json({ items, hasBefore: false, hasAfter: false });
    }),
  );
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <ChatsPage place={{ customerId: '01CUSTOMER' }} />
    </QueryClientProvider>,
  );
  return { bodies, client };
}

test('the last chat is open at once, and those with colleagues are a tap away', async () => {
  open();
  await screen.findByText('第 1 句');
  expect(screen.getByRole('button', { name: '与李娜' }).getAttribute('aria-pressed')).toBe('true');
  expect(screen.getByRole('button', { name: '与张伟' }).getAttribute('aria-pressed')).toBe('false');
});

test('the chat that is being read stays when something is said in another', async () => {
  const chats = [exampleChat, colleague];
  const { client } = open({ chats });
  await screen.findByText('第 1 句');
  chats.reverse();
  await client.refetchQueries({ queryKey: ['chats'] });
  await waitFor(() => expect(screen.getAllByRole('button', { name: /^与/ })[0]?.textContent).toBe('与张伟'));
  expect(screen.getByRole('button', { name: '与李娜' }).getAttribute('aria-pressed')).toBe('true');
  expect(screen.getByText('第 1 句')).toBeDefined();
});

test('a word is found among what was said with this customer only, and leads to its place', async () => {
  const { bodies } = open({ behind: 3 });
  await screen.findByText('第 1 句');
  fireEvent.click(screen.getByRole('button', { name: '搜索' }));
  fireEvent.change(screen.getByLabelText('搜索聊天内容'), { target: { value: '报价' } });
  const hit = (await screen.findByText('查看上下文')).closest('a')!;
  expect(bodies).toMatchObject([{ text: '报价', customerId: '01CUSTOMER' }]);
  expect(hit.querySelector('mark')?.textContent).toBe('报价');
  expect(hit.getAttribute('href')).toBe('#/chats?customer=01CUSTOMER&chat=01CHAT&around=7');
  expect(hit.textContent).toContain('春季报价单发我');
  expect(screen.getByText('最新的 3 条消息正在建立索引,稍后才能搜到')).toBeDefined();
});

test('whoever leaves the page and comes back finds what she searched for', async () => {
  open();
  await screen.findByText('第 1 句');
  fireEvent.click(screen.getByRole('button', { name: '搜索' }));
  fireEvent.change(screen.getByLabelText('搜索聊天内容'), { target: { value: '报价' } });
  cleanup();
  open();
  await screen.findByText('第 1 句');
  fireEvent.click(screen.getByRole('button', { name: '搜索' }));
  expect(screen.getByLabelText<HTMLInputElement>('搜索聊天内容').value).toBe('报价');
  expect(location.href).not.toContain(encodeURIComponent('报价'));
});

test('a customer without archived chats: what has to happen first', async () => {
  open({ chats: [] });
  await screen.findByText('还没有存档的聊天');
});
