import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setBusinessTime } from '../../shared/clock/business-clock.ts';
import { AT, exampleField, exampleProfile } from '../features/customer/example-profile.ts';
import { choice, filledIn, number, openField, openProfile, option, rowOf, save, text, write } from './open-profile.tsx';

beforeEach(() => setBusinessTime(AT));
afterEach(() => {
  cleanup();
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

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
