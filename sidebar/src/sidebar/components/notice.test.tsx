import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NoticeBar, notify } from './notice.tsx';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  act(() => void vi.advanceTimersByTime(60_000));
  cleanup();
  vi.useRealTimers();
});

test('a notice goes by itself; one with a way back stays longer', () => {
  render(<NoticeBar />);
  act(() => notify('已记录'));
  expect(screen.getByRole('status').textContent).toBe('已记录');
  act(() => void vi.advanceTimersByTime(4_000));
  expect(screen.getByRole('status').textContent).toBe('');

  let undone = false;
  act(() => notify('已完成', { action: { label: '撤销', run: () => (undone = true) } }));
  act(() => void vi.advanceTimersByTime(4_000));
  fireEvent.click(screen.getByRole('button', { name: '撤销' }));
  expect(undone).toBe(true);
  expect(screen.queryByText('已完成')).toBeNull();
});

test('what failed is an alert, and a newer notice takes its place', () => {
  render(<NoticeBar />);
  act(() => notify('没有保存', { tone: 'problem' }));
  expect(screen.getByRole('alert').textContent).toBe('没有保存');
  act(() => notify('已保存'));
  expect(screen.getByRole('status').textContent).toBe('已保存');
});
