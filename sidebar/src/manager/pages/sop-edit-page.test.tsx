import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { MeView } from '@zhike/shared/contracts/session';
import type { SopView } from '@zhike/shared/contracts/sop';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ViewerContext } from '../app/viewer.ts';
import { SopEditPage } from './sop-edit-page.tsx';

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const ID = '01M8HZAEYPJPDPW8CASEPSB8F4';
const sop: SopView = {
  id: ID,
  name: '新客跟进',
  description: '',
  isOn: true,
  version: 3,
  steps: 2,
  summary: '',
  counts: { active: 0, finished: 0, stopped: 0 },
  updatedAt: 1,
  definition: {
    name: '新客跟进',
    description: '',
    start: { kind: 'added' },
    auto: { filter: null },
    stop: { replied: false, tagIds: [], stageIds: [] },
    daysOff: 'after',
    steps: [
      {
        id: '01S1',
        title: '打电话',
        at: { kind: 'day', days: 0, time: '10:00' },
        deed: { kind: 'call', note: '问好' },
        withinHours: 24,
        filter: null,
      },
      {
        id: '01S2',
        title: '发资料',
        at: { kind: 'day', days: 1, time: '10:00' },
        deed: { kind: 'send', way: 'task', scriptId: '01SCRIPT', materialIds: ['01MATERIAL', '01OLD'], note: '' },
        withinHours: 24,
        filter: null,
      },
    ],
  },
  names: [
    { kind: 'material', id: '01MATERIAL', name: '产品手册', isUsable: true },
    { kind: 'material', id: '01OLD', name: '旧价目表', isUsable: false },
    { kind: 'script', id: '01SCRIPT', name: '开场白', isUsable: true },
  ],
  createdBy: { userId: 'chen', name: '陈宇' },
  onEarlier: 0,
  move: null,
  can: { edit: true },
};

/** The editor before a server; the pickers of materials and scripts find nothing of what the SOP names. */
function open(answers: Record<string, () => Response> = {}) {
  const told: [string, unknown][] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, { method, body }: RequestInit) => {
      const what = `${method} ${url.split('?')[0]}`;
      told.push([what, JSON.parse((body as string | undefined) ?? '{}')]);
      if (answers[what]) return answers[what]();
      if (url === `/api/sops/${ID}`) return Response.json(sop);
      if (url.startsWith('/api/scripts/01SCRIPT'))
        return Response.json({ text: '{客户昵称}您好,这是我们的手册', materials: [{ id: '01X', title: '门店照片' }] });
      if (url === '/api/sop-plans') return Response.json({ startsAt: 1, steps: [] });
      return Response.json({ items: [], nextCursor: null });
    }),
  );
  render(
    <MemoryRouter initialEntries={[`/sops/${ID}/edit`]}>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <ViewerContext.Provider value={{ userId: 'chen', role: 'admin' } as MeView}>
          <Routes>
            <Route path="/sops/:sopId/edit" element={<SopEditPage />} />
            <Route path="/sops/:sopId" element={<p>详情</p>} />
          </Routes>
        </ViewerContext.Provider>
      </QueryClientProvider>
    </MemoryRouter>,
  );
  return (what: string) => told.filter(([one]) => one === what).map(([, body]) => body);
}
const stepNumber = async (number: number) => within(await screen.findByRole('listitem', { name: `第 ${number} 步` }));

test('what a step sends keeps its name though no picker lists it, and the script shows its words', async () => {
  open();
  const step = await stepNumber(2);
  await step.findByText('产品手册');
  await step.findByText('旧价目表(已停用)');
  await waitFor(() => expect((step.getByLabelText('选择话术') as HTMLInputElement).value).toBe('开场白'));
  await step.findByText(/这是我们的手册/);
  await step.findByText('话术自带素材:门店照片');
  expect(screen.queryByText('已删除')).toBeNull();
});

test('what the server refuses stands at its step, until it is changed', async () => {
  const issues = [
    { part: 'material', id: '01OLD', path: 'steps.1.deed.materialIds' },
    { part: 'tag', id: 'gone', path: 'stop.tagIds' },
  ];
  const told = open({
    [`PUT /api/sops/${ID}`]: () =>
      Response.json({ code: 'sop.part_missing', details: { ...issues[0], issues } }, { status: 400 }),
  });
  fireEvent.click(await screen.findByRole('button', { name: '保存' }));
  const step = await stepNumber(2);
  expect((await step.findByRole('alert')).textContent).toBe('有素材已停用或不在你可用的范围内,请重新选择');
  expect((await stepNumber(1)).queryByRole('alert')).toBeNull();
  expect(screen.getByText('选的标签已被删除,请重新选择')).toBeTruthy();
  expect(told(`PUT /api/sops/${ID}`)).toMatchObject([
    { version: 3, steps: [{ title: '打电话' }, { title: '发资料' }] },
  ]);
  fireEvent.change(screen.getByLabelText('第 2 步的名称'), { target: { value: '发新资料' } });
  await waitFor(() => expect(step.queryByRole('alert')).toBeNull());
});

test('what is missing is told at its field before the server is asked', async () => {
  const told = open();
  fireEvent.change(await screen.findByLabelText('第 1 步的说明'), { target: { value: ' ' } });
  fireEvent.change(screen.getByLabelText('第 2 步的名称'), { target: { value: '' } });
  fireEvent.click(screen.getByRole('button', { name: '保存' }));
  expect((await (await stepNumber(1)).findByRole('alert')).textContent).toBe('请写明要做什么');
  expect((await (await stepNumber(2)).findByRole('alert')).textContent).toBe('请填写这一步的名称');
  expect(told(`PUT /api/sops/${ID}`)).toEqual([]);
});
