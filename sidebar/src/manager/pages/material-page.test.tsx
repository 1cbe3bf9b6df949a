import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { MaterialView } from '@zhike/shared/contracts/material';
import type { SendView } from '@zhike/shared/contracts/material-send';
import type { MeView } from '@zhike/shared/contracts/session';
import type { MaterialStats, VisitView } from '@zhike/shared/contracts/touch';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ViewerContext } from '../app/viewer.ts';
import { MaterialPage } from './material-page.tsx';

const ID = '01HZZZZZZZZZZZZZZZZZZZZZZZ';
const brochure: MaterialView = {
  id: ID,
  kind: 'brochure',
  title: '产品手册',
  description: '',
  thumbnailUrl: null,
  folderId: null,
  state: 'ready',
  problem: null,
  ways: ['link', 'media'],
  validUntil: '2026-12-31',
  isFavourite: false,
  sent: 8,
  opened: 3,
  mySent: 0,
  updatedAt: 0,
  coverAssetId: null,
  departmentIds: [],
  validFrom: null,
  version: 2,
  content: { kind: 'brochure', assetId: ID },
  asset: null,
  pages: 2,
  createdBy: { userId: 'chen', name: '陈静' },
  createdAt: 0,
  can: { edit: true, send: true },
};
const stats: MaterialStats = {
  from: '2026-11-01',
  to: '2026-11-02',
  sent: 8,
  openedSends: 3,
  visits: 5,
  visitors: 4,
  passedOn: 1,
  medianSeconds: 65,
  finished: 2,
  byDay: [
    { day: '2026-11-01', sent: 8, visits: 0 },
    { day: '2026-11-02', sent: 0, visits: 5 },
  ],
  byMember: [{ userId: 'lina', name: '李娜', sent: 8, openedSends: 3, visits: 5 }],
  byPage: [
    { page: 1, visits: 5, seconds: 50 },
    { page: 2, visits: 2, seconds: 90 },
  ],
};
const send: SendView = {
  id: ID,
  material: { id: ID, kind: 'brochure', title: '产品手册' },
  script: null,
  by: { userId: 'lina', name: '李娜' },
  customer: { id: ID, name: '林晓雨' },
  chat: null,
  way: 'link',
  status: 'sent',
  failure: null,
  sentAt: 0,
  openedAt: 1,
  visits: 2,
};
const visit: VisitView = {
  id: ID,
  material: { id: ID, title: '产品手册', kind: 'brochure' },
  customer: null,
  knownBy: 'nobody',
  sharedBy: { userId: 'lina', name: '李娜' },
  via: { id: ID, name: '林晓雨' },
  startedAt: 0,
  lastSeenAt: 0,
  seconds: 125,
  percent: 50,
  page: 1,
  pages: 2,
  nth: 1,
  isReading: true,
};
const versions = [
  { version: 2, title: '产品手册', byName: '陈静', createdAt: 0, isCurrent: true, content: brochure.content },
  { version: 1, title: '旧手册', byName: '李娜', createdAt: 0, isCurrent: false, content: brochure.content },
];

let material: MaterialView;
let asked: string[];
let told: [string, string][];

// A page with all its parts: on a busy machine it takes its time to appear.
configure({ asyncUtilTimeout: 10_000 });

beforeEach(() => {
  material = brochure;
  asked = [];
  told = [];
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = () => undefined;
      unobserve = () => undefined;
      disconnect = () => undefined;
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open(at = `/materials/${ID}?from=2026-11-01&to=2026-11-02`) {
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, { method }: RequestInit) => {
      const answer = (value: unknown) => new Response(JSON.stringify(value));
      const list = (...items: unknown[]) => answer({ items, nextCursor: null });
      if (method !== 'GET') {
        told.push([method!, url]);
        return answer({ ...material, version: 3 });
      }
      asked.push(url);
      if (url.includes('/stats?')) return answer(stats);
      if (url.includes('/versions')) return list(...versions);
      if (url.startsWith('/api/sends')) return list(send);
      if (url.startsWith('/api/visits')) return list(visit);
      if (url.startsWith('/api/materials/')) return answer(material);
      return list();
    }),
  );
  render(
    <MemoryRouter initialEntries={[at]}>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <ViewerContext.Provider value={{ role: 'manager', userId: 'chen', name: '陈静', avatar: null } as MeView}>
          <Routes>
            <Route path="/materials/:materialId" element={<MaterialPage />} />
          </Routes>
        </ViewerContext.Provider>
      </QueryClientProvider>
    </MemoryRouter>,
  );
}

