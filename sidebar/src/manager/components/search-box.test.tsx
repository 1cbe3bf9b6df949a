import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SearchBox } from './search-box.tsx';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const field = () => screen.getByPlaceholderText<HTMLInputElement>('姓名');
const type = (text: string) => fireEvent.change(field(), { target: { value: text } });
const pause = () =>
  act(() => {
    vi.advanceTimersByTime(300);
  });
const box = (value: string, onChange: (value: string) => void) => (
  <SearchBox value={value} onChange={onChange} placeholder="姓名" />
);

test('what is typed while the page takes the search before stays, and is searched for next', () => {
  const told: string[] = [];
  const onChange = (value: string) => void told.push(value);
  const { rerender } = render(box('', onChange));
  type('张伟');
  pause();
  type('李');
  pause();
  type('李娜');
  rerender(box('张伟', onChange));
  expect(field().value).toBe('李娜');
  rerender(box('李', onChange));
  expect(field().value).toBe('李娜');
  pause();
  expect(told).toEqual(['张伟', '李', '李娜']);
});

test('what the page itself sets is shown, also when it was typed before', () => {
  const onChange = () => undefined;
  const { rerender } = render(box('', onChange));
  type('张伟');
  pause();
  fireEvent.keyDown(field(), { key: 'Enter' });
  rerender(box('张伟', onChange));
  rerender(box('', onChange));
  expect(field().value).toBe('');
  rerender(box('张伟', onChange));
  expect(field().value).toBe('张伟');
});
