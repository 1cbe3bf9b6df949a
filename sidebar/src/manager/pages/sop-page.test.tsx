import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { MeView } from '@zhike/shared/contracts/session';
import type { SopView } from '@zhike/shared/contracts/sop';
import type { SopStats } from '@zhike/shared/contracts/sop-stats';
import { countDays } from '@zhike/shared/formulas/calendar';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ViewerContext } from '../app/viewer.ts';
import { SopPage } from './sop-page.tsx';

beforeEach(() => {
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

const sop = {
  id: '01SOP',
  name: '新客跟进',
  description: '',
  isOn: true,
  version: 2,
  steps: 1,
  summary: '从添加好友起,共 1 步',
  counts: { active: 0, finished: 2, stopped: 0 },
  updatedAt: 1,
  definition: { steps: [] },
  names: [],
  createdBy: { userId: 'chen', name: '陈宇' },
  onEarlier: 0,
  move: null,
  can: { edit: false },
} as unknown as SopView;
const figures = { opened: 4, done: 3, dismissed: 0, unsent: 0, open: 1, overdue: 1, sent: 2, read: 1 };
const stats: SopStats = {
  total: figures,
  steps: [
    { ...figures, stepId: '01S1', title: '发手册', isGone: false, skipped: 2 },
    { ...figures, opened: 0, done: 0, overdue: 0, sent: 0, stepId: '01S2', title: '回访', isGone: true, skipped: 0 },
  ],
  reps: [{ ...figures, member: { userId: 'zhang', name: '张伟', avatar: null } }],
};

/** The page before a server that answers the statistics so; returns the days that were asked about. */
function open(answer: () => Response = () => Response.json(stats)) {
  const asked: number[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string) => {
      const { pathname, searchParams } = new URL(url, 'http://localhost');
      if (pathname.endsWith('/stats')) {
        asked.push(countDays(searchParams.get('from')!, searchParams.get('to')!));
        return answer();
      }
      return Response.json(pathname === '/api/sops/01SOP' ? sop : { items: [], nextCursor: null });
    }),
  );
  render(
    <MemoryRouter initialEntries={['/sops/01SOP']}>
      <ViewerContext.Provider value={{ role: 'rep', demo: false } as unknown as MeView}>
        <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
          <Routes>
            <Route path="/sops/:sopId" element={<SopPage />} />
          </Routes>
        </QueryClientProvider>
      </ViewerContext.Provider>
    </MemoryRouter>,
  );
  return asked;
}

test('tells what became of every step and of what each rep had to do, of a month or of a longer time', async () => {
  const asked = open();
  const steps = await screen.findByRole('list', { name: '每一步的完成情况' });
  expect(
    within(steps)
      .getAllByRole('listitem')
      .map((row) => row.textContent),
  ).toEqual(['发手册 完成 3 / 4 · 逾期 1 · 打开 1 / 2 · 跳过 2', '回访 已从新版中移除还没有到期']);
  const cells = screen.getByText('张伟').closest('tr')!.querySelectorAll('td');
  expect([...cells].map((cell) => cell.textContent)).toEqual(['张伟', '4', '3', '75%', '1', '1 / 2']);
  fireEvent.click(screen.getByRole('button', { name: '近一年' }));
  await waitFor(() => expect(asked).toEqual([30, 365]));
});

test('says so when they cannot be counted, and counts again', async () => {
  let isDown = true;
  const answer = () =>
    isDown ? Response.json({ code: 'common.internal', requestId: 'r' }, { status: 500 }) : Response.json(stats);
  open(answer);
  const again = await screen.findByRole('button', { name: '重试' });
  expect(screen.getByText('从添加好友起,共 1 步')).toBeTruthy();
  isDown = false;
  fireEvent.click(again);
  expect(await screen.findByText('发手册')).toBeTruthy();
});
