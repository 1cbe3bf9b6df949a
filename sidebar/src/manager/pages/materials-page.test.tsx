import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { MaterialFolderView } from '@zhike/shared/contracts/material-folder';
import type { MaterialRow } from '@zhike/shared/contracts/material';
import type { MeView } from '@zhike/shared/contracts/session';
import { MemoryRouter, useLocation } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ViewerContext } from '../app/viewer.ts';
import { MaterialsPage } from './materials-page.tsx';

const id = (tail: string) => `01HZZZZZZZZZZZZZZZZZZZZZ${tail}`;
const folder = (tail: string, name: string, parentId: string | null = null, count = 0): MaterialFolderView => ({
  id: id(tail),
  name,
  parentId,
  count,
});
const handbook: MaterialRow = {
  id: id('A0'),
  kind: 'brochure',
  title: '产品手册',
  description: '2026 版',
  thumbnailUrl: null,
  folderId: null,
  state: 'ready',
  problem: null,
  ways: ['link', 'media'],
  validUntil: null,
  isFavourite: false,
  sent: 12_345,
  opened: 7,
  mySent: 0,
  updatedAt: 0,
};
const locked: MaterialRow = {
  ...handbook,
  id: id('A1'),
  title: '报价单',
  sent: 3,
  state: 'broken',
  problem: 'PDF 有打开密码,请去掉密码后重新上传',
};

const server = { folders: [] as MaterialFolderView[], materials: [] as MaterialRow[] };
let told: [string, string, unknown][];

/** An upload that arrives when the test says so. */
class Upload {
  static all: Upload[] = [];
  upload: { onprogress?: (event: object) => void } = {};
  onload?: () => void;
  onabort?: () => void;
  status = 0;
  responseText = '';
  url = '';
  open = (_method: string, url: string) => {
    this.url = url;
  };
  setRequestHeader = () => undefined;
  send = () => {
    Upload.all.push(this);
  };
  abort = () => this.onabort?.();
  progress = (loaded: number) => this.upload.onprogress?.({ lengthComputable: true, loaded, total: 100 });
  answer(status: number, body: unknown) {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.onload?.();
  }
}

// A page with all its parts: on a busy machine it takes its time to appear.
configure({ asyncUtilTimeout: 10_000 });

beforeEach(() => {
  told = [];
  Upload.all = [];
  vi.stubGlobal('XMLHttpRequest', Upload);
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe = () => undefined;
      disconnect = () => undefined;
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function Address() {
  const { pathname, search } = useLocation();
  return <p data-address>{pathname + search}</p>;
}
const address = () => document.querySelector('[data-address]')?.textContent;

function open({ role = 'manager', at = '/materials' }: { role?: MeView['role']; at?: string } = {}) {
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, { method, body }: RequestInit) => {
      const input: unknown = body ? JSON.parse(body as string) : null;
      if (url === '/api/material-folders' && method === 'GET')
        return new Response(JSON.stringify({ items: server.folders }));
      told.push([method!, url, input]);
      if (url === '/api/materials/search')
        return new Response(JSON.stringify({ items: server.materials, nextCursor: null }));
      return new Response(JSON.stringify({ id: id('N0') }));
    }),
  );
  render(
    <MemoryRouter initialEntries={[at]}>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <ViewerContext.Provider value={{ role, userId: 'chen', name: '陈静' } as MeView}>
          <MaterialsPage />
          <Address />
        </ViewerContext.Provider>
      </QueryClientProvider>
    </MemoryRouter>,
  );
}
const changes = () => told.filter(([, url]) => url !== '/api/materials/search');
const lastSearch = () => told.findLast(([, url]) => url === '/api/materials/search')?.[2];
const file = (name: string, size = 100) => {
  const made = new File(['x'.repeat(Math.min(size, 100))], name);
  Object.defineProperty(made, 'size', { value: size });
  return made;
};
const choose = (...files: File[]) => fireEvent.change(screen.getByLabelText('选择要上传的文件'), { target: { files } });
const dialogOf = async (title: string | RegExp) =>
  within((await screen.findByText(title)).closest<HTMLElement>('.t-dialog')!);

test('materials are shown with how often they were used, and in words what is wrong with one', async () => {
  server.materials = [handbook, locked];
  open();
  const list = within(await screen.findByRole('list', { name: '素材' }));
  expect(list.getByTitle('12,345').textContent).toBe('1.2 万');
  expect(list.getByText('PDF 有打开密码,请去掉密码后重新上传')).toBeDefined();
});

