import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { useRemembered } from './use-remembered.ts';

function Search({ name }: { name: string }) {
  const [words, setWords] = useRemembered(name, '');
  return <input aria-label="搜索" value={words} onChange={({ target }) => setWords(target.value)} />;
}

afterEach(cleanup);

test('what was typed on a page is there again for whoever comes back, on no other page, and in no store of the browser', () => {
  const { unmount } = render(<Search name="chats" />);
  fireEvent.change(screen.getByLabelText('搜索'), { target: { value: '报价' } });
  unmount();
  const other = render(<Search name="groups" />);
  expect(screen.getByLabelText<HTMLInputElement>('搜索').value).toBe('');
  other.unmount();
  render(<Search name="chats" />);
  expect(screen.getByLabelText<HTMLInputElement>('搜索').value).toBe('报价');
  expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toContain('报价');
  expect(location.href).not.toContain('报价');
});
