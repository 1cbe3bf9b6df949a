import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ChatConversationView, ChatMessageView } from '@zhike/shared/contracts/chat';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChatAnchor } from './api/chat-messages.ts';
import { ChatReader } from './chat-reader.tsx';
import { exampleChat, exampleMessage } from './example-chat.ts';

const MESSAGES = Array.from({ length: 100 }, (_, index) => exampleMessage(index + 1));
const PAGE = 10;
let asked: URLSearchParams[];

beforeEach(() => {
  asked = [];
  // Nothing comes into sight by itself: a tap asks for more.
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** A server with a hundred messages, ten to a page. */
function answer(url: string): Response {
  const query = new URL(url, 'http://localhost').searchParams;
  asked.push(query);
  const number = (name: string) => (query.has(name) ? Number(query.get(name)) : undefined);
  const items = pageOf(number);
  const first = items[0]?.position ?? MESSAGES.length + 1;
  const last = items.at(-1)?.position ?? MESSAGES.length;
  return new Response(JSON.stringify({ items, hasBefore: first > 1, hasAfter: last < MESSAGES.length }));
}

function pageOf(number: (name: string) => number | undefined): ChatMessageView[] {
  const [around, at, before, after] = ['around', 'at', 'before', 'after'].map(number);
  if (around !== undefined) return MESSAGES.slice(around - 1 - PAGE / 2, around - 1 + PAGE / 2);
  if (at !== undefined) return MESSAGES.filter(({ sentAt }) => sentAt >= at).slice(0, PAGE);
  if (before !== undefined) return MESSAGES.filter(({ position }) => position < before).slice(-PAGE);
  if (after !== undefined) return MESSAGES.filter(({ position }) => position > after).slice(0, PAGE);
  return MESSAGES.slice(-PAGE);
}

function open(anchor: ChatAnchor, conversation: ChatConversationView = exampleChat, respond = answer) {
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string) => respond(url)),
  );
  function Page({ now }: { now: ChatConversationView }) {
    const [at, setAt] = useState(anchor);
    return <ChatReader conversation={now} anchor={at} onAnchor={setAt} />;
  }
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const page = (now: ChatConversationView) => (
    <QueryClientProvider client={client}>
      <Page now={now} />
    </QueryClientProvider>
  );
  const { rerender } = render(page(conversation));
  return { hear: (lastPosition: number) => rerender(page({ ...conversation, lastPosition })) };
}

/** As if the log were that much longer than its box, and stood there. */
function scrollTo(top: number) {
  const box = document.querySelector('.chat-log')!;
  Object.defineProperties(box, {
    scrollHeight: { configurable: true, value: 2_000 },
    clientHeight: { configurable: true, value: 500 },
  });
  box.scrollTop = top;
  fireEvent.scroll(box);
  return box;
}

const shown = () =>
  [...document.querySelectorAll('[data-position]')].map((row) => Number(row.getAttribute('data-position')));
const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

test('it opens at the latest message and reads back page by page, each message once', async () => {
  open(null);
  await screen.findByText('第 100 句');
  expect(shown()).toEqual(from(91, 100));
  fireEvent.click(screen.getByRole('button', { name: '查看更早的消息' }));
  await screen.findByText('第 81 句');
  expect(shown()).toEqual(from(81, 100));
  expect(asked.at(-1)?.get('before')).toBe('91');
  expect(screen.queryByRole('button', { name: '回到最新' })).toBeNull();
});

test('opened at a message it reads on in both directions, and leads back to the latest', async () => {
  open({ around: 50 });
  await screen.findByText('第 50 句');
  expect(shown()).toEqual(from(45, 54));
  expect(document.querySelector('.chat-target')?.textContent).toContain('第 50 句');
  fireEvent.click(screen.getByRole('button', { name: '查看后面的消息' }));
  await screen.findByText('第 64 句');
  fireEvent.click(screen.getByRole('button', { name: '查看更早的消息' }));
  await screen.findByText('第 35 句');
  expect(shown()).toEqual(from(35, 64));
  fireEvent.click(screen.getByRole('button', { name: '回到最新' }));
  await screen.findByText('第 100 句');
  expect(shown()).toEqual(from(91, 100));
});

test('a jump to a day begins at its first message; after the last day the latest are shown', async () => {
  open(null);
  await screen.findByText('第 100 句');
  fireEvent.change(screen.getByLabelText('跳到日期'), { target: { value: '2026-03-10' } });
  await screen.findByText('第 1 句');
  expect(shown()).toEqual(from(1, 10));
  expect(screen.getByText('没有更早的消息')).toBeDefined();
  fireEvent.change(screen.getByLabelText('跳到日期'), { target: { value: '2026-03-20' } });
  await screen.findByText('第 100 句');
});