test('an empty library says how to begin; a rep is told who fills it', async () => {
  server.materials = [];
  open();
  await screen.findByText(/拖到这里就能上传/);
  cleanup();
  open({ role: 'rep' });
  await screen.findByText(/管理员放进素材后/);
  expect(screen.queryByRole('button', { name: '新建素材' })).toBeNull();
});

test('filters stand in the address; words that are typed do not', async () => {
  server.materials = [handbook];
  server.folders = [folder('F1', '产品')];
  open({ at: `/materials?folder=${id('F1')}&kinds=brochure&sort=most_used` });
  await screen.findByText('产品手册');
  fireEvent.change(screen.getByPlaceholderText(/拼音首字母/), { target: { value: 'cpsc' } });
  fireEvent.click(screen.getByRole('button', { name: '视频' }));
  await waitFor(() =>
    expect(lastSearch()).toMatchObject({
      text: 'cpsc',
      kinds: ['brochure', 'video'],
      folderId: id('F1'),
      sort: 'most_used',
      states: 'all',
    }),
  );
  expect(address()).toContain('kinds=brochure%2Cvideo');
  expect(address()).not.toContain('cpsc');
});

test('on a phone the filters wait behind one button, which says how many of them narrow the list', async () => {
  server.materials = [handbook];
  open({ at: '/materials?kinds=brochure&sort=title&view=list' });
  await screen.findByText('产品手册');
  const button = screen.getByRole('button', { name: /^筛选/ });
  expect([button.textContent, button.getAttribute('aria-expanded')]).toEqual(['筛选1 项', 'false']);
  const filters = document.getElementById(button.getAttribute('aria-controls')!)!;
  const groups = within(filters).getAllByRole('group');
  expect(groups.map((group) => group.getAttribute('aria-label'))).toEqual(['类型', '排序', '状态', '显示方式']);
  fireEvent.click(button);
  expect(button.getAttribute('aria-expanded')).toBe('true');
  fireEvent.click(within(filters).getByRole('button', { name: '只看收藏' }));
  await waitFor(() => expect(button.textContent).toBe('筛选2 项'));
});

test('files become materials one by one with their progress, in the folder that is open', async () => {
  server.materials = [];
  server.folders = [folder('F1', '产品')];
  open({ at: `/materials?folder=${id('F1')}` });
  await screen.findByText('没有符合条件的素材');
  choose(file('手册.pdf'), file('病毒.exe'), file('参观.mp4', 30 * 1024 * 1024), file('报价.xlsx'), file('说明.docx'));
  // What is refused holds nobody up, and says why.
  await screen.findByText('为了安全,不接收 .exe 这类可以运行的程序');
  expect(screen.getByText(/视频有 30 MB,企业微信最大 10 MB/)).toBeDefined();
  // Two at a time.
  await waitFor(() => expect(Upload.all.length).toBe(2));
  expect(screen.getByText('排队中')).toBeDefined();
  Upload.all[0]!.progress(40);
  await waitFor(() =>
    expect(screen.getByRole('progressbar', { name: '上传手册.pdf' }).getAttribute('aria-valuenow')).toBe('40'),
  );
  Upload.all[0]!.answer(200, { id: id('M0') });
  await screen.findByText('已放进素材库');
  expect(changes()).toEqual([
    [
      'POST',
      '/api/materials',
      {
        title: '手册',
        folderId: id('F1'),
        content: { kind: 'brochure', assetId: id('M0') },
        idempotencyKey: expect.stringMatching(/^.{8,64}$/),
      },
    ],
  ]);
  expect(screen.getByRole('link', { name: '完善信息:手册.pdf' }).getAttribute('href')).toBe(
    `/materials/${id('N0')}/edit`,
  );
  await waitFor(() => expect(Upload.all.length).toBe(3));
});

test('files are dropped anywhere on the library; an upload is cancelled, another one that failed is tried again', async () => {
  server.materials = [];
  open();
  await screen.findByText('素材库还是空的');
  fireEvent.drop(screen.getByText('素材库还是空的'), {
    dataTransfer: { types: ['Files'], files: [file('报价.xlsx'), file('手册.pdf')] },
  });
  await waitFor(() => expect(Upload.all.length).toBe(2));
  fireEvent.click(screen.getByRole('button', { name: '取消:报价.xlsx' }));
  await screen.findByText('已取消');
  Upload.all[1]!.answer(503, { code: 'common.unavailable' });
  fireEvent.click(await screen.findByRole('button', { name: '重试:手册.pdf' }));
  await waitFor(() => expect(Upload.all.length).toBe(3));
  Upload.all[2]!.answer(200, { id: id('M1') });
  await screen.findByText('已放进素材库');
  expect(changes().map(([, url]) => url)).toEqual(['/api/materials']);
});

