import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { CustomerFieldView } from '@zhike/shared/contracts/customer';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setBusinessTime } from '../../shared/clock/business-clock.ts';
import { AT, exampleField } from '../features/customer/example-profile.ts';
import {
  choice,
  filledIn,
  isGone,
  number,
  openField,
  openProfile,
  option,
  rowOf,
  save,
  text,
  write,
  type Sheet,
} from './open-profile.tsx';

beforeEach(() => setBusinessTime(AT));
afterEach(() => {
  cleanup();
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

/** What a colleague saves meanwhile. */
const lina = { userId: 'lina', name: '李娜', avatar: null };
const byLina = (fieldId: string, value: FieldValue) => (fields: CustomerFieldView[]) =>
  fields.map((one) =>
    one.fieldId === fieldId ? { ...one, value, origin: { member: lina, rule: null, at: AT + 1_000 } } : one,
  );

const budget = () => exampleField('预算', { kind: 'number', unit: '万', ...filledIn(number(20)) });
const inputOf = (sheet: Sheet, label: string) => sheet.getByLabelText(label) as HTMLInputElement;

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
