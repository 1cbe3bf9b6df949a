import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { SegmentView } from '@zhike/shared/contracts/segment';
import { afterEach, expect, test, vi } from 'vitest';
import { FromSegment } from './from-segment.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('the conditions of a saved segment are taken over, and nothing else of it', async () => {
  const filter: SegmentView['filter'] = { op: 'any', field: 'tag', values: ['t1'] };
  const items = [{ id: 'S1', name: '高意向', sentence: '标签是「高意向」', filter }];
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(JSON.stringify({ items, nextCursor: null }))),
  );
  const picked = vi.fn();
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <FromSegment onPicked={picked} />
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: '从人群带入' }));
  fireEvent.click(await screen.findByRole('button', { name: /高意向/ }));
  expect(picked).toHaveBeenCalledWith(filter);
  expect(screen.queryByText('从人群带入条件')).toBeNull();
});
