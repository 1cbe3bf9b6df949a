import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ChatMessage } from '@zhike/shared/contracts/material-send';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SdkError } from '../../shared/wecom/sdk-error.ts';
import ScriptTab from '../features/script/script-tab.tsx';
import { exampleMaterial, exampleScript } from '../sending/example-material.ts';
import { type Answer, json, list, openWith, refuse } from './sending-kit.tsx';

let client: (message: ChatMessage) => Promise<void>;
vi.mock('../../shared/wecom/client.ts', () => ({ sendToChat: (message: ChatMessage) => client(message) }));

const script = exampleScript();
const material = exampleMaterial();
const CUSTOMER = '01CUSTOMER';
const SEND = `POST /api/scripts/${script.id}/send`;
const SEND_MATERIAL = `POST /api/materials/${material.id}/send`;
const words = (content: string): ChatMessage => ({ msgtype: 'text', text: { content } });
const link: ChatMessage = {
  msgtype: 'news',
  news: { link: 'https://crm.example/l/a', title: 'x', desc: '', imgUrl: '' },
};
let stop: () => void = () => undefined;
let given: ChatMessage[];

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  given = [];
  client = async (one) => void given.push(one);
});
afterEach(() => {
  cleanup();
  stop();
  vi.unstubAllGlobals();
});

function open(answers: Record<string, Answer> = {}) {
  const opened = openWith(<ScriptTab target={{ customerId: CUSTOMER, externalUserId: 'wm1' }} />, {
    'POST /api/scripts/search': () => list(script),
    [SEND]: ({ text }) => json({ sendId: '01WORDS', message: words((text as string | undefined) ?? '服务器填好的') }),
    [SEND_MATERIAL]: () => json({ sendId: '01LINK', message: link }),
    'POST /api/sends/01WORDS/outcome': () => json({}),
    'POST /api/sends/01LINK/outcome': () => json({}),
    ...answers,
  });
  ({ stop } = opened);
  return opened;
}
const openSheet = async () => fireEvent.click(await screen.findByRole('button', { name: /^报价说明/ }));
const field = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: '要发送的内容' });
const button = (name: string) => screen.findByRole('button', { name });

test('two taps send the words as they are filled in for this customer', async () => {
  const { of } = open();
  expect((await screen.findByText('林晓雨您好,报价请查收')).textContent).not.toContain('{');
  await openSheet();
  fireEvent.click(await button('发送'));
  await waitFor(() => expect(given).toEqual([words('服务器填好的')]));
  expect(of(SEND)[0]!.body).toMatchObject({ to: { customerId: CUSTOMER } });
  expect(of(SEND)[0]!.body).not.toHaveProperty('text');
  await waitFor(() => expect(of('POST /api/sends/01WORDS/outcome')).toMatchObject([{ body: { outcome: 'sent' } }]));
});

test('changed words survive a closed sheet, are sent as they stand, and are forgotten then', async () => {
  open();
  await openSheet();
  fireEvent.change(await field(), { target: { value: '晓雨,报价发你了' } });
  cleanup();
  stop();
  open();
  await openSheet();
  expect((await field()).value).toBe('晓雨,报价发你了');
  fireEvent.click(await button('发送'));
  await waitFor(() => expect(given).toEqual([words('晓雨,报价发你了')]));
  await button('完成');
  cleanup();
  stop();
  open();
  await openSheet();
  expect((await field()).value).toBe('林晓雨您好,报价请查收');
});

test('materials follow the words, each with its progress; after a failure it goes on where it stopped', async () => {
  const withMaterial = exampleScript({ materials: [material] });
  const { of } = open({ 'POST /api/scripts/search': () => list(withMaterial) });
  client = async (one) => {
    if (one.msgtype === 'news') throw new SdkError('bad_picture', 'x');
    given.push(one);
  };
  await openSheet();
  fireEvent.click(await button('发送'));
  const again = await button('继续发送');
  const progress = screen.getByRole('status', { name: '发送进度' });
  expect(progress.textContent).toContain('文字:已发送到聊天');
  expect(progress.textContent).toContain('产品手册:没有发送');
  expect((await field()).readOnly).toBe(true);
  client = async (one) => void given.push(one);
  fireEvent.click(again);
  await waitFor(() => expect(given.map(({ msgtype }) => msgtype)).toEqual(['text', 'news']));
  expect(of(SEND)).toHaveLength(1);
  await button('完成');
});

