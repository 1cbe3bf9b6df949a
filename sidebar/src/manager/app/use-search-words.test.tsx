import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, expect, test } from 'vitest';
import { useSearchWords } from './use-search-words.ts';

const PHONE = '13812345678';

function List() {
  const [words, search] = useSearchWords();
  return <input aria-label="搜索" value={words} onChange={({ target }) => search(target.value)} />;
}

function openList() {
  const router = createMemoryRouter(
    [
      { path: '/customers', Component: List },
      { path: '/customers/:customerId', element: <p>一位客户</p> },
    ],
    { initialEntries: ['/customers'] },
  );
  render(<RouterProvider router={router} />);
  const type = (text: string) => fireEvent.change(screen.getByLabelText('搜索'), { target: { value: text } });
  const typed = () => screen.getByLabelText<HTMLInputElement>('搜索').value;
  return {
    go: (to: string | -1, replace = false) => act(() => router.navigate(to as string, { replace })),
    router,
    type,
    typed,
  };
}

afterEach(cleanup);

test('the words stand nowhere in the address or its state', () => {
  const { router, type, typed } = openList();
  type(PHONE);
  expect(typed()).toBe(PHONE);
  expect(JSON.stringify(router.state.location)).not.toContain(PHONE);
});

test('they stay while other filters change, and Back brings them again', async () => {
  const { go, type, typed } = openList();
  type(PHONE);
  await go('/customers?status=lost', true);
  expect(typed()).toBe(PHONE);
  await go('/customers/01');
  await go(-1);
  expect(typed()).toBe(PHONE);
});

test('a link to the list shows the whole list', async () => {
  const { go, type, typed } = openList();
  type(PHONE);
  await go('/customers');
  expect(typed()).toBe('');
  await go('/customers/01');
  await go('/customers');
  expect(typed()).toBe('');
  await go(-1);
  await go(-1);
  await go(-1);
  expect(typed()).toBe(PHONE);
});
