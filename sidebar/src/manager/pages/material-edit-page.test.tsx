import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { MaterialView } from '@zhike/shared/contracts/material';
import type { MeView } from '@zhike/shared/contracts/session';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ViewerContext } from '../app/viewer.ts';
import { MaterialEditPage } from './material-edit-page.tsx';

const ID = '01HZZZZZZZZZZZZZZZZZZZZZZZ';
const text: MaterialView = {
  id: ID,
  kind: 'text',
  title: '量尺须知',
  description: '',
  thumbnailUrl: null,
  folderId: null,
  state: 'ready',
  problem: null,
  ways: ['text'],
  validUntil: null,
  isFavourite: false,
  sent: 0,
  opened: 0,
  mySent: 0,
  updatedAt: 0,
  coverAssetId: null,
  departmentIds: [],
  validFrom: null,
  version: 3,
  content: { kind: 'text', text: '你好 {客户昵称}' },
  asset: null,
  pages: null,
  createdBy: { userId: 'chen', name: '陈静' },
  createdAt: 0,
  can: { edit: true, send: true },
};

interface Refusal {
  status: number;
  code: string;
  details?: object;
}
const server = { material: text, refusals: [] as Refusal[] };
let told: [string, string, unknown][];

// An editor is large: on a busy machine it takes its time to appear.
configure({ asyncUtilTimeout: 10_000 });

beforeEach(() => {
  localStorage.clear();
  told = [];
  server.material = text;
  server.refusals = [];
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open(at: string, role: MeView['role'] = 'manager') {
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, { method, body }: RequestInit) => {
      const answer = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status });
      if (url === '/api/material-folders')
        return answer({ items: [{ id: ID, parentId: null, name: '产品', count: 0 }] });
      if (url === '/api/departments')
        return answer({ items: [{ id: 2, name: '华东销售部', parentId: null, sort: 1 }] });
      if (method === 'GET') return answer(server.material);
      told.push([method!, url, body ? JSON.parse(body as string) : null]);
      if (url === '/api/materials/import-article')
        return answer({
          title: '三步看懂板材',
          author: '知客家居',
          description: '',
          html: '<h2>第一步</h2><p>看报告</p>',
          coverAssetId: null,
          missingPictures: 2,
        });
      if (url === '/api/posters/preview') return answer({ pictureUrl: '/api/posters/1' });
      const refusal = server.refusals.shift();
      return refusal ? answer(refusal, refusal.status) : answer({ ...server.material, id: ID });
    }),
  );
  render(
    <MemoryRouter initialEntries={[at]}>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <ViewerContext.Provider value={{ role, userId: 'chen', name: '陈静', avatar: null } as MeView}>
          <Routes>
            <Route path="/materials/new/:kind" element={<MaterialEditPage />} />
            <Route path="/materials/:materialId/edit" element={<MaterialEditPage />} />
            <Route path="/materials/:materialId" element={<p>素材的页面</p>} />
          </Routes>
        </ViewerContext.Provider>
      </QueryClientProvider>
    </MemoryRouter>,
  );
}
const type = (input: HTMLElement, value: string) => fireEvent.change(input, { target: { value } });
const control = (legend: string) => {
  const field = screen.getByText(legend, { selector: 'legend' }).closest('fieldset')!;
  return field.querySelector<HTMLElement>('input, textarea')!;
};
const phone = () => within(screen.getByRole('region', { name: '客户手机预览' }));
const save = (name = '放进素材库') => fireEvent.click(screen.getByRole('button', { name }));
const saved = async () => {
  await screen.findByText('素材的页面');
  return told.at(-1);
};

test('a text is written with variables; the phone shows it filled in, and it is saved', async () => {
  open('/materials/new/text');
  type(control('标题'), '量尺须知');
  type(control('文字'), '你好 ');
  fireEvent.click(screen.getByRole('button', { name: '{客户昵称}' }));
  expect(phone().getByText('你好 林晓雨')).toBeDefined();
  expect(screen.getByText('发送时自动填入客户昵称。')).toBeDefined();
  save();
  expect(await saved()).toEqual([
    'POST',
    '/api/materials',
    {
      title: '量尺须知',
      description: '',
      coverAssetId: null,
      folderId: null,
      departmentIds: [],
      validFrom: null,
      validUntil: null,
      content: { kind: 'text', text: '你好 {客户昵称}' },
      idempotencyKey: expect.stringMatching(/^.{8,64}$/),
    },
  ]);
});

