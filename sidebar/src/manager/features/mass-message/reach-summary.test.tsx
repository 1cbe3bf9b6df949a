import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { ReachSummary } from './reach-summary.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('who can get no more is counted anew for the next message: the one before has used up what they had', async () => {
  let overQuota = 19;
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string) =>
      Response.json(
        url.startsWith('/api/mass-messages/preview')
          ? {
              customers: 80,
              unreachable: 0,
              overQuota,
              reps: [{ member: { userId: 'li', name: '李娜', avatar: null }, customers: 80 - overQuota }],
              cursor: null,
            }
          : { rule: 'day', over: 'skip' },
      ),
    ),
  );
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const open = () =>
    render(
      <QueryClientProvider client={client}>
        <ReachSummary filter={{}} />
      </QueryClientProvider>,
    );
  const first = open();
  await screen.findByText(/约 19 位今天已达上限/);
  first.unmount();
  overQuota = 36;
  open();
  await screen.findByText(/约 36 位今天已达上限,这次会跳过/);
  expect(screen.getByText('44')).toBeTruthy();
});
