import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { MomentView } from '@zhike/shared/contracts/moment';
import type { MeView } from '@zhike/shared/contracts/session';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ViewerContext } from '../app/viewer.ts';
import { MomentPage } from './moment-page.tsx';
import { MomentsPage } from './moments-page.tsx';

const ID = '01HZZZZZZZZZZZZZZZZZZZZZZZ';

const moment = (more: Partial<MomentView> = {}): MomentView => ({
  id: ID,
  text: '春季新品到店',
  media: { kind: 'none' },
  userIds: [],
  departmentIds: [],
  tagIds: [],
  sentence: '由全部可发的员工发表,她们的全部客户可见',
  status: 'running',
  problem: null,
  reps: { total: 2, published: 1 },
  counts: { reached: 3, likes: 0, comments: 0 },
  leftOut: { members: [], departments: [], tags: [] },
  createdBy: { userId: 'chen', name: '陈宇', avatar: null },
  createdAt: Date.parse('2026-03-10T06:30:00Z'),
  readAt: Date.parse('2026-03-10T06:35:00Z'),
  can: { cancel: true },
  ...more,
});

type Answer = { status?: number; body: object } | 'broken off';
let answers: Record<string, Answer>;
const failed: Answer = { status: 500, body: { code: 'internal', details: {}, requestId: '01HREQUEST' } };
const page = (items: object[]): Answer => ({ body: { items, nextCursor: null } });

beforeEach(() => {
  answers = {};
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string) => {
      const answer = answers[url.split('?')[0]!.replace(ID, 'ID')] ?? page([]);
      if (answer === 'broken off') throw new TypeError('the connection broke off');
      return new Response(JSON.stringify(answer.body), { status: answer.status ?? 200 });
    }),
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open(path: string, role: MeView['role'] = 'admin') {
  render(
    <ViewerContext.Provider value={{ userId: 'chen', role, scope: { kind: 'all' } } as MeView}>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <MemoryRouter initialEntries={[path]}>
          <Routes>
            <Route path="/moments" element={<MomentsPage />} />
            <Route path="/moments/:momentId" element={<MomentPage />} />
          </Routes>
        </MemoryRouter>
      </QueryClientProvider>
    </ViewerContext.Provider>,
  );
}
const openList = (answer: Answer) => {
  answers['/api/moments'] = answer;
  open('/moments');
};
const openOne = (more: Partial<MomentView> = {}, rest: Record<string, Answer> = {}) => {
  answers = { '/api/moments/ID': { body: moment(more) }, ...rest };
  open(`/moments/${ID}`);
};

test('where there are none it is told what one is good for, with a way to write it', async () => {
  openList(page([]));
  await screen.findByText('还没有朋友圈');
  expect(screen.getAllByRole('button', { name: '新建朋友圈' })).toHaveLength(2);
});

test('a list that could not be read says so and is read again on demand', async () => {
  openList('broken off');
  await screen.findByText('网络连接中断,请检查网络后再试');
  answers['/api/moments'] = page([moment()]);
  fireEvent.click(screen.getByRole('button', { name: '重试' }));
  await screen.findByText('春季新品到店');
});

test('a server that failed is told with the number to ask about', async () => {
  openList(failed);
  await screen.findByText('系统暂时没有响应,请稍后再试');
  screen.getByText(/01HREQUEST/);
});

test('reps are told where theirs are, and offered nothing that they may not do', () => {
  open('/moments', 'rep');
  screen.getByText('你没有查看权限');
  expect(screen.queryByRole('button', { name: '新建朋友圈' })).toBeNull();
  expect(fetch).not.toHaveBeenCalled();
});

test('each line has words of its own, figures only where there are some, and what went wrong', async () => {
  const link = { kind: 'link', title: '春季手册', url: 'https://example.com', coverAssetId: 'a' } as const;
  openList(
    page([
      moment(),
      moment({ id: '2', text: '', media: { kind: 'images', assetIds: ['a', 'b'] }, status: 'making' }),
      moment({ id: '3', text: '', media: link, status: 'unknown', problem: 'moment.outcome_unknown' }),
    ]),
  );
  await screen.findByText('(2 张图片)');
  screen.getByText('春季手册');
  screen.getByText('结果不明');
  screen.getByText(/请先在企业微信管理后台/);
  expect(screen.getAllByText(/位员工已发表/)).toHaveLength(1);
});

test('one that is being made says how long that takes, and has nothing to count', async () => {
  openOne({ status: 'making', readAt: null, reps: { total: 0, published: 0 }, can: { cancel: false } });
  await screen.findByText(/一般几分钟内完成/);
  expect(screen.queryByText('点赞和评论')).toBeNull();
  expect(screen.queryByText(/0\/0/)).toBeNull();
});

test.each([
  ['making', 'moment.outcome_open', /不要重复新建/],
  ['failed', 'moment.refused_by_wecom', /企业微信拒绝了这条朋友圈/],
  ['failed', 'moment.nobody_publishes', /没有员工能发表/],
  ['unknown', 'moment.outcome_unknown', /确认没有再重新新建/],
] as const)('%s for %s says what happened and what to do', async (status, problem, words) => {
  openOne({ status, problem, readAt: null });
  expect((await screen.findByRole('alert')).textContent).toMatch(words);
  expect(screen.queryByText('点赞和评论')).toBeNull();
});

test('whom WeCom left out is named, and which tags it did not know', async () => {
  const li = { userId: 'li', name: '李娜', avatar: null };
  openOne({ leftOut: { members: [li], departments: ['华西'], tags: ['高意向'] } });
  await screen.findByText(/企业微信没有请华西、李娜发表/);
  screen.getByText(/企业微信不认识「高意向」/);
});

test('nobody to publish it and nobody who reacted are told as such', async () => {
  openOne({ reps: { total: 0, published: 0 } });
  await screen.findByText(/企业微信没有请任何员工发表/);
  await screen.findByText('没有员工要发表。');
  await screen.findByText('还没有客户点赞或评论。');
});

test('before WeCom was asked nothing is said about who publishes', async () => {
  openOne({ reps: { total: 0, published: 0 }, readAt: null });
  await screen.findByText(/还没有告诉我们由哪些员工发表/);
  expect(screen.queryByText(/没有请任何员工发表/)).toBeNull();
});

test('publishers and reactions that could not be read leave the rest of the page in place', async () => {
  openOne({}, { '/api/moments/ID/reps': failed, '/api/moments/ID/reactions': 'broken off' });
  await screen.findByText('系统暂时没有响应,请稍后再试');
  await screen.findByText('网络连接中断,请检查网络后再试');
  screen.getByText(/1\/2 位员工已发表/);
});

test('one that is not there, or not hers, is told', async () => {
  answers['/api/moments/ID'] = { status: 404, body: { code: 'moment.not_found', details: {} } };
  open(`/moments/${ID}`);
  await screen.findByText('找不到这条朋友圈,它可能已被删除');
});
