import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, fireEvent, render, screen } from '@testing-library/react';
import type { MeView } from '@zhike/shared/contracts/session';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ViewerContext } from '../app/viewer.ts';
import { MomentEditPage } from './moment-edit-page.tsx';

const ASSET = '01HZZZZZZZZZZZZZZZZZZZZZZZ';

// An editor is large: on a busy machine it takes its time to appear.
configure({ asyncUtilTimeout: 10_000 });

let told: { text: string; idempotencyKey: string }[];
/** The first answers are lost on the way. */
let lost: number;
let refusesLists: boolean;
let searched: Record<string, unknown>[];
const departments = [
  { id: 1, name: '示范公司', parentId: null, sort: 0, memberCount: 0 },
  { id: 2, name: '华东', parentId: 1, sort: 0, memberCount: 2 },
  { id: 3, name: '华西', parentId: 1, sort: 0, memberCount: 2 },
];

/** An upload that arrives when the test says so. */
class WaitingUpload extends EventTarget {
  static open: WaitingUpload[] = [];
  upload = new EventTarget();
  status = 200;
  responseText = JSON.stringify({ id: ASSET, kind: 'video', name: '展会.mp4', size: 2048 });
  response = this.responseText;
  timeout = 0;
  open() {}
  setRequestHeader() {}
  getResponseHeader = () => 'application/json';
  send() {
    WaitingUpload.open.push(this);
  }
  abort() {
    this.dispatchEvent(new Event('abort'));
  }
}

beforeEach(() => {
  told = [];
  lost = 0;
  refusesLists = false;
  searched = [];
  WaitingUpload.open = [];
  vi.stubGlobal('XMLHttpRequest', WaitingUpload);
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, { method, body }: RequestInit) => {
      if (method === 'POST' && url === '/api/moments') {
        told.push(JSON.parse(body as string));
        if (lost-- > 0) throw new TypeError('the connection broke off');
        return new Response(JSON.stringify({ id: ASSET }));
      }
      if (refusesLists) return new Response(JSON.stringify({ code: 'internal', details: {} }), { status: 500 });
      if (url === '/api/departments') return new Response(JSON.stringify({ items: departments }));
      if (url === '/api/members/search') searched.push(JSON.parse(body as string));
      return new Response(JSON.stringify({ items: [], id: ASSET, kind: 'video', name: '展会.mp4', size: 2048 }));
    }),
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const admin = { userId: 'chen', role: 'admin', scope: { kind: 'all' } };
const manager = { userId: 'zhao', role: 'manager', scope: { kind: 'departments', departmentIds: [2] } };

const open = (viewer: object = admin) =>
  render(
    <ViewerContext.Provider value={viewer as MeView}>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <MemoryRouter initialEntries={['/moments/new']}>
          <Routes>
            <Route path="/moments/new" element={<MomentEditPage />} />
            <Route path="/moments/:id" element={<p>打开了这条朋友圈</p>} />
          </Routes>
        </MemoryRouter>
      </QueryClientProvider>
    </ViewerContext.Provider>,
  );

const ask = () => screen.getByRole<HTMLButtonElement>('button', { name: /^(请员工发表|等待上传完成)$/ });
const type = (text: string) =>
  fireEvent.change(screen.getByPlaceholderText('客户在朋友圈看到的文字'), { target: { value: text } });

test('while a file is on its way nothing is asked for, and the phone shows what the customer will see', async () => {
  open();
  type('展会见');
  expect(screen.getByRole('region', { name: '客户看到的样子' }).textContent).toContain('展会见');
  expect(ask().disabled).toBe(false);
  fireEvent.click(screen.getByRole('button', { name: '视频' }));
  const input = document.querySelector<HTMLInputElement>('input[type=file]')!;
  fireEvent.change(input, { target: { files: [new File(['0123456789'], '展会.mp4', { type: 'video/mp4' })] } });
  await screen.findByText('文件还在上传,传完才能继续');
  expect(ask().disabled).toBe(true);
  await vi.waitFor(() => expect(WaitingUpload.open).toHaveLength(1));
  WaitingUpload.open[0]!.dispatchEvent(new Event('load'));
  await screen.findByLabelText('视频', { selector: 'video' });
  await vi.waitFor(() => expect(ask().disabled).toBe(false));
});

test('half a link says what is missing', async () => {
  open();
  fireEvent.click(screen.getByRole('button', { name: '链接' }));
  await screen.findByText('请填写网址');
  fireEvent.change(screen.getByPlaceholderText('https://'), { target: { value: 'example.com' } });
  await screen.findByText('网址要以 http:// 或 https:// 开头');
});

test('asked again after the answer was lost, it is the same request; changed in between, another one', async () => {
  open();
  lost = 2;
  const press = async (name: string) => {
    const find = () => [...document.querySelectorAll('.t-dialog button')].find((one) => one.textContent === name);
    await vi.waitFor(() => expect(find()?.querySelector('.t-loading') ?? find()).toBe(find()));
    fireEvent.click(find()!);
  };
  const isTold = (times: number) => vi.waitFor(() => expect(told).toHaveLength(times), 10_000);
  type('第一版');
  fireEvent.click(ask());
  await press('请员工发表');
  await isTold(1);
  await vi.waitFor(async () => {
    await press('请员工发表');
    expect(told.length).toBeGreaterThan(1);
  });
  await isTold(2);
  await press('取消');
  await vi.waitFor(() => expect(document.querySelector('.t-dialog')).toBeNull());
  type('第二版');
  fireEvent.click(ask());
  await press('请员工发表');
  await screen.findByText('打开了这条朋友圈');
  expect(told.map(({ text }) => text)).toEqual(['第一版', '第一版', '第二版']);
  expect(told[1]!.idempotencyKey).toBe(told[0]!.idempotencyKey);
  expect(told[2]!.idempotencyKey).not.toBe(told[0]!.idempotencyKey);
});

const chooseSome = () => fireEvent.click(screen.getByRole('button', { name: '指定员工或部门' }));
const openDepartments = () => fireEvent.click(screen.getByLabelText('选择部门'));

test('a manager is offered her own people and departments, and everybody is everybody of hers', async () => {
  open(manager);
  screen.getByRole('button', { name: '我管理的全部员工' });
  type('华东的活动');
  fireEvent.click(ask());
  await screen.findByText(/您管理的部门里能使用客户朋友圈的员工都会/);
  fireEvent.click([...document.querySelectorAll('.t-dialog button')].find((one) => one.textContent === '取消')!);
  chooseSome();
  openDepartments();
  await screen.findByText('华东');
  expect(screen.queryByText(/华西/)).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: '选择员工' }));
  await vi.waitFor(() => expect(searched.at(-1)).toMatchObject({ inScope: true, followsCustomers: true }));
});

test('an admin is offered the whole company', async () => {
  open();
  screen.getByRole('button', { name: '全部可发的员工' });
  chooseSome();
  openDepartments();
  await screen.findByText(/华东/);
  screen.getByText(/华西/);
});

test('departments and people that could not be read are told, not shown as none', async () => {
  refusesLists = true;
  open();
  chooseSome();
  openDepartments();
  await screen.findByText('没有读到部门,请刷新页面再试');
  fireEvent.click(screen.getByRole('button', { name: '选择员工' }));
  await screen.findByText('系统暂时没有响应,请稍后再试');
});

test('reps are told that it is not theirs to write', () => {
  open({ userId: 'li', role: 'rep', scope: { kind: 'self', userId: 'li' } });
  screen.getByText('只有主管和管理员可以新建朋友圈');
  expect(screen.queryByPlaceholderText('客户在朋友圈看到的文字')).toBeNull();
});