test('whoever closes after half of it comes back to the other half, and sends nothing twice', async () => {
  const withMaterial = exampleScript({ materials: [material] });
  const answers = { 'POST /api/scripts/search': () => list(withMaterial) };
  open(answers);
  client = async (one) => {
    if (one.msgtype === 'news') throw new SdkError('bad_picture', 'x');
    given.push(one);
  };
  await openSheet();
  fireEvent.click(await button('发送'));
  await button('继续发送');
  cleanup();
  stop();
  client = async (one) => void given.push(one);
  const { of } = open(answers);
  await openSheet();
  fireEvent.click(await button('继续发送'));
  await button('完成');
  expect(given.map(({ msgtype }) => msgtype)).toEqual(['text', 'news']);
  expect(of(SEND)).toEqual([]);
});

test('words changed into what nothing is filled in for go neither into the chat nor into the clipboard', async () => {
  open();
  await openSheet();
  fireEvent.change(await field(), { target: { value: '{客户昵称}您好,报价发你了' } });
  expect((await screen.findByRole('alert')).textContent).toContain('{客户昵称}不会自动填写');
  expect((await button('发送')).hasAttribute('disabled')).toBe(true);
  expect((await button('复制')).hasAttribute('disabled')).toBe(true);
  fireEvent.change(await field(), { target: { value: '大家好,报价发你们了' } });
  fireEvent.click(await button('发送'));
  await waitFor(() => expect(given).toEqual([words('大家好,报价发你们了')]));
});

test('a script with a material that cannot be sent now is not sent by half', async () => {
  const blocked = exampleScript({ materials: [exampleMaterial({ state: 'expired' })] });
  open({ 'POST /api/scripts/search': () => list(blocked) });
  await openSheet();
  expect((await screen.findByRole('alert')).textContent).toContain('「产品手册」现在不能发送');
  expect((await button('发送')).hasAttribute('disabled')).toBe(true);
  expect((await button('复制')).hasAttribute('disabled')).toBe(false);
});

test('a script that was removed meanwhile is said', async () => {
  open({ [SEND]: () => refuse(404, 'script.not_found') });
  await openSheet();
  fireEvent.click(await button('发送'));
  await button('继续发送');
  expect(screen.getByRole('status', { name: '发送进度' }).textContent).toContain('这条话术已被删除');
  expect(given).toEqual([]);
});

test('words are copied for a client that cannot send', async () => {
  const written: string[] = [];
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText: async (text: string) => written.push(text) } });
  open();
  await openSheet();
  fireEvent.click(await button('复制'));
  await screen.findByText('已复制,可以粘贴到聊天里');
  expect(written).toEqual(['林晓雨您好,报价请查收']);
});

test('what top reps send next stands above the list with its reason', async () => {
  const reason = '王芳、李娜等 3 位同事发完《报价单》后最常发这条(12 次)';
  const promise = exampleScript({ id: '01SCR1PT000000000000000009', title: '售后承诺', filled: '放心,七天无理由' });
  open({
    [`GET /api/customers/${CUSTOMER}/next-sends`]: () =>
      list(
        { script: promise, material: null, times: 12, reason },
        { script: null, material, times: 5, reason: '王芳发完《报价单》后最常发这条(5 次)' },
      ),
  });
  const next = within(await screen.findByRole('region', { name: '优秀同事接下来发' }));
  expect(next.getByText(reason)).toBeDefined();
  fireEvent.click(next.getByRole('button', { name: '发送「产品手册」' }));
  await waitFor(() => expect(given).toEqual([link]));
  fireEvent.click(next.getByRole('button', { name: /售后承诺/ }));
  expect((await field()).value).toBe('放心,七天无理由');
});

