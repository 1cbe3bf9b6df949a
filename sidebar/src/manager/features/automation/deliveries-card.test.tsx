import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import type { WebhookDeliveryView } from '@zhike/shared/contracts/automation-webhook';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, test, vi } from 'vitest';
import { DeliveriesCard } from './deliveries-card.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const delivery = (id: string, part: Partial<WebhookDeliveryView>): WebhookDeliveryView => ({
  id,
  webhook: { id: 'W', name: '订单系统' },
  customer: { id: 'C', name: `客户${id}`, avatar: null },
  isHidden: false,
  version: 2,
  at: 1,
  status: 'delivered',
  answer: null,
  problem: null,
  tries: 1,
  nextAt: null,
  endedAt: 2,
  can: { replay: false },
  ...part,
});

test('each call says what became of it, and what was given up can be sent again', async () => {
  const items = [
    delivery('甲', {}),
    delivery('乙', {
      status: 'waiting',
      answer: 503,
      problem: 'WebhookFailed: webhook answered 503',
      tries: 3,
      nextAt: 9,
      endedAt: null,
    }),
    delivery('丙', { status: 'failed', answer: 404, can: { replay: true } }),
    delivery('丁', { status: 'failed', customer: null, isHidden: true, problem: 'Error: connect ECONNREFUSED' }),
  ];
  const fetched = vi.fn(async (_url: string, { method }: RequestInit) =>
    Response.json(method === 'POST' ? {} : { items, nextCursor: null }),
  );
  vi.stubGlobal('fetch', fetched);
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter>
        <DeliveriesCard ruleId="R" />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  await screen.findByText('客户甲');
  const [, sent, waiting, refused, hidden] = screen.getAllByRole('row');
  expect(sent!.textContent).toContain('已送达');
  expect(waiting!.textContent).toContain('对方应答 503,稍后自动重试');
  expect(refused!.textContent).toContain('没有送达:对方应答 404');
  expect(hidden!.textContent).toContain('不在你可见范围内的客户');
  expect(hidden!.textContent).toContain('ECONNREFUSED');
  expect(within(sent!).queryByRole('button')).toBeNull();
  fireEvent.click(within(refused!).getByRole('button', { name: '重新发送' }));
  const replay = `/api/failures/command/${encodeURIComponent('丙')}/replay`;
  await vi.waitFor(() => expect(fetched).toHaveBeenCalledWith(replay, expect.objectContaining({ method: 'POST' })));
});
