import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { CareDay, CarePlanView, CarePreview } from '@zhike/shared/contracts/care';
import type { MeView } from '@zhike/shared/contracts/session';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ViewerContext } from '../app/viewer.ts';
import { CareEditPage } from './care-edit-page.tsx';
import { CarePage } from './care-page.tsx';
import { CarePlanPage } from './care-plan-page.tsx';

beforeEach(() => {
  localStorage.clear();
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

const plan: CarePlanView = {
  id: '01P',
  title: '中秋祝福',
  isOn: false,
  definition: {
    title: '中秋祝福',
    occasion: { kind: 'holiday', festivalId: 'mid-autumn' },
    daysBefore: 1,
    time: '09:00',
    dueTime: '20:00',
    daysOff: 'as_is',
    filter: null,
    text: '{客户昵称},中秋快乐!',
    materialIds: [],
  },
  summary: '每年中秋节,提前 1 天的 09:00 给负责的员工一条待办',
  counts: { opened: 40, done: 30, dismissed: 0, open: 10, overdue: 3 },
  missed: [{ day: '2026-09-20', customers: 2 }],
  nextDay: { day: '2026-09-25', lunar: '八月十五' },
  materials: [],
  version: 4,
  updatedAt: 1,
  updatedBy: { userId: 'chen', name: '陈宇', avatar: null },
};
const days: CareDay[] = [
  { day: '2026-09-24', lunar: '八月十四', festivals: [], isWorkday: true, care: [] },
  {
    day: '2026-09-25',
    lunar: '八月十五',
    festivals: ['中秋节'],
    isWorkday: false,
    care: [{ plan: { id: '01P', title: '中秋祝福', kind: 'holiday' }, customers: 400, isMore: true }],
  },
];
const rep = (name: string, customers: number) => ({ member: { userId: name, name, avatar: null }, customers });
const part = (more: Partial<CarePreview>): CarePreview => ({
  customers: 0,
  nobody: 0,
  reps: [],
  days: [],
  summary: '每年中秋节',
  cursor: null,
  ...more,
});

/** The pages before a server that answers so; what it is told is kept. */
function open(path: string, answers: Record<string, () => Response> = {}) {
  const told: [string, Record<string, unknown>][] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, { method, body }: RequestInit) => {
      const what = `${method} ${url.split('?')[0]}`;
      told.push([what, JSON.parse((body as string | undefined) ?? '{}') as Record<string, unknown>]);
      if (answers[what]) return answers[what]();
      if (url === '/api/care-plans') return Response.json({ items: [plan] });
      if (url === '/api/care-plans/01P') return Response.json(plan);
      if (url === '/api/care-days') return Response.json({ items: days });
      if (url === '/api/care-festivals')
        return Response.json({ items: [{ id: 'mid-autumn', name: '中秋节', day: '2026-09-25', lunar: '八月十五' }] });
      if (url === '/api/custom-fields')
        return Response.json({
          items: [
            {
              id: '01F',
              name: '生日',
              kind: 'date',
              unit: null,
              options: [],
              departmentIds: [],
              isMine: true,
              isRetired: false,
            },
          ],
          can: { edit: true },
        });
      if (what === 'POST /api/care-plan-previews') return Response.json(part({}));
      return Response.json({ items: [], nextCursor: null });
    }),
  );
  render(
    <MemoryRouter initialEntries={[path]}>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <ViewerContext.Provider value={{ userId: 'chen', role: 'admin' } as MeView}>
          <Routes>
            <Route path="/care" element={<CarePage />} />
            <Route path="/care/new" element={<CareEditPage />} />
            <Route path="/care/:planId" element={<CarePlanPage />} />
          </Routes>
        </ViewerContext.Provider>
      </QueryClientProvider>
    </MemoryRouter>,
  );
  return (what: string) => told.filter(([one]) => one === what).map(([, body]) => body);
}

test('the list says what a plan does, what came of it, and on which day nobody was reminded', async () => {
  open('/care');
  const row = (await screen.findByText('75%')).closest('tr')!;
  expect(within(row).getByRole('link', { name: '中秋祝福' }).getAttribute('href')).toBe('/care/01P');
  expect(row.textContent).toContain('下一次 9月25日(农历八月十五)');
  expect(row.textContent).toContain('9月20日 有 2 位客户因服务中断没有提醒');
});

