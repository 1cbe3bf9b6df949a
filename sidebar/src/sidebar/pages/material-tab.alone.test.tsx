import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import type { ChatMessage } from '@zhike/shared/contracts/material-send';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SdkError } from '../../shared/wecom/sdk-error.ts';
import MaterialTab from '../features/material/material-tab.tsx';
import { exampleMaterial } from '../sending/example-material.ts';
import { type Answer, json, list, openWith, refuse } from './sending-kit.tsx';

/** What WeCom's client does with a message. */
let client: (message: ChatMessage) => Promise<void>;
vi.mock('../../shared/wecom/client.ts', () => ({ sendToChat: (message: ChatMessage) => client(message) }));

const material = exampleMaterial();
/** Another one for each test: a sending that failed waits for whoever comes back. */
let CUSTOMER: string;
let customers = 0;
const SEND = `POST /api/materials/${material.id}/send`;
const OUTCOME = 'POST /api/sends/01SEND/outcome';
const message: ChatMessage = {
  msgtype: 'news',
  news: { link: 'https://crm.example/l/abcdefghij', title: '产品手册', desc: '', imgUrl: '' },
};
let stop: () => void = () => undefined;
let given: ChatMessage[];

beforeEach(() => {
  localStorage.clear();
  given = [];
  CUSTOMER = `01CUSTOMER${++customers}`;
  client = async (one) => void given.push(one);
});
afterEach(() => {
  cleanup();
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open(answers: Record<string, Answer> = {}) {
  const view = { ...material, content: { kind: 'brochure', assetId: '01ASSET' }, asset: null, pages: 8 };
  const opened = openWith(<MaterialTab target={{ customerId: CUSTOMER, externalUserId: 'wm1' }} />, {
    'POST /api/materials/search': () => list(material),
    [`GET /api/materials/${material.id}`]: () => json(view),
    [SEND]: () => json({ sendId: '01SEND', message }),
    [OUTCOME]: () => json({}),
    ...answers,
  });
  ({ stop } = opened);
  return opened;
}
const card = () => screen.findByRole('button', { name: /产品手册 *产品手册/ });
const openSheet = async () => fireEvent.click(await card());
const sendButton = (name = '发送') => screen.findByRole('button', { name });
const progress = () => screen.findByRole('status', { name: '发送进度' });

test('two taps put a tracked link into the chat, and the server is told what came of it', async () => {
  const { of } = open();
  await openSheet();
  fireEvent.click(await sendButton());
  await waitFor(() => expect(given).toEqual([message]));
  expect((await progress()).textContent).toBe('已发送到聊天');
  await screen.findByRole('button', { name: '完成' });
  expect(screen.getAllByText('已发送到聊天')).toHaveLength(1);
  expect(of(SEND)).toMatchObject([{ body: { to: { customerId: CUSTOMER }, way: 'link' } }]);
  await waitFor(() => expect(of(OUTCOME)).toMatchObject([{ body: { outcome: 'sent' } }]));
  expect(localStorage.length).toBe(0);
});

test('taps in a row send once', async () => {
  const { of } = open();
  await openSheet();
  const button = await sendButton();
  for (let taps = 0; taps < 3; taps++) fireEvent.click(button);
  await waitFor(() => expect(given).toHaveLength(1));
  await screen.findByRole('button', { name: '完成' });
  expect(of(SEND)).toHaveLength(1);
});

test('the original file goes another way when that is chosen', async () => {
  const { of } = open();
  await openSheet();
  fireEvent.click(await screen.findByRole('radio', { name: /原文件/ }));
  fireEvent.click(await sendButton());
  await waitFor(() => expect(of(SEND)).toMatchObject([{ body: { way: 'media' } }]));
});

test.each([
  ['no_permission', 'no_permission', /权限配置/],
  ['no_context', 'no_chat', /重新打开侧边栏/],
  ['bad_picture', 'bad_picture', /换一张封面/],
  ['timeout', 'timeout', /是否已经发出/],
  ['too_old', 'too_old', /更新/],
  ['cancelled', 'cancelled', /已取消/],
  ['other', 'other', /告诉管理员/],
] as const)(
  'the client refuses (%s): it says what to do, and another try is the same sending',
  async (problem, failure, words) => {
    const { of } = open();
    client = () => Promise.reject(new SdkError(problem, 'x'));
    await openSheet();
    fireEvent.click(await sendButton());
    const again = await sendButton('重新发送');
    expect((await progress()).textContent).toMatch(words);
    await waitFor(() => expect(of(OUTCOME)).toMatchObject([{ body: { outcome: 'failed', failure } }]));
    client = async (one) => void given.push(one);
    fireEvent.click(again);
    await waitFor(() => expect(given).toHaveLength(1));
    const [first, second] = of(SEND);
    expect(second!.body.idempotencyKey).toBe(first!.body.idempotencyKey);
    await waitFor(() => expect(of(OUTCOME).at(-1)).toMatchObject({ body: { outcome: 'sent' } }));
  },
);

test('a file that WeCom does not have yet is waited for in sight, and sent then', async () => {
  let asks = 0;
  open({
    [SEND]: () =>
      ++asks === 1
        ? refuse(409, 'material.not_uploaded', { retryAfterSeconds: 2 })
        : json({ sendId: '01SEND', message }),
  });
  await openSheet();
  const button = await sendButton();
  vi.useFakeTimers();
  fireEvent.click(button);
  await act(() => vi.advanceTimersByTimeAsync(100));
  expect(screen.getByRole('status', { name: '发送进度' }).textContent).toContain('2 秒后自动再试');
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  expect(screen.getByRole('status', { name: '发送进度' }).textContent).toContain('1 秒后自动再试');
  expect(given).toEqual([]);
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  expect(given).toEqual([message]);
});

test('whoever closes the sheet while a file is waited for gets nothing sent behind her back', async () => {
  const { of } = open({ [SEND]: () => refuse(409, 'material.not_uploaded', { retryAfterSeconds: 2 }) });
  await openSheet();
  const button = await sendButton();
  vi.useFakeTimers();
  fireEvent.click(button);
  await act(() => vi.advanceTimersByTimeAsync(100));
  cleanup();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(of(SEND)).toHaveLength(1);
  expect(given).toEqual([]);
});

test('a material that was removed meanwhile is said, and nothing reaches the chat', async () => {
  open({ [SEND]: () => refuse(404, 'material.not_found') });
  await openSheet();
  fireEvent.click(await sendButton());
  await sendButton('重新发送');
  expect((await progress()).textContent).toContain('素材不存在');
  expect(given).toEqual([]);
});

test('without a network nothing is lost: it says so, and the same sending is tried again', async () => {
  let isOnline = false;
  const { of } = open({
    [SEND]: () => (isOnline ? json({ sendId: '01SEND', message }) : Promise.reject(new TypeError('Failed to fetch'))),
  });
  await openSheet();
  fireEvent.click(await sendButton());
  expect((await progress()).textContent).not.toContain('已发送');
  const again = await sendButton('重新发送');
  expect((await progress()).textContent).toContain('网络连接中断');
  isOnline = true;
  fireEvent.click(again);
  await waitFor(() => expect(given).toHaveLength(1));
  expect(new Set(of(SEND).map(({ body }) => body.idempotencyKey)).size).toBe(1);
});

test('a sending that failed is found again, and said, by whoever closed its sheet', async () => {
  const { of } = open();
  client = () => Promise.reject(new SdkError('other_chat', 'x'));
  await openSheet();
  fireEvent.click(await sendButton());
  await sendButton('重新发送');
  cleanup();
  stop();
  client = async (one) => void given.push(one);
  const next = open();
  await openSheet();
  expect((await progress()).textContent).toBe('没有发送:现在打开的不是 TA 的聊天,请先打开再发');
  fireEvent.click(await sendButton('重新发送'));
  await waitFor(() => expect(given).toHaveLength(1));
  expect(next.of(SEND)[0]!.body.idempotencyKey).toBe(of(SEND)[0]!.body.idempotencyKey);
});

test('whoever leaves before the client answers is not told that nothing was sent', async () => {
  let giveUp: (reason: unknown) => void = () => undefined;
  client = (one) => new Promise((_, reject) => (given.push(one), (giveUp = reject)));
  open();
  await openSheet();
  fireEvent.click(await sendButton());
  await waitFor(() => expect(given).toHaveLength(1));
  fireEvent.click(screen.getByRole('button', { name: '关闭' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  giveUp(new SdkError('timeout', 'x'));
  await screen.findByText('「产品手册」可能已经发出,请先看一眼聊天');
});

test('whoever has closed the sheet is told all the same that it went', async () => {
  let answer: () => void = () => undefined;
  client = (one) => new Promise((resolve) => (given.push(one), (answer = resolve)));
  open();
  await openSheet();
  fireEvent.click(await sendButton());
  await waitFor(() => expect(given).toHaveLength(1));
  fireEvent.click(screen.getByRole('button', { name: '关闭' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  answer();
  await screen.findByText('已发送到聊天');
});

test('what was sent while the server was away is told by the next page that opens', async () => {
  const { of } = open({ [OUTCOME]: () => Promise.reject(new TypeError('Failed to fetch')) });
  await openSheet();
  fireEvent.click(await sendButton());
  await waitFor(() => expect(of(OUTCOME).length).toBeGreaterThan(0));
  expect((await progress()).textContent).toBe('已发送到聊天');
  cleanup();
  stop();
  const next = open();
  await waitFor(() => expect(next.of(OUTCOME)).toMatchObject([{ body: { outcome: 'sent' } }]));
  await waitFor(() => expect(localStorage.length).toBe(0));
});

test('a card says what this customer got and whether she looked, and the newest stand at the top', async () => {
  const send = {
    id: '01SEND',
    material: { id: material.id, kind: 'brochure', title: '产品手册' },
    script: null,
    by: { userId: 'lina', name: '李娜' },
    customer: { id: CUSTOMER, name: '林晓雨' },
    chat: null,
    way: 'link',
    status: 'sent',
    failure: null,
    sentAt: Date.now(),
    openedAt: Date.now(),
    visits: 2,
  };
  open({ 'GET /api/sends': () => list(send) });
  expect((await screen.findByRole('region', { name: '最近发给客户的' })).textContent).toContain('看过 2 次');
  const text = (await card()).textContent;
  expect(text).toContain('已发 3 次 · 2 人看过');
  expect(text).toContain('已发给TA · 看过');
});

test('beside a group: what went into it, by whom, and that somebody has looked at it', async () => {
  const send = {
    id: '01SEND',
    material: { id: material.id, kind: 'brochure', title: '产品手册' },
    script: null,
    by: { userId: 'lina', name: '李娜' },
    customer: null,
    chat: { chatId: 'wrA', name: '装修答疑群' },
    way: 'link',
    status: 'sent',
    failure: null,
    sentAt: Date.now(),
    openedAt: Date.now(),
    visits: 5,
  };
  const queries: string[] = [];
  const opened = openWith(<MaterialTab target={{ chatId: 'wrA' }} />, {
    'POST /api/materials/search': () => list(material),
    'GET /api/sends': () => {
      queries.push(vi.mocked(fetch).mock.lastCall?.[0] as string);
      return list(send);
    },
  });
  ({ stop } = opened);
  const recently = await screen.findByRole('region', { name: '最近发到群里的' });
  expect(recently.textContent).toContain('看过 5 次 · 李娜');
  expect((await card()).textContent).toContain('已发到本群 · 有人看过');
  expect(queries[0]).toContain('chatId=wrA');
});

test('words, kind, order and favourites are asked of the server; a star is on screen at once', async () => {
  let isFavourite = false;
  const { of } = open({
    [`PUT /api/materials/${material.id}/favourite`]: () => {
      isFavourite = true;
      return json({});
    },
    'POST /api/materials/search': () => list({ ...material, isFavourite }),
  });
  await card();
  fireEvent.change(screen.getByRole('searchbox', { name: '搜索素材' }), { target: { value: 'cpsc' } });
  fireEvent.click(screen.getByRole('button', { name: '产品手册' }));
  fireEvent.change(screen.getByRole('combobox', { name: '排序' }), { target: { value: 'mine' } });
  await waitFor(() =>
    expect(of('POST /api/materials/search').at(-1)!.body).toMatchObject({
      text: 'cpsc',
      kinds: ['brochure'],
      sort: 'mine',
      states: 'usable',
    }),
  );
  const star = await screen.findByRole('button', { name: '收藏「产品手册」' });
  fireEvent.click(star);
  await waitFor(() => expect(star.getAttribute('aria-pressed')).toBe('true'));
  await waitFor(() => expect(of(`PUT /api/materials/${material.id}/favourite`)).toHaveLength(1));
});

test('an empty library teaches where materials come from', async () => {
  open({ 'POST /api/materials/search': () => list() });
  // The words of the test before are still there, as they are for whoever comes back.
  fireEvent.change(screen.getByRole('searchbox', { name: '搜索素材' }), { target: { value: '' } });
  await screen.findByText('素材库还是空的');
});

const poster = exampleMaterial({ kind: 'poster', title: '生日祝福', ways: ['media'] });
const DRAW = `POST /api/materials/${poster.id}/poster`;
function openPoster(answers: Record<string, Answer>) {
  const design = {
    width: 750,
    height: 1334,
    background: { color: '#FFFFFF', toColor: null, assetId: null },
    elements: [],
  };
  const opened = openWith(<MaterialTab target={{ customerId: CUSTOMER, externalUserId: 'wm1' }} />, {
    'POST /api/materials/search': () => list(poster),
    [`GET /api/materials/${poster.id}`]: () =>
      json({ ...poster, version: 1, content: { kind: 'poster', design }, asset: null, pages: null }),
    [SEND]: () => json({ sendId: '01SEND', message: { msgtype: 'image', image: { mediaid: 'm1' } } }),
    [OUTCOME]: () => json({}),
    ...answers,
  });
  ({ stop } = opened);
  return opened;
}
const openPosterSheet = async () => fireEvent.click(await screen.findByRole('button', { name: /生日祝福 *海报/ }));

test('the finished poster is seen before it is sent, and can be kept', async () => {
  let finish: () => void = () => undefined;
  const drawn = new Promise<void>((resolve) => (finish = resolve));
  const { of } = openPoster({
    [DRAW]: async () => {
      await drawn;
      return json({ pictureUrl: '/api/posters/abc' });
    },
  });
  await openPosterSheet();
  expect((await screen.findByText('正在生成海报…')).getAttribute('aria-busy')).toBe('true');
  finish();
  expect((await screen.findByRole('img', { name: '海报「生日祝福」' })).getAttribute('src')).toBe('/api/posters/abc');
  expect(screen.getByRole('link', { name: '保存图片' }).getAttribute('href')).toBe('/api/posters/abc?as=file');
  expect(of(DRAW)).toMatchObject([{ body: { to: { customerId: CUSTOMER } } }]);
  fireEvent.click(await sendButton());
  await waitFor(() => expect(given).toEqual([{ msgtype: 'image', image: { mediaid: 'm1' } }]));
});

test('a poster that could not be drawn says why, and another try draws it', async () => {
  let asks = 0;
  openPoster({
    [DRAW]: () => (++asks === 1 ? refuse(503, 'poster.too_slow') : json({ pictureUrl: '/api/posters/abc' })),
  });
  await openPosterSheet();
  expect((await screen.findByRole('alert')).textContent).toMatch(/海报生成超时/);
  fireEvent.click(screen.getByRole('button', { name: '重新生成' }));
  await screen.findByRole('img', { name: '海报「生日祝福」' });
});

test('a poster that names what is not known of the customer says what is missing', async () => {
  openPoster({ [DRAW]: () => refuse(400, 'poster.variable_missing', { variables: ['岁数'] }) });
  await openPosterSheet();
  expect((await screen.findByRole('alert')).textContent).toMatch(/「岁数」.*补充客户资料/);
});
