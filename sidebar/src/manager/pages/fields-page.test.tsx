import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { CustomFieldView } from '@zhike/shared/contracts/custom-field';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, test, vi } from 'vitest';
import { FieldsPage } from './fields-page.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const budget: CustomFieldView = {
  id: '01A',
  name: '预算',
  kind: 'number',
  unit: '万',
  options: [],
  departmentIds: [],
  isMine: true,
  isRetired: false,
};
const style: CustomFieldView = {
  ...budget,
  id: '01B',
  name: '风格',
  kind: 'single_choice',
  unit: null,
  options: [
    { id: '01X', label: '现代', isRetired: false },
    { id: '01Y', label: '中式', isRetired: false },
    { id: '01Z', label: '欧式', isRetired: true },
  ],
  departmentIds: [2],
};
const old: CustomFieldView = { ...budget, id: '01C', name: '旧字段', isRetired: true };

const server: { items: CustomFieldView[]; answer: Promise<void> } = { items: [], answer: Promise.resolve() };

/** The page before a server with these fields; what it is told is kept. */
function open(items: CustomFieldView[], edit = true) {
  server.items = items;
  const told: [string, string, unknown][] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, { method, body }: RequestInit) => {
      if (url === '/api/departments')
        return new Response(JSON.stringify({ items: [{ id: 2, name: '华东销售部', parentId: 1, sort: 1 }] }));
      if (method === 'GET') return new Response(JSON.stringify({ items: server.items, can: { edit } }));
      told.push([method!, url, body ? JSON.parse(body as string) : null]);
      await server.answer;
      return new Response(JSON.stringify({}));
    }),
  );
  render(
    <MemoryRouter>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <FieldsPage />
      </QueryClientProvider>
    </MemoryRouter>,
  );
  return told;
}
const dialogOf = async (title: string) => within((await screen.findByText(title)).closest<HTMLElement>('.t-dialog')!);
const openStyle = async () => {
  const row = within((await screen.findByText('风格')).closest('tr')!);
  fireEvent.click(row.getByRole('button', { name: '修改' }));
};
const namesShown = () => [...document.querySelectorAll('tbody strong')].map(({ textContent }) => textContent);
const type = (input: HTMLElement, value: string) => fireEvent.change(input, { target: { value } });

test('fields are shown with what they are, what can be chosen and for whom', async () => {
  open([budget, style, old]);
  const row = within((await screen.findByText('风格')).closest('tr')!);
  expect(row.getByText('单选')).toBeDefined();
  expect(row.getByText('现代、中式')).toBeDefined();
  await row.findByText('华东销售部(含下级)');
  expect(within(screen.getByText('预算').closest('tr')!).getByText('数字(万)')).toBeDefined();
  expect(screen.getByRole('button', { name: '恢复旧字段' })).toBeDefined();
});

test('nothing is there yet: the page says what fields are good for', async () => {
  open([]);
  await screen.findByText('还没有客户字段');
  expect(screen.getAllByText(/生日、预算、装修风格/).length).toBeGreaterThan(0);
});

test('a choice is made with its options; the kind is chosen once', async () => {
  const told = open([]);
  await screen.findByText('还没有客户字段');
  fireEvent.click(screen.getAllByRole('button', { name: '新建字段' })[0]!);
  const dialog = await dialogOf('保存');
  type(dialog.getByPlaceholderText(/例如:生日/), '装修风格');
  fireEvent.click(dialog.getByRole('button', { name: '单选' }));
  type(dialog.getByLabelText('选项 1'), '现代');
  type(dialog.getByLabelText('选项 2'), '现代');
  expect(dialog.getByText('有两个选项都叫「现代」')).toBeDefined();
  type(dialog.getByLabelText('选项 2'), '中式');
  fireEvent.click(dialog.getByRole('button', { name: '上移中式' }));
  fireEvent.click(dialog.getByRole('button', { name: '添加选项' }));
  fireEvent.click(dialog.getByRole('button', { name: '保存' }));
  await waitFor(() =>
    expect(told).toEqual([
      [
        'POST',
        '/api/custom-fields',
        {
          kind: 'single_choice',
          name: '装修风格',
          unit: null,
          options: [{ label: '中式' }, { label: '现代' }],
          departmentIds: [],
        },
      ],
    ]),
  );
});

test('an option is renamed under its id, and one that is removed is left out', async () => {
  const told = open([budget, style]);
  const row = within((await screen.findByText('风格')).closest('tr')!);
  fireEvent.click(row.getByRole('button', { name: '修改' }));
  const dialog = await dialogOf('修改字段');
  expect(dialog.queryByRole('group', { name: '类型' })).toBeNull();
  expect(dialog.queryByDisplayValue('欧式')).toBeNull();
  type(dialog.getByLabelText('选项 1'), '现代简约');
  fireEvent.click(dialog.getByRole('button', { name: '移除中式' }));
  fireEvent.click(dialog.getByRole('button', { name: '保存' }));
  await waitFor(() => expect(told[0]?.[1]).toBe('/api/custom-fields/01B'));
  expect(told[0]![2]).toMatchObject({ options: [{ id: '01X', label: '现代简约' }], departmentIds: [2] });
});

