import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { DateChoice } from './date-choice.tsx';

afterEach(cleanup);

/** Tuesday, 14:30 in Shanghai. */
const now = Date.parse('2026-03-10T06:30:00Z');
let chosen: number | null = null;

function Choice({ optional }: { optional?: boolean }) {
  const [value, setValue] = useState<number | null>(null);
  const choose = (at: number | null) => {
    setValue(at);
    chosen = at;
  };
  return <DateChoice label="下次跟进" value={value} now={now} optional={optional} onChange={choose} />;
}

const tap = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

test('one tap chooses a day and says when the reminder comes', () => {
  render(<Choice />);
  tap('下周一');
  expect(chosen).toBe(Date.parse('2026-03-16T02:00:00Z'));
  expect(screen.getByText('3月16日 10:00 提醒')).toBeTruthy();
});

test('where a date is optional, a second tap takes it back', () => {
  render(<Choice optional />);
  tap('明天');
  tap('明天');
  expect(chosen).toBeNull();
});

test('any other moment is picked in the company’s own time, and never one gone by', () => {
  render(<Choice />);
  tap('自选');
  const input = screen.getByLabelText('日期和时间');
  fireEvent.change(input, { target: { value: '2026-03-12T09:15' } });
  expect(chosen).toBe(Date.parse('2026-03-12T01:15:00Z'));
  fireEvent.change(input, { target: { value: '2026-03-09T09:15' } });
  expect(screen.getByRole('alert').textContent).toBe('请选择一个将来的时间');
});