test('a live stream has its times, its host and its address', async () => {
  open('/materials/new/live');
  type(control('标题'), '周末看房');
  type(screen.getByLabelText('直播开始日期'), '2026-12-05');
  type(screen.getByLabelText('直播开始时间'), '19:30');
  type(screen.getByLabelText('直播结束日期'), '2026-12-05');
  type(screen.getByLabelText('直播结束时间'), '21:00');
  type(control('网址'), 'https://live.example.com/1');
  type(control('主讲人(可选)'), '陈静');
  fireEvent.click(screen.getByRole('button', { name: '打开后' }));
  expect(phone().getByText(/2026-12-05 19:30 – 21:00/)).toBeDefined();
  save();
  expect((await saved())?.[2]).toMatchObject({
    content: {
      kind: 'live',
      startsAt: Date.UTC(2026, 11, 5, 11, 30),
      endsAt: Date.UTC(2026, 11, 5, 13, 0),
      host: '陈静',
    },
  });
});

test('a case has results, as many as the customer takes in', async () => {
  open('/materials/new/case');
  type(control('标题'), '云栖酒店');
  type(control('客户名称'), '云栖酒店');
  for (let times = 0; times < 4; times++) fireEvent.click(screen.getByRole('button', { name: '添加成果' }));
  expect(screen.queryByRole('button', { name: '添加成果' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: '移除第 4 项成果' }));
  type(screen.getAllByPlaceholderText('指标')[0]!, '工期');
  type(screen.getAllByPlaceholderText('成果')[0]!, '缩短 30%');
  fireEvent.click(screen.getByRole('button', { name: '打开后' }));
  expect(phone().getByText('缩短 30%')).toBeDefined();
});

test('nothing is sent before what is missing is there', async () => {
  open('/materials/new/link');
  save();
  expect(await screen.findByText('请填写 http:// 或 https:// 开头的网址')).toBeDefined();
  expect(told).toEqual([]);
});

test('an article is taken over from what was copied; what could not be taken is told', async () => {
  open('/materials/new/article');
  fireEvent.click(screen.getByRole('button', { name: '粘贴公众号文章' }));
  const area = await screen.findByLabelText('文章内容');
  fireEvent.paste(area, { clipboardData: { getData: (kind: string) => (kind === 'text/html' ? '<h1>x</h1>' : 'x') } });
  fireEvent.click(screen.getByRole('button', { name: '导入' }));
  await waitFor(() => expect(told).toEqual([['POST', '/api/materials/import-article', { html: '<h1>x</h1>' }]]));
  await screen.findByText(/有 2 张图片没能取下来/);
  expect(screen.getByDisplayValue('三步看懂板材')).toBeDefined();
  expect(screen.getByDisplayValue('知客家居')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: '打开后' }));
  expect(phone().getByRole('heading', { name: '第一步' })).toBeDefined();
});

test('what is written survives a closed page, until it is given up', async () => {
  open('/materials/new/link');
  type(control('网址'), 'https://example.com/a');
  await waitFor(() => expect(localStorage.length).toBe(1), { timeout: 2_000 });
  cleanup();
  open('/materials/new/link');
  expect(screen.getByText('已恢复上次没有保存的内容')).toBeDefined();
  expect(screen.getByDisplayValue('https://example.com/a')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: '放弃草稿' }));
  expect(screen.queryByDisplayValue('https://example.com/a')).toBeNull();
});

test('whoever was overtaken sees both, and may keep her own as a version of its own', async () => {
  open(`/materials/${ID}/edit`);
  await screen.findByDisplayValue('量尺须知');
  type(control('标题'), '量尺前须知');
  server.refusals = [{ status: 409, code: 'material.changed_meanwhile' }];
  server.material = { ...text, version: 4, content: { kind: 'text', text: '您好' } };
  save('保存');
  await screen.findByText('同事刚保存了第 4 版');
  const difference = within(screen.getByRole('region', { name: '文字' }));
  expect(difference.getByText('你好 {客户昵称}')).toBeDefined();
  expect(difference.getByText('您好')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: '用我的,保存为新版本' }));
  expect((await saved())?.[2]).toMatchObject({ version: 4, title: '量尺前须知', content: { text: '你好 {客户昵称}' } });
});