test('what became of a material, between the days of the address, by member and by page', async () => {
  open();
  await screen.findByText('占发送的 38%');
  expect(asked).toContain(`/api/materials/${ID}/stats?from=2026-11-01&to=2026-11-02`);
  expect(screen.getByText('1 分 5 秒')).toBeDefined();
  expect(screen.getByText('占浏览的 40%')).toBeDefined();
  const pages = within(screen.getByRole('list', { name: '每一页的浏览' }));
  expect(pages.getByText('5 次 · 平均 10 秒')).toBeDefined();
  expect(pages.getByText('2 次 · 平均 45 秒')).toBeDefined();
  expect(screen.getByText('发送 8 · 打开 3 · 浏览 5')).toBeDefined();
});

test('figures lead to the rows behind them: what was sent, who looked, and of one member alone', async () => {
  open();
  const sent = within((await screen.findByText('林晓雨')).closest('tr')!);
  expect(sent.getByText('已发送')).toBeDefined();
  expect(sent.getByText('共 2 次')).toBeDefined();
  fireEvent.click(await screen.findByRole('link', { name: /^浏览/ }));
  const seen = within((await screen.findByText('未知访客')).closest('tr')!);
  expect(seen.getByText('2 分 5 秒')).toBeDefined();
  expect(seen.getByText('看了 50%,停在第 1/2 页')).toBeDefined();
  expect(seen.getByText(/由林晓雨转发/)).toBeDefined();
  expect(seen.getByText('正在看')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: '李娜' }));
  await waitFor(() =>
    expect(asked).toContain(`/api/visits?materialId=${ID}&userId=lina&from=2026-11-01&to=2026-11-02&limit=20`),
  );
  expect(screen.getByRole('button', { name: '只看李娜,显示全部' })).toBeDefined();
  // A figure opens what it counts, of everybody again.
  fireEvent.click(screen.getByRole('link', { name: /^看完/ }));
  await waitFor(() =>
    expect(asked).toContain(`/api/visits?materialId=${ID}&from=2026-11-01&to=2026-11-02&only=finished&limit=20`),
  );
  expect(screen.getByRole('button', { name: '只看看完的,显示全部' })).toBeDefined();
});

test('versions are looked at, and an earlier one is brought back after a question', async () => {
  open();
  fireEvent.click(await screen.findByRole('button', { name: '版本' }));
  const list = within(await screen.findByRole('list', { name: '版本' }));
  expect(list.getByText('旧手册')).toBeDefined();
  fireEvent.click(list.getByRole('button', { name: '恢复到这一版' }));
  fireEvent.click(await screen.findByRole('button', { name: '恢复' }));
  await waitFor(() => expect(told).toEqual([['POST', `/api/materials/${ID}/versions/1/restore`]]));
});

test('a brochure shows its pages, that they are being made, or what helps', async () => {
  open();
  fireEvent.click(await screen.findByRole('button', { name: '放大第 2 页' }));
  expect((await screen.findByAltText('第 2 页')).getAttribute('src')).toBe(`/api/materials/${ID}/pages/2`);
  cleanup();
  material = { ...brochure, state: 'preparing', pages: null };
  open();
  await screen.findByText(/正在把 PDF 变成一页一页的图片/);
  cleanup();
  material = { ...brochure, state: 'broken', pages: null, problem: 'PDF 有打开密码,请去掉密码后重新上传' };
  open();
  await screen.findByText('PDF 有打开密码,请去掉密码后重新上传');
  expect(screen.getByRole('link', { name: '更换 PDF' }).getAttribute('href')).toBe(`/materials/${ID}/edit`);
});

test('of what goes out as a file nobody claims to know who opened it', async () => {
  material = { ...brochure, kind: 'image', content: { kind: 'image', assetId: ID }, pages: null };
  open();
  await screen.findByText('发进聊天的次数');
  expect(screen.queryByText('看完')).toBeNull();
  expect(screen.queryByText(/占发送的/)).toBeNull();
});
