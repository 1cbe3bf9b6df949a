import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { QualityHitView } from '@zhike/shared/contracts/quality';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { DecisionForm } from './decision-form.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const hit: QualityHitView = {
  id: '01HIT',
  ruleKind: 'word',
  ruleName: '承诺类',
  action: null,
  word: '返现',
  speaker: 'member',
  level: 'high',
  member: { userId: 'zhang', name: '张伟' },
  customer: null,
  at: Date.parse('2026-03-10T10:00:00+08:00'),
  times: 1,
  state: 'open',
  checkedBy: null,
  checkedAt: null,
  note: null,
  can: { decide: true },
};

function open(fields: Partial<QualityHitView> = {}) {
  const told: unknown[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (_url: string, init: RequestInit) => {
      told.push(JSON.parse(init.body as string));
      return new Response(JSON.stringify({ ...hit, state: 'violation' }));
    }),
  );
  render(
    <QueryClientProvider client={new QueryClient()}>
      <DecisionForm hit={{ ...hit, ...fields }} />
    </QueryClientProvider>,
  );
  return told;
}

const buttons = () => screen.getAllByRole<HTMLButtonElement>('button');

test('a checker decides about somebody else', async () => {
  const told = open();
  expect(buttons().every(({ disabled }) => !disabled)).toBe(true);
  fireEvent.click(screen.getByRole('button', { name: '判为违规' }));
  await waitFor(() => expect(told).toEqual([{ decision: 'violation' }]));
});

test('nobody decides about herself, and the form says why', () => {
  open({ can: { decide: false } });
  expect(buttons().map(({ disabled }) => disabled)).toEqual([true, true, true]);
  expect(screen.getByText(/这是你自己的会话/)).toBeDefined();
});