test('or she takes what the colleague has written, and goes on from there', async () => {
  open(`/materials/${ID}/edit`);
  await screen.findByDisplayValue('量尺须知');
  type(control('标题'), '量尺前须知');
  server.refusals = [{ status: 409, code: 'material.changed_meanwhile' }];
  server.material = { ...text, version: 4, title: '上门须知' };
  save('保存');
  fireEvent.click(await screen.findByRole('button', { name: '用同事的,放弃我的修改' }));
  await screen.findByDisplayValue('上门须知');
  save('保存');
  expect((await saved())?.[2]).toMatchObject({ version: 4, title: '上门须知' });
});

test('a rep changes nothing, and an unknown kind is no page', async () => {
  open('/materials/new/text', 'rep');
  await screen.findByText(/素材由管理员和主管维护/);
  cleanup();
  open('/materials/new/hologram');
  expect(screen.queryByRole('button', { name: '放进素材库' })).toBeNull();
});

test('nothing is saved without a file that is still on its way', async () => {
  let arrive: () => void = () => undefined;
  class Upload {
    upload = {};
    onload?: () => void;
    status = 200;
    responseText = JSON.stringify({ id: ID });
    open = () => undefined;
    setRequestHeader = () => undefined;
    abort = () => undefined;
    send = () => {
      arrive = () => this.onload?.();
    };
  }
  vi.stubGlobal('XMLHttpRequest', Upload);
  open('/materials/new/file');
  await screen.findByRole('button', { name: '放进素材库' });
  const input = document.querySelector('input[type=file]')!;
  fireEvent.change(input, { target: { files: [new File(['x'.repeat(20)], '报价.xlsx')] } });
  const waiting = await screen.findByRole<HTMLButtonElement>('button', { name: '等待上传完成' });
  expect(waiting.disabled).toBe(true);
  arrive();
  const button = await screen.findByRole<HTMLButtonElement>('button', { name: '放进素材库' });
  expect(button.disabled).toBe(false);
});

const pictures = () => told.filter(([, url]) => url === '/api/posters/preview');

test('a poster begins with a template, is seen as the server draws it, and is saved as it is', async () => {
  open('/materials/new/poster');
  save();
  await screen.findByText('请先选一个模板');
  fireEvent.click(screen.getByRole('button', { name: '活动邀请' }));
  expect(screen.getByDisplayValue('活动邀请')).toBeDefined();
  const stage = within(screen.getByRole('group', { name: '海报预览' }));
  fireEvent.pointerDown(stage.getByRole('button', { name: /文字「春季新品/ }), { button: 0, pointerId: 1 });
  type(screen.getByDisplayValue(/^春季新品/), '{客户昵称},来坐坐');
  await waitFor(() => expect(pictures().at(-1)?.[2]).toMatchObject({ texts: { 客户昵称: '林晓雨' } }));
  expect((await phone().findByRole('img', { name: '海报「活动邀请」' })).getAttribute('src')).toBe('/api/posters/1');
  fireEvent.click(screen.getByRole('button', { name: '撤销' }));
  save();
  await saved();
  const body = told.find(([, url]) => url === '/api/materials')?.[2];
  expect(body).toMatchObject({ title: '活动邀请', content: { kind: 'poster', design: { width: 750, height: 1334 } } });
  expect(JSON.stringify(body)).toContain('春季新品\\n品鉴会');
});

test('what the server does not take of a poster is said of the element, and a click leads to it', async () => {
  server.refusals = [
    {
      status: 400,
      code: 'request.invalid',
      details: { issues: [{ path: 'body.content.design.elements.2.w', message: '文字超出了海报的边缘' }] },
    },
  ];
  open('/materials/new/poster');
  fireEvent.click(screen.getByRole('button', { name: '我的名片' }));
  save();
  const list = await screen.findByRole('alert', { name: '需要修改' });
  fireEvent.click(within(list).getByRole('button', { name: '文字「{企业名称}」:文字超出了海报的边缘' }));
  expect(screen.getByRole('region', { name: '元素设置' }).textContent).toContain('文字「{企业名称}」');
  save();
  await saved();
});
