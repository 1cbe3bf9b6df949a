import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { ReachSummary } from './reach-summary.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('who can get no more is counted anew for the next message: the one before has used up what they had', async () => {
  let [overQuota, soonOverQuota] = [19, 0];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string) =>
      Response.json(
        url.startsWith('/api/mass-messages/preview')
          ? {
              customers: 80,
              unreachable: 0,
              overQuota,
              soonOverQuota,
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
  expect(screen.queryByText(/等待员工确认/)).toBeNull();
  first.unmount();
  [overQuota, soonOverQuota] = [36, 12];
  open();
  await screen.findByText(/约 36 位今天已达上限,这次会跳过/);
  expect(screen.getByText('44')).toBeTruthy();
  await screen.findByText('另有 12 位在等待员工确认的群发中,确认后就达到今天的上限,这次的可能送不到。');
});
