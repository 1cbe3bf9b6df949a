import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { CustomerFieldView, CustomerProfile } from '@zhike/shared/contracts/customer';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setBusinessTime } from '../../shared/clock/business-clock.ts';
import { NoticeBar } from '../components/notice.tsx';
import { AT, exampleField, exampleProfile, wangli } from '../features/customer/example-profile.ts';
import { CustomerPage } from './customer-page.tsx';
// Loaded before the first test, however long that takes: none waits for it.
import '../features/customer/fields/field-sheet.tsx';

/** Patience with a busy machine. */
configure({ asyncUtilTimeout: 10_000 });

beforeEach(() => setBusinessTime(AT));
afterEach(() => {
  cleanup();
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

const text = (value: string): FieldValue => ({ kind: 'text', text: value });
const number = (value: number): FieldValue => ({ kind: 'number', number: value });
const choice = (...optionIds: string[]): FieldValue => ({ kind: 'choice', optionIds });
const option = (label: string, isRetired = false) => ({ id: label, label, isRetired });
const filledIn = (value: FieldValue) => ({ value, origin: { member: wangli, rule: null, at: AT } });

/** The tab 资料 of a customer, before a server that keeps what it is sent, or refuses it. */
async function openProfile(fields: CustomerFieldView[], more: Partial<CustomerProfile> = {}) {
  const server = {
    profile: exampleProfile({ fields, ...more }),
    /** What arrived: field and value. */
    sent: [] as [fieldId: string, value: FieldValue | null][],
    refuse: null as (() => Promise<Response>) | null,
    /** Somebody else, or a rule, changes fields, and the news arrive here. */
    news(change: (fields: CustomerFieldView[]) => CustomerFieldView[]) {
      server.profile = { ...server.profile, fields: change(server.profile.fields) };
      return act(async () => {
        await client.invalidateQueries({ queryKey: ['profile'] });
        // Watchers are told a moment later.
        await new Promise((resolve) => setTimeout(resolve));
      });
    },
  };
  const answer = (body: unknown) => new Response(JSON.stringify(body));
  const fetch = async (url: string, init: RequestInit) => {
    const fieldId = /\/fields\/(.+)$/.exec(decodeURIComponent(url))?.[1];
    if (fieldId) {
      const { value } = JSON.parse(init.body as string) as { value: FieldValue | null };
      server.sent.push([fieldId, value]);
      if (server.refuse) return server.refuse();
      const origin = value && { member: wangli, rule: null, at: AT };
      server.profile = {
        ...server.profile,
        fields: server.profile.fields.map((one) => (one.fieldId === fieldId ? { ...one, value, origin } : one)),
      };
      return answer({ fields: server.profile.fields });
    }
    if (url.includes('by-external')) return answer(server.profile);
    return answer({ items: [], nextCursor: null });
  };
  vi.stubGlobal('fetch', vi.fn(fetch));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <CustomerPage who={{ externalUserId: 'wm1' }} viewerUserId="wangli" />
      <NoticeBar />
    </QueryClientProvider>,
  );
  fireEvent.click(await screen.findByRole('tab', { name: '资料' }));
  return server;
}

/** What a colleague saves meanwhile. */
const lina = { userId: 'lina', name: '李娜', avatar: null };
const byLina = (fieldId: string, value: FieldValue) => (fields: CustomerFieldView[]) =>
  fields.map((one) =>
    one.fieldId === fieldId ? { ...one, value, origin: { member: lina, rule: null, at: AT + 1_000 } } : one,
  );

const rowOf = (name: string) =>
  within(screen.getByLabelText('客户资料')).getByRole('button', { name: new RegExp(name) });
async function openField(name: string) {
  fireEvent.click(rowOf(name));
  return within(await screen.findByRole('dialog', { name }));
}
type Sheet = Awaited<ReturnType<typeof openField>>;
const save = (sheet: Sheet) => fireEvent.click(sheet.getByRole('button', { name: '保存' }));
const write = (sheet: Sheet, label: string, value: string) =>
  fireEvent.change(sheet.getByLabelText(label), { target: { value } });

test('a text is written, saved without the spaces around it, and shows who wrote it', async () => {
  const server = await openProfile([exampleField('要求')]);
  const sheet = await openField('要求');
  write(sheet, '要求', ' 喜欢安静\n不要临街 ');
  save(sheet);
  await screen.findByText('「要求」已保存');
  expect(server.sent).toEqual([['要求', text('喜欢安静\n不要临街')]]);
  await waitFor(() => expect(rowOf('要求').textContent).toContain('王丽'));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('a number with its unit; what is no number is told, and nothing is sent', async () => {
  const server = await openProfile([exampleField('预算', { kind: 'number', unit: '万' })]);
  const sheet = await openField('预算');
  const input = sheet.getByLabelText('预算(万)');
  expect(input.getAttribute('inputmode')).toBe('decimal');
  write(sheet, '预算(万)', '三十');
  expect(sheet.queryByRole('alert'), 'nobody is corrected while writing').toBeNull();
  save(sheet);
  expect(sheet.getByRole('alert').textContent).toBe('请填写数字,例如 128 或 0.5');
  expect(input.getAttribute('aria-invalid')).toBe('true');
  write(sheet, '预算(万)', '1,200.5');
  save(sheet);
  await screen.findByText('「预算」已保存');
  expect(server.sent).toEqual([['预算', number(1200.5)]]);
});

test('a date is today by one tap', async () => {
  const server = await openProfile([exampleField('交房', { kind: 'date' })]);
  const sheet = await openField('交房');
  expect(sheet.getByLabelText('交房').getAttribute('type')).toBe('date');
  fireEvent.click(sheet.getByRole('button', { name: '今天' }));
  save(sheet);
  await screen.findByText('「交房」已保存');
  expect(server.sent).toEqual([['交房', { kind: 'date', day: '2026-03-10' }]]);
});

test('one choice is one tap; a retired option is offered to nobody else', async () => {
  const options = [option('两居'), option('三居'), option('别墅', true)];
  const server = await openProfile([exampleField('户型', { kind: 'single_choice', options })]);
  const sheet = await openField('户型');
  expect(sheet.queryByText('别墅')).toBeNull();
  fireEvent.click(sheet.getByRole('button', { name: '三居' }));
  await screen.findByText('「户型」已保存');
  expect(server.sent).toEqual([['户型', choice('三居')]]);
});

test('a retired option that was chosen is shown as such, and choosing it again changes nothing', async () => {
  const options = [option('两居'), option('别墅', true)];
  const server = await openProfile([
    exampleField('户型', { kind: 'single_choice', options, ...filledIn(choice('别墅')) }),
  ]);
  const sheet = await openField('户型');
  const retired = sheet.getByRole('button', { name: /别墅/ });
  expect(retired.textContent).toContain('已停用');
  expect(retired.getAttribute('aria-pressed')).toBe('true');
  fireEvent.click(retired);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(server.sent).toEqual([]);
});

test('several choices are checked and saved together, in the field’s order', async () => {
  const options = [option('客厅'), option('卧室'), option('厨房'), option('阳台', true)];
  const server = await openProfile([
    exampleField('空间', { kind: 'multiple_choice', options, ...filledIn(choice('阳台', '卧室')) }),
  ]);
  const sheet = await openField('空间');
  fireEvent.click(sheet.getByRole('checkbox', { name: '客厅' }));
  fireEvent.click(sheet.getByRole('checkbox', { name: /阳台/ }));
  save(sheet);
  await screen.findByText('「空间」已保存');
  expect(server.sent).toEqual([['空间', choice('客厅', '卧室')]]);
});

test('not more than twenty', async () => {
  const options = Array.from({ length: 21 }, (_, nth) => option(`选项${nth}`));
  const server = await openProfile([exampleField('爱好', { kind: 'multiple_choice', options })]);
  const sheet = await openField('爱好');
  for (const box of sheet.getAllByRole('checkbox')) fireEvent.click(box);
  expect(sheet.getByRole('alert').textContent).toBe('最多选 20 项,现在是 21 项');
  save(sheet);
  expect(server.sent).toEqual([]);
});

test('what is there can be emptied, and brought back', async () => {
  const server = await openProfile([exampleField('要求', filledIn(text('安静')))]);
  const sheet = await openField('要求');
  fireEvent.click(sheet.getByRole('button', { name: '清空' }));
  await screen.findByText('「要求」已清空');
  expect(rowOf('要求').textContent).toContain('未填写');
  fireEvent.click(screen.getByRole('button', { name: '撤销' }));
  await screen.findByText('「要求」已恢复');
  expect(server.sent).toEqual([
    ['要求', null],
    ['要求', text('安静')],
  ]);
});

test('on screen at once, and back again with the reason when the server refuses', async () => {
  const server = await openProfile([exampleField('预算', { kind: 'number', unit: '万', ...filledIn(number(20)) })]);
  let refuse: (answer: Response) => void = () => undefined;
  server.refuse = () => new Promise((resolve) => (refuse = resolve));
  const sheet = await openField('预算');
  write(sheet, '预算(万)', '30');
  save(sheet);
  await waitFor(() => expect(rowOf('预算').textContent).toContain('30 万正在保存…'));
  refuse(new Response(JSON.stringify({ code: 'custom_field.not_for_you', requestId: '01R' }), { status: 403 }));
  await screen.findByText('「预算」没有保存:这个字段只供指定部门填写');
  expect(rowOf('预算').textContent).toContain('20 万王丽');
  expect(screen.queryByRole('button', { name: '重试' }), 'it would be refused again').toBeNull();
});

test('what did not arrive is tried again by a tap, and is still there when the field is opened again', async () => {
  const server = await openProfile([exampleField('要求', filledIn(text('安静')))]);
  server.refuse = () => Promise.reject(new TypeError('Failed to fetch'));
  const sheet = await openField('要求');
  write(sheet, '要求', '安静,朝南');
  save(sheet);
  await screen.findByText('「要求」没有保存:网络连接中断,请检查网络后再试');
  expect(rowOf('要求').textContent).toContain('安静王丽');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const again = await openField('要求');
  expect((again.getByLabelText('要求') as HTMLTextAreaElement).value).toBe('安静,朝南');
  expect(again.getByText('上次填写的还没有保存')).toBeDefined();
  server.refuse = null;
  fireEvent.click(screen.getByRole('button', { name: '重试' }));
  await screen.findByText('「要求」已保存');
  expect(server.sent.at(-1)).toEqual(['要求', text('安静,朝南')]);
  expect(sessionStorage.length).toBe(0);
});

test('who may not fill in reads the whole value, and why a rule wrote it', async () => {
  const cause = {
    kind: 'message',
    at: AT,
    words: ['三十万'],
    message: { conversationId: '01C', chatId: null, position: 7 },
  };
  const rule = { ruleId: '01R', name: '谈到预算', version: 2, hitId: null, cause };
  const { can } = exampleProfile();
  await openProfile([exampleField('预算', { ...filledIn(text('三十万')), origin: { member: null, rule, at: AT } })], {
    can: { ...can, editFields: false },
  });
  const sheet = await openField('预算');
  expect(sheet.getByText(/说到「三十万」,规则「谈到预算」\(第 2 版\)填写/)).toBeDefined();
  expect(sheet.getByRole('link', { name: '看这条消息' }).getAttribute('href')).toContain('01C');
  expect(sheet.queryByRole('button', { name: '清空' })).toBeNull();
  expect(sheet.queryByLabelText('预算')).toBeNull();
});

test('the keyboard goes into the field and comes back to the row', async () => {
  await openProfile([exampleField('要求')]);
  rowOf('要求').focus();
  const sheet = await openField('要求');
  await waitFor(() => expect(document.activeElement).toBe(sheet.getByLabelText('要求')));
  fireEvent.keyDown(sheet.getByLabelText('要求'), { key: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(rowOf('要求')));
});

const budget = () => exampleField('预算', { kind: 'number', unit: '万', ...filledIn(number(20)) });
const inputOf = (sheet: Sheet, label: string) => sheet.getByLabelText(label) as HTMLInputElement;
const isGone = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

test('an open sheet that nobody has written in follows what a colleague saves, and overwrites nothing', async () => {
  const server = await openProfile([budget()]);
  const sheet = await openField('预算');
  await server.news(byLina('预算', number(99)));
  expect(inputOf(sheet, '预算(万)').value).toBe('99');
  save(sheet);
  await isGone();
  expect(server.sent).toEqual([]);
});

test('who has begun to write is told what a colleague saved meanwhile, and keeps what she wrote', async () => {
  const server = await openProfile([budget()]);
  const sheet = await openField('预算');
  write(sheet, '预算(万)', '3');
  await server.news(byLina('预算', number(99)));
  expect(inputOf(sheet, '预算(万)').value).toBe('3');
  expect(sheet.getByText('刚刚被 李娜 改为 99 万')).toBeDefined();
  write(sheet, '预算(万)', '20');
  expect(inputOf(sheet, '预算(万)').value, 'what was there at first is a value like any other').toBe('20');
  write(sheet, '预算(万)', '30');
  save(sheet);
  await screen.findByText('「预算」已保存');
  expect(server.sent).toEqual([['预算', number(30)]]);
});

test('a choice a colleague adds while one checks others stays', async () => {
  const options = [option('客厅'), option('卧室'), option('厨房')];
  const server = await openProfile([
    exampleField('空间', { kind: 'multiple_choice', options, ...filledIn(choice('客厅')) }),
  ]);
  const sheet = await openField('空间');
  fireEvent.click(sheet.getByRole('checkbox', { name: '厨房' }));
  await server.news(byLina('空间', choice('客厅', '卧室')));
  expect((sheet.getByRole('checkbox', { name: '卧室' }) as HTMLInputElement).checked).toBe(true);
  save(sheet);
  await screen.findByText('「空间」已保存');
  expect(server.sent).toEqual([['空间', choice('客厅', '卧室', '厨房')]]);
});

test('what was checked and not saved is still checked when the field is opened again, until given up', async () => {
  const options = [option('客厅'), option('卧室')];
  await openProfile([exampleField('空间', { kind: 'multiple_choice', options, ...filledIn(choice('客厅')) })]);
  const sheet = await openField('空间');
  fireEvent.click(sheet.getByRole('checkbox', { name: '卧室' }));
  fireEvent.click(sheet.getByRole('button', { name: '关闭' }));
  await isGone();
  const again = await openField('空间');
  const box = () => again.getByRole('checkbox', { name: '卧室' }) as HTMLInputElement;
  expect(box().checked).toBe(true);
  expect(again.getByText('上次勾选的还没有保存')).toBeDefined();
  fireEvent.click(again.getByRole('button', { name: '放弃' }));
  expect(box().checked).toBe(false);
  expect(sessionStorage.length).toBe(0);
});

/** A server that answers when it is told to, the oldest question first. */
function slow(server: Awaited<ReturnType<typeof openProfile>>) {
  const waiting: ((answer: Response) => void)[] = [];
  server.refuse = () => new Promise((resolve) => waiting.push(resolve));
  const next = async () => {
    await waitFor(() => expect(waiting.length).toBeGreaterThan(0));
    return waiting.shift() as (answer: Response) => void;
  };
  return {
    async accept(fieldId: string, value: FieldValue) {
      const answer = await next();
      const fields = server.profile.fields.map((one) =>
        one.fieldId === fieldId ? { ...one, ...filledIn(value) } : one,
      );
      server.profile = { ...server.profile, fields };
      await act(async () => answer(new Response(JSON.stringify({ fields }))));
    },
    async fail() {
      const answer = await next();
      await act(async () => answer(new Response(JSON.stringify({ code: 'common.internal' }), { status: 500 })));
    },
  };
}

const style = () =>
  exampleField('风格', {
    kind: 'single_choice',
    options: [option('现代'), option('中式'), option('北欧')],
    ...filledIn(choice('北欧')),
  });
async function tapTwo() {
  for (const label of ['现代', '中式']) {
    const sheet = await openField('风格');
    fireEvent.click(sheet.getByRole('button', { name: label }));
    await isGone();
  }
}

test('of two quick changes the later stays on screen while the earlier is answered, also through its news', async () => {
  const server = await openProfile([style()]);
  const answers = slow(server);
  await tapTwo();
  await answers.accept('风格', choice('现代'));
  await screen.findByText('「风格」已保存');
  expect(rowOf('风格').textContent).toContain('中式正在保存…');
  await server.news((fields) => fields);
  expect(rowOf('风格').textContent).toContain('中式正在保存…');
  await answers.accept('风格', choice('中式'));
  await waitFor(() => expect(rowOf('风格').textContent).toContain('中式王丽'));
});

test('when two quick changes both fail, the row shows what the server has', async () => {
  const server = await openProfile([style()]);
  const answers = slow(server);
  await tapTwo();
  await answers.fail();
  await screen.findByText(/「风格」没有保存/);
  expect(rowOf('风格').textContent).toContain('中式正在保存…');
  await answers.fail();
  await waitFor(() => expect(rowOf('风格').textContent).toContain('北欧王丽'));
});

test('what is taken back becomes what the server had, not what never arrived there', async () => {
  const server = await openProfile([style()]);
  const answers = slow(server);
  await tapTwo();
  await answers.fail();
  await answers.accept('风格', choice('中式'));
  await screen.findByText('「风格」已保存');
  fireEvent.click(screen.getByRole('button', { name: '撤销' }));
  await answers.accept('风格', choice('北欧'));
  await screen.findByText('「风格」已恢复');
  expect(server.sent.at(-1)).toEqual(['风格', choice('北欧')]);
});

test('when taking back fails, the row still says who saved what is there', async () => {
  const server = await openProfile([style()]);
  const answers = slow(server);
  const sheet = await openField('风格');
  fireEvent.click(sheet.getByRole('button', { name: '现代' }));
  await answers.accept('风格', choice('现代'));
  fireEvent.click(await screen.findByRole('button', { name: '撤销' }));
  await answers.fail();
  await waitFor(() => expect(rowOf('风格').textContent).toContain('现代王丽'));
});

test('the answer to an earlier save leaves alone what is being written since', async () => {
  const server = await openProfile([exampleField('要求')]);
  const answers = slow(server);
  const sheet = await openField('要求');
  write(sheet, '要求', '安静');
  save(sheet);
  await isGone();
  const again = await openField('要求');
  expect(again.queryByText(/还没有保存/)).toBeNull();
  write(again, '要求', '安静,朝南');
  fireEvent.click(again.getByRole('button', { name: '关闭' }));
  await isGone();
  await answers.accept('要求', text('安静'));
  await screen.findByText('「要求」已保存');
  const last = await openField('要求');
  expect(inputOf(last, '要求').value).toBe('安静,朝南');
});

test('a field that goes out of use while it is open says so, and does not open by itself when it is back', async () => {
  const server = await openProfile([exampleField('要求'), exampleField('预算')]);
  rowOf('要求').focus();
  await openField('要求');
  const before = server.profile.fields;
  await server.news((fields) => fields.filter(({ name }) => name !== '要求'));
  await screen.findByText('这个字段已停用');
  await isGone();
  expect(document.activeElement).toBe(screen.getByRole('tabpanel'));
  await server.news(() => before);
  expect(rowOf('要求')).toBeDefined();
  expect(screen.queryByRole('dialog')).toBeNull();
});