test('what a colleague has added while the dialog was open is not retired by saving', async () => {
  const told = open([style]);
  await openStyle();
  const dialog = await dialogOf('修改字段');
  type(dialog.getByPlaceholderText(/例如:生日/), '装修风格');
  server.items = [{ ...style, options: [...style.options, { id: '01N', label: '日式', isRetired: false }] }];
  fireEvent.click(dialog.getByRole('button', { name: '保存' }));
  await waitFor(() => expect(told[0]?.[1]).toBe('/api/custom-fields/01B'));
  expect(told[0]![2]).toMatchObject({
    name: '装修风格',
    options: [{ id: '01X' }, { id: '01Y' }, { id: '01N', label: '日式' }],
  });
});

test('Enter leads from option to option and adds one after the last, but not while Chinese is composed', async () => {
  open([style]);
  await openStyle();
  const dialog = await dialogOf('修改字段');
  const at = (index: number) => dialog.queryByLabelText(`选项 ${index}`);
  fireEvent.keyDown(at(1)!, { key: 'Enter' });
  expect([document.activeElement, at(3)]).toEqual([at(2), null]);
  fireEvent.keyDown(at(2)!, { key: 'Enter', isComposing: true });
  fireEvent.keyDown(at(2)!, { key: 'Enter', keyCode: 229 });
  expect(at(3)).toBeNull();
  fireEvent.keyDown(at(2)!, { key: 'Enter' });
  expect(at(3)).not.toBeNull();
});

test('a click beside the dialog, or Esc that ends composing, does not throw away what was written', async () => {
  open([style]);
  await openStyle();
  const dialog = await dialogOf('修改字段');
  fireEvent.keyDown(dialog.getByLabelText('选项 1'), { key: 'Escape', code: 'Escape', isComposing: true });
  fireEvent.click(document.querySelector('.t-dialog__position')!);
  fireEvent.click(document.querySelector('.t-dialog__mask')!);
  fireEvent.click(document.querySelector('.t-dialog__wrap')!);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(screen.getByDisplayValue('现代')).toBeDefined();
  fireEvent.keyDown(dialog.getByLabelText('选项 1'), { key: 'Escape', code: 'Escape' });
  await waitFor(() => expect(screen.queryByDisplayValue('现代')).toBeNull());
});

test('a field is taken out of use after a question that says what is kept, and brought back', async () => {
  const told = open([budget, style, old]);
  const row = within((await screen.findByText('风格')).closest('tr')!);
  fireEvent.click(row.getByRole('button', { name: '停用' }));
  const dialog = await dialogOf('停用字段「风格」');
  expect(dialog.getByText(/已有的内容会保留/)).toBeDefined();
  fireEvent.click(dialog.getByRole('button', { name: '停用' }));
  await waitFor(() => expect(told[0]).toEqual(['POST', '/api/custom-fields/01B/retire', null]));
  fireEvent.click(screen.getByRole('button', { name: '恢复旧字段' }));
  await waitFor(() => expect(told[1]).toEqual(['POST', '/api/custom-fields/01C/restore', null]));
});

test('fields are moved at once, one after the other, and the keyboard stays on the arrow', async () => {
  const third = { ...budget, id: '01D', name: '年龄' };
  const told = open([budget, style, third, old]);
  const down = await screen.findByRole('button', { name: '下移预算' });
  let answer = () => {};
  server.answer = new Promise((resolve) => {
    answer = resolve;
  });
  down.focus();
  fireEvent.click(down);
  await waitFor(() => expect(namesShown()).toEqual(['风格', '预算', '年龄', '旧字段']));
  expect(document.activeElement).toBe(down);
  fireEvent.click(down);
  await waitFor(() => expect(namesShown()).toEqual(['风格', '年龄', '预算', '旧字段']));
  expect(document.activeElement).toBe(down);
  fireEvent.click(down);
  answer();
  const order = (...fieldIds: string[]) => ['PUT', '/api/custom-field-order', { fieldIds }];
  await waitFor(() => expect(told).toEqual([order('01B', '01A', '01D'), order('01B', '01D', '01A')]));
  // What the server says is what counts in the end.
  await waitFor(() => expect(namesShown()).toEqual(['预算', '风格', '年龄', '旧字段']));
});

test('whoever may only look sees no controls', async () => {
  open([budget, old], false);
  await screen.findByText('预算');
  expect(screen.queryByRole('button')).toBeNull();
});