test('a file that is not what its name says is refused by the server, and trying again is not offered', async () => {
  server.materials = [];
  open();
  await screen.findByText('素材库还是空的');
  choose(file('假的.docx'));
  await waitFor(() => expect(Upload.all.length).toBe(1));
  Upload.all[0]!.answer(400, { code: 'media.type_not_allowed' });
  await screen.findByText(/^不支持这种文件/);
  expect(screen.queryByRole('button', { name: /^重试/ })).toBeNull();
});

test('folders are made, renamed and removed with how many are touched, and ordered by keyboard', async () => {
  server.materials = [handbook];
  server.folders = [folder('F1', '产品', null, 3), folder('F2', '案例'), folder('F3', '照明', id('F1'), 2)];
  open({ at: `/materials?folder=${id('F1')}` });
  const acts = within(await screen.findByRole('group', { name: '整理产品' }));
  expect(screen.getByRole('button', { name: /产品 *5/ }).getAttribute('aria-current')).toBe('true');
  fireEvent.click(acts.getByRole('button', { name: '新建下级' }));
  const naming = await dialogOf('在「产品」里新建文件夹');
  fireEvent.change(naming.getByPlaceholderText('例如:产品资料'), { target: { value: '开关' } });
  fireEvent.click(naming.getByRole('button', { name: '新建' }));
  await waitFor(() =>
    expect(changes().at(-1)).toEqual(['POST', '/api/material-folders', { name: '开关', parentId: id('F1') }]),
  );
  fireEvent.click(screen.getByRole('button', { name: '下移产品' }));
  await waitFor(() =>
    expect(changes().at(-1)).toEqual([
      'PUT',
      '/api/material-folder-order',
      { parentId: null, folderIds: [id('F2'), id('F1')] },
    ]),
  );
  fireEvent.click(within(await screen.findByRole('group', { name: '整理产品' })).getByRole('button', { name: '删除' }));
  const asking = await dialogOf('删除文件夹「产品」');
  expect(asking.getByText(/里面的 3 份素材和 1 个下级文件夹会移到最上层/)).toBeDefined();
  fireEvent.click(asking.getByRole('button', { name: '删除' }));
  await waitFor(() => expect(changes().at(-1)).toEqual(['DELETE', `/api/material-folders/${id('F1')}`, null]));
  await waitFor(() => expect(address()).toBe('/materials'));
});

test('several are chosen and taken out of use after a question that says what customers will see', async () => {
  server.materials = [handbook, locked];
  open();
  fireEvent.click(await screen.findByLabelText('选择产品手册'));
  fireEvent.click(screen.getByLabelText('选择报价单'));
  const bar = within(screen.getByRole('region', { name: '已选素材' }));
  expect(bar.getByText('已选 2 份')).toBeDefined();
  fireEvent.click(bar.getByRole('button', { name: '停用' }));
  const asking = await dialogOf('停用 2 份素材');
  expect(asking.getByText(/内容已下架/)).toBeDefined();
  fireEvent.click(asking.getByRole('button', { name: '停用' }));
  await waitFor(() =>
    expect(changes().map(([, url]) => url)).toEqual([
      `/api/materials/${id('A0')}/retire`,
      `/api/materials/${id('A1')}/retire`,
    ]),
  );
  await waitFor(() => expect(screen.queryByText('已选 2 份')).toBeNull());
});

test('what other words no longer show is not chosen either', async () => {
  server.materials = [handbook, locked];
  open();
  fireEvent.click(await screen.findByLabelText('选择产品手册'));
  expect(screen.getByText('已选 1 份')).toBeDefined();
  fireEvent.change(screen.getByPlaceholderText('标题、说明,或拼音首字母'), { target: { value: '报价' } });
  await waitFor(() => expect(screen.queryByText('已选 1 份')).toBeNull());
});

test('a rep keeps favourites, but changes nothing', async () => {
  server.materials = [handbook];
  server.folders = [folder('F1', '产品')];
  open({ role: 'rep', at: `/materials?folder=${id('F1')}` });
  fireEvent.click(await screen.findByRole('button', { name: '收藏产品手册' }));
  await waitFor(() => expect(changes()).toEqual([['PUT', `/api/materials/${id('A0')}/favourite`, null]]));
  expect(screen.queryByRole('checkbox')).toBeNull();
  expect(screen.queryByRole('group', { name: '整理产品' })).toBeNull();
});
