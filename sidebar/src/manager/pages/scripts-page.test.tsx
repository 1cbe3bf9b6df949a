import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { ScriptCategoryView, ScriptView } from '@zhike/shared/contracts/script';
import type { MeView } from '@zhike/shared/contracts/session';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ViewerContext } from '../app/viewer.ts';
import { ScriptsPage } from './scripts-page.tsx';

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const category = (id: string, name: string, more: Partial<ScriptCategoryView> = {}): ScriptCategoryView => ({
  id,
  parentId: null,
  name,
  isMine: false,
  count: 1,
  ...more,
});
const script: ScriptView = {
  id: '01S',
  title: '报价后的跟进',
  categoryId: 'c1',
  text: '{客户昵称}您好',
  filled: null,
  materials: [],
  keywords: [],
  departmentIds: [],
  isMine: false,
  isFavourite: false,
  sent: 12,
  mySent: 0,
  updatedAt: 1,
  version: 3,
  can: { edit: true },
};
const tree = [
  category('c1', '报价'),
  category('c2', '价格异议', { parentId: 'c1' }),
  category('c3', '售后'),
  category('m1', '我自己的', { isMine: true }),
];

/** The page before a server with these scripts; what it is told is kept. */
function open(answers: Record<string, () => Response> = {}, categories = tree) {
  const told: [string, Record<string, unknown>][] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, { method, body }: RequestInit) => {
      const what = `${method} ${url.split('?')[0]}`;
      told.push([what, JSON.parse((body as string | undefined) ?? '{}') as Record<string, unknown>]);
      if (answers[what]) return answers[what]();
      if (url === '/api/script-categories') return Response.json({ items: categories });
      if (url === '/api/scripts/search') return Response.json({ items: [script], nextCursor: null });
      return Response.json({ items: [], nextCursor: null });
    }),
  );
  render(
    <MemoryRouter>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <ViewerContext.Provider value={{ userId: 'chen' } as MeView}>
          <ScriptsPage />
        </ViewerContext.Provider>
      </QueryClientProvider>
    </MemoryRouter>,
  );
  return (what: string) => told.filter(([one]) => one === what).map(([, body]) => body);
}
const button = (name: string | RegExp) => screen.findByRole('button', { name });

test('categories of the company on two levels filter the list; those of reps are their own business', async () => {
  const told = open();
  const nav = within(await screen.findByRole('navigation', { name: '话术分类' }));
  expect(nav.queryByText(/我自己的/)).toBeNull();
  // Counted with what is below it.
  fireEvent.click(nav.getByRole('button', { name: '报价 2' }));
  await waitFor(() =>
    expect(told('POST /api/scripts/search').at(-1)).toMatchObject({ categoryId: 'c1', whose: 'company' }),
  );
  expect((await screen.findByText('报价后的跟进')).closest('tr')?.textContent).toContain('12 次');
});

test('a category is moved among its siblings only', async () => {
  const told = open({ 'PUT /api/script-category-order': () => Response.json({}) });
  fireEvent.click(await button('售后 1'));
  fireEvent.click(await button('上移售后'));
  await waitFor(() =>
    expect(told('PUT /api/script-category-order')).toEqual([
      { parentId: null, categoryIds: ['c3', 'c1'], isMine: false },
    ]),
  );
});

test('the editor shows the customer’s phone filled in, refuses a misspelt variable, and saves over the version it began with', async () => {
  const told = open({ 'PUT /api/scripts/01S': () => Response.json(script) });
  fireEvent.click(await button('编辑'));
  const phone = within(await screen.findByRole('region', { name: '客户手机预览' }));
  expect(phone.getByText('林晓雨您好')).toBeDefined();
  const words = screen.getByRole('textbox', { name: '话术内容' });
  fireEvent.change(words, { target: { value: '{客户昵你}您好' } });
  fireEvent.click(await button('保存'));
  expect((await screen.findByRole('alert')).textContent).toContain('客户昵你');
  expect(told('PUT /api/scripts/01S')).toEqual([]);
  fireEvent.change(words, { target: { value: '您好,我是' } });
  fireEvent.click(await button('员工姓名'));
  fireEvent.click(await button('保存'));
  await waitFor(() =>
    expect(told('PUT /api/scripts/01S')).toMatchObject([{ version: 3, materialIds: [], departmentIds: [] }]),
  );
  expect(told('PUT /api/scripts/01S')[0]!.text).toContain('{员工姓名}');
  await screen.findByText('报价后的跟进');
});

test('whoever was overtaken is told, and what she wrote stays', async () => {
  let saves = 0;
  const told = open({
    'PUT /api/scripts/01S': () =>
      ++saves === 1
        ? Response.json({ code: 'script.changed_meanwhile', requestId: '1' }, { status: 409 })
        : Response.json(script),
    'GET /api/scripts/01S': () => Response.json({ ...script, version: 4, text: '同事写的' }),
  });
  fireEvent.click(await button('编辑'));
  const words = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: '话术内容' });
  fireEvent.change(words, { target: { value: '改过的' } });
  fireEvent.click(await button('保存'));
  await screen.findByText(/现在是:.*同事写的/);
  expect(words.value).toBe('改过的');
  fireEvent.click(await button('用我的内容覆盖'));
  await waitFor(() =>
    expect(told('PUT /api/scripts/01S')).toMatchObject([
      { version: 3, text: '改过的' },
      { version: 4, text: '改过的' },
    ]),
  );
});

test('a category that is gone is asked for, not silently another', async () => {
  open({}, [category('c9', '别的')]);
  fireEvent.click(await button('编辑'));
  const select = await screen.findByRole<HTMLSelectElement>('combobox', { name: '分类' });
  expect(select.selectedOptions[0]?.textContent).toBe('请选择');
  fireEvent.click(await button('保存'));
  expect((await screen.findByRole('alert')).textContent).toContain('请选择分类');
});

test('lines of a table become scripts one after the other; after a failure the rest stays in the field', async () => {
  let saves = 0;
  const told = open({
    'POST /api/scripts': () =>
      ++saves === 2
        ? Response.json({ code: 'script.too_many', requestId: '1' }, { status: 409 })
        : Response.json(script),
  });
  fireEvent.click(await button('售后 1'));
  fireEvent.click(await button('批量导入'));
  const field = await screen.findByPlaceholderText<HTMLTextAreaElement>(/开场白/);
  fireEvent.change(field, { target: { value: '一,好\n二,好的\n三,行' } });
  fireEvent.click(await button('导入 3 条'));
  expect((await screen.findByRole('alert')).textContent).toContain('导入了 1 条');
  expect(told('POST /api/scripts').map(({ title, categoryId }) => [title, categoryId])).toEqual([
    ['一', 'c3'],
    ['二', 'c3'],
  ]);
  expect(field.value).toBe('二\t好的\n三\t行');
});

test('statistics tell which scripts are used most, and by whom', async () => {
  open({
    'GET /api/script-stats': () =>
      Response.json({
        from: '2026-11-01',
        to: '2026-11-28',
        sent: 7,
        byScript: [{ id: '01S', title: '报价后的跟进', sent: 7, customers: 5, members: 2 }],
        byMember: [{ userId: 'wang', name: '王芳', sent: 7, customers: 5, scripts: 1 }],
      }),
  });
  fireEvent.click(await button('使用统计'));
  expect((await screen.findByText('王芳')).closest('tr')?.textContent).toContain('7');
  expect(screen.getByText('用得最多的话术(共发送 7 次)')).toBeDefined();
});