test('an own script is added in place, with a category of its own when there is none', async () => {
  const { of } = open({
    'POST /api/scripts/search': () => list(),
    'POST /api/script-categories': () =>
      json({ id: '01NEWCATEG0RY0000000000000', parentId: null, name: '我的话术', isMine: true, count: 0 }),
    'POST /api/scripts': () => json(exampleScript({ isMine: true })),
  });
  fireEvent.click(await button('新建一条'));
  fireEvent.change(await screen.findByRole('textbox', { name: '标题' }), { target: { value: '开场白' } });
  const text = screen.getByRole('textbox', { name: '内容' });
  fireEvent.change(text, { target: { value: '{客户昵你}您好' } });
  expect(screen.getByText(/没有「客户昵你」这个变量/)).toBeDefined();
  expect((await button('保存')).hasAttribute('disabled')).toBe(true);
  fireEvent.change(text, { target: { value: '您好,我是' } });
  fireEvent.click(screen.getByRole('button', { name: '员工姓名' }));
  fireEvent.click(await button('保存'));
  await waitFor(() =>
    expect(of('POST /api/scripts')).toMatchObject([
      { body: { title: '开场白', categoryId: '01NEWCATEG0RY0000000000000', isMine: true } },
    ]),
  );
  expect(of('POST /api/scripts')[0]!.body.text).toContain('{员工姓名}');
  await screen.findByText('已保存');
});

test('an own script whose first saving failed goes into the category that this made', async () => {
  const { of } = open({
    'POST /api/scripts/search': () => list(),
    'GET /api/script-categories': () =>
      of('POST /api/script-categories').length === 0
        ? list()
        : list({ id: '01NEWCATEG0RY0000000000000', parentId: null, name: '我的话术', isMine: true, count: 0 }),
    'POST /api/script-categories': () =>
      json({ id: '01NEWCATEG0RY0000000000000', parentId: null, name: '我的话术', isMine: true, count: 0 }),
    'POST /api/scripts': () =>
      of('POST /api/scripts').length === 1 ? refuse(500, 'common.internal') : json(exampleScript({ isMine: true })),
  });
  fireEvent.click(await button('新建一条'));
  fireEvent.change(await screen.findByRole('textbox', { name: '标题' }), { target: { value: '开场白' } });
  fireEvent.change(screen.getByRole('textbox', { name: '内容' }), { target: { value: '您好' } });
  fireEvent.click(await button('保存'));
  await screen.findByRole('alert');
  fireEvent.click(await button('保存'));
  await screen.findByText('已保存');
  expect(of('POST /api/script-categories')).toHaveLength(1);
  expect(of('POST /api/scripts').at(-1)!.body).toMatchObject({ categoryId: '01NEWCATEG0RY0000000000000' });
});

test('an own script that somebody else saved meanwhile keeps what was written', async () => {
  const mine = exampleScript({ isMine: true, can: { edit: true } });
  open({
    'POST /api/scripts/search': () => list(mine),
    'GET /api/script-categories': () =>
      list({ id: mine.categoryId, parentId: null, name: '我的', isMine: true, count: 1 }),
    [`PUT /api/scripts/${mine.id}`]: () => refuse(409, 'script.changed_meanwhile', { version: 2 }),
  });
  await openSheet();
  fireEvent.click(await button('修改'));
  const text = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: '内容' });
  expect(text.value).toBe('{客户昵称}您好,报价请查收');
  fireEvent.change(text, { target: { value: '改过的' } });
  fireEvent.click(await button('保存'));
  expect((await screen.findByRole('alert')).textContent).toContain('请刷新后再修改');
  expect(text.value).toBe('改过的');
});

test('an own script is deleted after one question', async () => {
  const mine = exampleScript({ isMine: true, can: { edit: true } });
  const { of } = open({
    'POST /api/scripts/search': () => list(mine),
    [`DELETE /api/scripts/${mine.id}`]: () => json({}),
  });
  await openSheet();
  fireEvent.click(await button('删除'));
  expect(of(`DELETE /api/scripts/${mine.id}`)).toEqual([]);
  fireEvent.click(await button('确认删除'));
  await waitFor(() => expect(of(`DELETE /api/scripts/${mine.id}`)).toHaveLength(1));
});
