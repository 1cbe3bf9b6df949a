import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { sayCounted, useCustomerCount } from './customer-count.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const FILTER = {};
function Count() {
  const counted = useCustomerCount(FILTER);
  return <p role="status">{counted ? sayCounted(counted) : '…'}</p>;
}

/** The server counts on only when it is asked with the cursor that it gave, and only once each answer is let go. */
function serverThatCounts(answers: { count: number; cursor: string | null }[]) {
  const waiting: (() => void)[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (_url: string, { body }: RequestInit) => {
      const { cursor } = JSON.parse(body as string) as { cursor?: string };
      const at = cursor === undefined ? 0 : answers.findIndex((answer) => answer.cursor === cursor) + 1;
      await new Promise<void>((go) => waiting.push(go));
      return new Response(JSON.stringify(answers[at]));
    }),
  );
  return { letGo: async () => (await vi.waitFor(() => waiting.shift() ?? Promise.reject(new Error('nobody asks'))))() };
}

test('beyond what is counted at once the number is said roughly, and becomes exact while the page is open', async () => {
  const server = serverThatCounts([
    { count: 3_333, cursor: 'a' },
    { count: 14_000, cursor: 'b' },
    { count: 123_456, cursor: 'c' },
    { count: 154_321, cursor: null },
  ]);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Count />
    </QueryClientProvider>,
  );
  const said = (text: string) => waitFor(() => expect(screen.getByRole('status').textContent).toBe(text));
  await said('…');
  for (const text of ['3,333+', '1 万+', '12 万+', '154,321']) {
    await server.letGo();
    await said(text);
  }
});
