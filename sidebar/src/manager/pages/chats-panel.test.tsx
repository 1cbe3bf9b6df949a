import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { exampleChat } from '../../shared/chat/example-chat.ts';
import { ChatsPanel } from './chats-panel.tsx';

const older = { ...exampleChat, id: '01OLDER', title: '王女士', lastMessageAt: exampleChat.lastMessageAt - 60_000 };
let chats: (typeof exampleChat)[];
let client: QueryClient;

beforeEach(() => {
  chats = [exampleChat, older];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (_url: string, init: RequestInit) => {
      const { limit } = JSON.parse(init.body as string) as { limit: number };
      return Response.json({ items: chats.slice(0, limit), nextCursor: null });
    }),
  );
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <ChatsPanel openId={null} userId={undefined} memberSelect={null} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const shown = () => [...document.querySelectorAll('.chat-list-name')].map((name) => name.textContent);
const settled = () => waitFor(() => expect(client.isFetching()).toBe(0));

/** Something is said in the older chat, and the page hears of it. */
async function hear() {
  chats = [{ ...older, lastMessageAt: exampleChat.lastMessageAt + 60_000 }, exampleChat];
  await client.invalidateQueries({ queryKey: ['chats-head'] });
}

test('whoever looks at the first of the list sees the chat come up by itself', async () => {
  await screen.findByText('王女士');
  await settled();
  expect(shown()).toEqual(['林晓雨', '王女士']);
  await hear();
  await waitFor(() => expect(shown()).toEqual(['王女士', '林晓雨']));
  expect(screen.queryByRole('button', { name: '有新消息' })).toBeNull();
});

test('for whoever reads further down the list stays as it is until she asks for the news', async () => {
  await screen.findByText('王女士');
  await settled();
  document.querySelector('.chat-list-scroll')!.scrollTop = 400;
  await hear();
  const button = await screen.findByRole('button', { name: '有新消息' });
  expect(shown()).toEqual(['林晓雨', '王女士']);
  fireEvent.click(button);
  await waitFor(() => expect(shown()).toEqual(['王女士', '林晓雨']));
  expect(document.querySelector('.chat-list-scroll')!.scrollTop).toBe(0);
  expect(screen.queryByRole('button', { name: '有新消息' })).toBeNull();
});
