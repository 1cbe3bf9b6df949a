import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { ComingStep } from '@zhike/shared/contracts/sop-enrolment';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, test, vi } from 'vitest';
import { dayOf } from '../../shared/format/time.ts';
import { SopComingPage } from './sop-coming-page.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const DAY = 86_400_000;
const ten = Date.parse('2026-12-01T02:00:00Z');
const step = (customer: string, more: Partial<ComingStep> = {}): ComingStep => ({
  enrolmentId: `01E${customer}`,
  sop: { id: '01SOP', name: '新客跟进' },
  stepId: '01S1',
  title: '发资料',
  kind: 'send',
  isMass: false,
  dueAt: ten,
  customer: { id: `01C${customer}`, name: customer, avatar: null },
  assignee: { userId: 'zhang', name: '张伟' },
  script: { id: '01SCRIPT', title: '开场白' },
  materials: [{ id: '01M', title: '产品手册' }],
  hasCondition: false,
  ...more,
});

/** The page before a server with these steps; returns what was asked for. */
function open(items: ComingStep[]) {
  const asked: URLSearchParams[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string) => {
      if (url.startsWith('/api/sop-steps/coming')) {
        asked.push(new URL(url, 'http://localhost').searchParams);
        return Response.json({ items, nextCursor: null });
      }
      return Response.json({ items: [{ id: '01SOP', name: '新客跟进' }], nextCursor: null });
    }),
  );
  render(
    <MemoryRouter>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <SopComingPage />
      </QueryClientProvider>
    </MemoryRouter>,
  );
  return asked;
}

test('who gets what is told by time and rep: the script and every material by its name, conditions too', async () => {
  open([
    step('王芳'),
    step('林晓雨', { hasCondition: true, materials: [] }),
    step('何家豪', {
      dueAt: ten + 3_600_000,
      assignee: null,
      kind: 'call',
      title: '回访',
      script: null,
      materials: [],
    }),
  ]);
  const first = (await screen.findByRole('heading', { name: '10:00 张伟' })).closest('li')!;
  const lines = within(first)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
  expect(lines).toEqual([
    '王芳 发送 发资料:话术「开场白」、「产品手册」  新客跟进',
    '林晓雨 发送 发资料:话术「开场白」 到时符合条件才做 新客跟进',
  ]);
  expect(within(first).getByRole('link', { name: '王芳' }).getAttribute('href')).toBe('/customers/01C王芳');
  const second = (await screen.findByRole('heading', { name: '11:00 没有人服务,需要分配' })).closest('li')!;
  expect(within(second).getByText('打电话')).toBeTruthy();
});

test('steps that go out as a mass message are told from those that become tasks', async () => {
  open([step('王芳'), step('林晓雨', { isMass: true, title: '节日问候' })]);
  const group = (await screen.findByRole('heading', { name: '10:00 张伟' })).closest('li')!;
  const lines = within(group)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
  expect(lines[0]).toContain('王芳 发送 发资料');
  expect(lines[1]).toContain('林晓雨 群发 节日问候');
  expect(screen.getByText(/「群发」由员工在企业微信确认后发出,其余成为员工的待办/)).toBeTruthy();
});

test('it begins with tomorrow; another day is another question', async () => {
  const asked = open([]);
  await screen.findByText('这一天没有要做的步骤');
  expect(asked.map((query) => query.get('day'))).toEqual([dayOf(Date.now() + DAY)]);
  fireEvent.click(screen.getByRole('button', { name: '后天' }));
  await waitFor(() => expect(asked.at(-1)?.get('day')).toBe(dayOf(Date.now() + 2 * DAY)));
});