test('the calendar shows lunar dates, holidays and whose day it is; a chosen day names the customers', async () => {
  open('/care', {
    'GET /api/care-days/2026-09-25/plans/01P': () =>
      Response.json({
        items: [
          {
            customer: { id: '01C', name: '王芳', avatar: null },
            assignee: { userId: 'zhang', name: '张伟', avatar: null },
            what: '中秋节(八月十五)',
            opensAt: Date.parse('2026-09-24T01:00:00Z'),
          },
        ],
        nextCursor: null,
      }),
  });
  // The first day with somebody is open.
  const panel = within(await screen.findByRole('region', { name: '9月25日的客情' }));
  expect((await panel.findByText('王芳')).closest('li')?.textContent).toContain('09:00 提醒张伟');
  const day = screen.getByRole('button', { name: /八月十四/ });
  fireEvent.click(day);
  expect(day.getAttribute('aria-pressed')).toBe('true');
  await screen.findByText('这一天没有要提醒的客户。');
});

test('before a holiday is switched on it is added up part by part, and a rep with too much to do is a warning', async () => {
  let asked = 0;
  const told = open('/care', {
    'POST /api/care-plan-previews': () =>
      Response.json(
        ++asked === 1
          ? part({ customers: 60, reps: [rep('张伟', 40), rep('李娜', 20)], cursor: 'more' })
          : part({ customers: 31, nobody: 2, reps: [rep('张伟', 31)] }),
      ),
    'POST /api/care-plans/01P/switch': () => Response.json({ ...plan, isOn: true }),
  });
  fireEvent.click(await screen.findByRole('switch', { name: '启用中秋祝福' }));
  const warning = await screen.findByText(/其中 1 位员工会一次收到超过 50 条待办/);
  const dialog = within(warning.closest('.t-dialog')! as HTMLElement);
  expect(dialog.getByText('91')).toBeDefined();
  expect(dialog.getByText('张伟').closest('li')?.textContent).toBe('张伟71 条');
  expect(dialog.getByText('2 位客户没有在职员工服务,不会提醒。')).toBeDefined();
  fireEvent.click(dialog.getByRole('button', { name: '启用' }));
  await waitFor(() => expect(told('POST /api/care-plans/01P/switch')).toEqual([{ isOn: true }]));
});

test('a new plan takes the birthday field and suggested words, shows both sides, and refuses a misspelt variable', async () => {
  const told = open('/care/new', { 'POST /api/care-plans': () => Response.json(plan) });
  fireEvent.click(await screen.findByRole('button', { name: '用建议的祝福语' }));
  const phone = within(screen.getByRole('region', { name: '客户手机预览' }));
  expect(phone.getByText(/林晓雨,今天是您的生日/)).toBeDefined();
  expect(screen.getByRole('region', { name: '员工侧边栏里的待办' }).textContent).toContain('生日祝福');
  fireEvent.click(screen.getByRole('button', { name: '农历' }));
  const words = screen.getByRole('textbox', { name: '祝福语' });
  const suggested = (words as HTMLTextAreaElement).value;
  fireEvent.change(words, { target: { value: '{客户昵你}生日快乐' } });
  fireEvent.click(screen.getByRole('button', { name: '保存' }));
  expect((await screen.findByRole('alert')).textContent).toBe('不认识的变量:客户昵你');
  expect(told('POST /api/care-plans')).toEqual([]);
  fireEvent.change(words, { target: { value: suggested } });
  fireEvent.click(screen.getByRole('button', { name: '保存' }));
  await waitFor(() =>
    expect(told('POST /api/care-plans')).toMatchObject([
      {
        title: '生日祝福',
        occasion: { kind: 'birthday', fieldId: '01F', calendar: 'lunar' },
        daysBefore: 0,
        text: suggested,
        filter: null,
      },
    ]),
  );
});

test('the statistics of a plan: how many were reminded of, done and late, by rep', async () => {
  open('/care/01P', {
    'GET /api/care-plans/01P/stats': () =>
      Response.json({
        total: plan.counts,
        reps: [{ member: { userId: 'zhang', name: '张伟', avatar: null }, ...plan.counts }],
        days: [{ day: '2026-09-25', opened: 40, done: 30 }],
        missed: [],
        nobody: 3,
      }),
  });
  const row = (await screen.findByText('张伟')).closest('tr')!;
  screen.getByText('另有 3 位客户没有在职员工服务,没有提醒。');
  expect([...row.querySelectorAll('td')].map(({ textContent }) => textContent)).toEqual([
    '张伟',
    '40',
    '30',
    '75%',
    '3',
  ]);
  expect(screen.getByRole('img', { name: '每天提醒与完成' })).toBeDefined();
});

test('what cannot be read says so and can be tried again', async () => {
  let tries = 0;
  open('/care', {
    'GET /api/care-plans': () =>
      ++tries === 1
        ? Response.json({ code: 'internal', requestId: 'r' }, { status: 500 })
        : Response.json({ items: [] }),
  });
  fireEvent.click(await screen.findByRole('button', { name: /重试/ }));
  await screen.findByText('还没有客情计划');
});
