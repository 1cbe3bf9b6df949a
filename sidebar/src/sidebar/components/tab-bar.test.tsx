import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { TabBar } from './tab-bar.tsx';

afterEach(cleanup);

function Tabs() {
  const [current, setCurrent] = useState<'a' | 'b' | 'c'>('a');
  const tabs = [
    { id: 'a', label: '动态' },
    { id: 'b', label: '资料', count: 120 },
    { id: 'c', label: '待办', count: 0 },
  ] as const;
  return <TabBar label="客户信息" tabs={tabs} current={current} onChange={setCurrent} />;
}

const selected = () => screen.getByRole('tab', { selected: true }).textContent;

test('arrows move between tabs, round the corner too', () => {
  render(<Tabs />);
  fireEvent.keyDown(screen.getByRole('tablist'), { key: 'ArrowRight' });
  expect(selected()).toBe('资料99+');
  expect(document.activeElement).toBe(screen.getByRole('tab', { selected: true }));
  fireEvent.keyDown(screen.getByRole('tablist'), { key: 'ArrowLeft' });
  fireEvent.keyDown(screen.getByRole('tablist'), { key: 'ArrowLeft' });
  expect(selected()).toBe('待办');
});

test('only the current tab is a stop of the keyboard', () => {
  render(<Tabs />);
  expect(screen.getAllByRole('tab').map((tab) => tab.tabIndex)).toEqual([0, -1, -1]);
});
