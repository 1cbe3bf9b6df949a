import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { NoticeBar } from '../components/notice.tsx';
import { startOutcomes } from '../sending/outcomes.ts';

/** For tests: a page before a server that answers by address, and what that was asked. */

export type Answer = (body: Record<string, unknown>) => Response | Promise<Response>;
export const json = (body: object, status = 200): Response => Response.json(body, { status });
export const refuse = (status: number, code: string, details: object = {}): Response =>
  json({ code, requestId: '01REQUEST', details }, status);
export const list = (...items: object[]): Response => json({ items, nextCursor: null });

interface Asked {
  what: string;
  body: Record<string, unknown>;
}

export function openWith(page: ReactNode, answers: Record<string, Answer>) {
  const asked: Asked[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, init: RequestInit) => {
      const what = `${init.method} ${url.split('?')[0]}`;
      const body = JSON.parse((init.body as string | undefined) ?? '{}') as Record<string, unknown>;
      asked.push({ what, body });
      return (answers[what] ?? (() => list()))(body);
    }),
  );
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const stop = startOutcomes('lina', client);
  render(
    <QueryClientProvider client={client}>
      {page}
      <NoticeBar />
    </QueryClientProvider>,
  );
  return { client, stop, asked, of: (what: string) => asked.filter((one) => one.what === what) };
}