test('at the end one may ask whether something new has been said', async () => {
  open(null);
  await screen.findByText('第 100 句');
  MESSAGES.push(exampleMessage(101));
  fireEvent.click(screen.getByRole('button', { name: '查看有没有新消息' }));
  await screen.findByText('第 101 句');
  MESSAGES.pop();
  expect(asked.at(-1)?.get('after')).toBe('100');
});

describe('while one reads somebody writes', () => {
  afterEach(() => void (MESSAGES.length = 100));

  test('at the end of the chat it appears by itself, and one stays at the end', async () => {
    const { hear } = open(null);
    await screen.findByText('第 100 句');
    const box = scrollTo(1_480);
    MESSAGES.push(exampleMessage(101));
    hear(101);
    await screen.findByText('第 101 句');
    expect(box.scrollTop).toBe(2_000);
    expect(screen.queryByRole('button', { name: '有新消息' })).toBeNull();
  });

  test('further up one stays where one is, and a button leads there', async () => {
    const { hear } = open(null);
    await screen.findByText('第 100 句');
    const box = scrollTo(300);
    MESSAGES.push(exampleMessage(101));
    hear(101);
    const button = await screen.findByRole('button', { name: '有新消息' });
    expect(box.scrollTop).toBe(300);
    fireEvent.click(button);
    expect(box.scrollTop).toBe(2_000);
    expect(screen.queryByRole('button', { name: '有新消息' })).toBeNull();
  });

  test('far back in the past nothing is appended, and the same button leads to the latest', async () => {
    const { hear } = open({ around: 50 });
    await screen.findByText('第 50 句');
    MESSAGES.push(exampleMessage(101));
    hear(101);
    fireEvent.click(await screen.findByRole('button', { name: '有新消息' }));
    await screen.findByText('第 101 句');
  });

  test('what may not be shown is asked for once', async () => {
    const { hear } = open(null);
    await screen.findByText('第 100 句');
    hear(101);
    await waitFor(() => expect(asked).toHaveLength(2));
    hear(101);
    hear(102);
    await waitFor(() => expect(asked).toHaveLength(3));
  });

  test('the first words of all appear too', async () => {
    MESSAGES.length = 0;
    const { hear } = open(null, { ...exampleChat, lastPosition: 0 });
    await screen.findByText('还没有聊天记录');
    MESSAGES.push(exampleMessage(1));
    hear(1);
    await screen.findByText('第 1 句');
    for (let position = 2; position <= 100; position++) MESSAGES.push(exampleMessage(position));
  });

  test('nothing is read while nobody can see the page', async () => {
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    const { hear } = open(null);
    await screen.findByText('第 100 句');
    MESSAGES.push(exampleMessage(101));
    hear(101);
    expect(asked).toHaveLength(1);
    hidden.mockReturnValue(false);
    fireEvent(document, new Event('visibilitychange'));
    await screen.findByText('第 101 句');
    hidden.mockRestore();
  });
});

test('days are separated and a speaker who goes on is not named again', async () => {
  const one = exampleMessage(1);
  const items = [
    one,
    { ...exampleMessage(3), sentAt: one.sentAt + 1_000 },
    { ...exampleMessage(5), sentAt: one.sentAt + 86_400_000 },
  ];
  open(null, exampleChat, () => new Response(JSON.stringify({ items, hasBefore: false, hasAfter: false })));
  await screen.findByText('第 5 句');
  expect([...document.querySelectorAll('.chat-day')]).toHaveLength(2);
  expect([...document.querySelectorAll('.chat-who')]).toHaveLength(2);
});

test.each([
  ['unknown', '客户尚未同意存档,内容不显示'],
  ['refused', '客户不同意存档,内容不显示'],
] as const)('without consent (%s) nothing is asked for and the page says why', async (consent, why) => {
  open(null, { ...exampleChat, consent, isShown: false });
  expect(screen.getByText(why)).toBeDefined();
  expect(asked).toEqual([]);
});

test('a failure is said in words and tried again by a tap', async () => {
  let isBroken = true;
  open(null, exampleChat, (url) =>
    isBroken ? new Response('{"code":"common.internal","requestId":"01R"}', { status: 503 }) : answer(url),
  );
  await screen.findByText(/01R/);
  isBroken = false;
  fireEvent.click(screen.getByRole('button', { name: '重试' }));
  await screen.findByText('第 100 句');
});
