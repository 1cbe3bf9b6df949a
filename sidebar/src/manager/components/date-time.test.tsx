import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DateTime } from './date-time.tsx';

let chosen: string | null;

beforeEach(() => {
  chosen = null;
});
afterEach(cleanup);

function Choice({ value = '', ...bounds }: { value?: string; first?: string; last?: string }) {
  const [held, setHeld] = useState(value);
  const choose = (wall: string) => {
    setHeld(wall);
    chosen = wall;
  };
  return <DateTime label="开始" value={held} onChange={choose} {...bounds} clearable />;
}

const day = () => screen.getByLabelText<HTMLInputElement>('开始日期');
const time = () => screen.getByLabelText<HTMLInputElement>('开始时间');
const type = (input: HTMLInputElement, text: string) => fireEvent.input(input, { target: { value: text } });

test('a day is typed, and its time of day with it, in 24 hours', () => {
  render(<Choice />);
  expect(screen.queryByLabelText('开始时间')).toBeNull();
  expect(day().placeholder).toBe('选择日期');
  type(day(), '2026-03-');
  expect(chosen).toBeNull();
  type(day(), '2026-03-12');
  expect(chosen).toBe('2026-03-12T10:00');
  type(time(), '18:30');
  expect(chosen).toBe('2026-03-12T18:30');
  type(day(), '2026-03-13');
  expect(chosen).toBe('2026-03-13T18:30');
});

test('typed on letter by letter, what is there stays until it is whole, and half of it is given up', () => {
  render(<Choice value="2026-03-12T18:30" />);
  for (const text of ['', '0', '09', '09:', '09:1']) {
    type(time(), text);
    expect(time().value).toBe(text);
  }
  expect(chosen).toBeNull();
  type(time(), '09:15');
  expect(chosen).toBe('2026-03-12T09:15');
  type(time(), '09:1');
  fireEvent.blur(time());
  expect(time().value).toBe('09:15');
});

test('what is no day is not taken, and an emptied field is no day at all', () => {
  render(<Choice value="2026-03-12T18:30" />);
  type(day(), '2026-02-31');
  expect(chosen).toBeNull();
  type(day(), '');
  expect(chosen).toBe('');
  expect(screen.queryByLabelText('开始时间')).toBeNull();
});

test('the calendar is Chinese, and offers no day out of bounds', async () => {
  render(<Choice value="2026-03-12T18:30" first="2026-03-10" last="2026-03-20" />);
  fireEvent.click(day());
  const panel = await screen.findByText('一');
  const cells = [...panel.closest('table')!.querySelectorAll<HTMLElement>('tbody td')];
  const cellOf = (text: string) => cells.find((one) => one.textContent === text)!;
  expect(cellOf('9').className).toContain('disabled');
  expect(cellOf('21').className).toContain('disabled');
  fireEvent.click(cellOf('16').querySelector('.t-date-picker__cell-inner') ?? cellOf('16'));
  expect(chosen).toBe('2026-03-16T18:30');
});

test('the calendar does not stay behind when the keyboard goes on', async () => {
  render(<Choice />);
  fireEvent.click(day());
  await screen.findByText('一');
  fireEvent.keyDown(day(), { key: 'Tab' });
  await vi.waitFor(() => expect(screen.queryByText('一')).toBeNull());
});
