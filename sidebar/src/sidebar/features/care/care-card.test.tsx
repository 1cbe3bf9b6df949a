import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { CareDate } from '@zhike/shared/contracts/care-of-customer';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setBusinessTime } from '../../../shared/clock/business-clock.ts';
import { CareCard } from './care-card.tsx';
import { CareLine } from './care-line.tsx';

beforeEach(() => setBusinessTime(Date.parse('2026-11-28T02:00:00Z')));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const birthday: CareDate = {
  fieldId: '01F',
  name: '生日',
  calendar: 'solar',
  isOwnChoice: false,
  lunar: '十月廿一',
  next: { day: '2026-12-01', daysLeft: 3, years: 36, lunar: '十月廿三' },
};

function open(items: CareDate[], answers: Record<string, () => Response> = {}) {
  const told: [string, unknown][] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, { method, body }: RequestInit) => {
      told.push([`${method} ${url}`, JSON.parse((body as string | undefined) ?? 'null')]);
      return answers[`${method} ${url}`]?.() ?? Response.json({ items });
    }),
  );
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <CareLine customerId="01C" />
      <CareCard customerId="01C" canEdit />
    </QueryClientProvider>,
  );
  return (what: string) => told.filter(([one]) => one === what).map(([, body]) => body);
}

test('a birthday ahead is one line; a tap says that she keeps it by the moon', async () => {
  const told = open([birthday], {
    'PUT /api/customers/01C/care-calendar': () =>
      Response.json({ items: [{ ...birthday, calendar: 'lunar', next: { ...birthday.next!, daysLeft: 1 } }] }),
  });
  await screen.findByText('生日还有 3 天 · 12月1日 · 36 岁');
  fireEvent.click(screen.getByRole('button', { name: '按农历过' }));
  await screen.findByText('明天生日 · 农历十月廿三 · 36 岁');
  expect(told('PUT /api/customers/01C/care-calendar')).toEqual([{ fieldId: '01F', calendar: 'lunar' }]);
});

test('a birthday known by the moon alone is noted as the day it was; a day that never was says so', async () => {
  let asked = 0;
  const told = open([{ ...birthday, lunar: null, next: null }], {
    'POST /api/lunar-days': () =>
      ++asked === 1
        ? Response.json({ code: 'calendar.date_impossible', requestId: 'r', details: {} }, { status: 400 })
        : Response.json({ day: '1990-10-03' }),
    'PUT /api/customers/01C/fields/01F': () => Response.json({}),
  });
  await screen.findByText('还没有填写');
  fireEvent.click(screen.getByRole('button', { name: '按农历填写' }));
  fireEvent.change(await screen.findByRole('combobox', { name: '月' }), { target: { value: '8' } });
  fireEvent.change(screen.getByRole('combobox', { name: '日' }), { target: { value: '15' } });
  fireEvent.click(screen.getByRole('checkbox', { name: '闰月出生' }));
  const save = screen.getByRole('button', { name: '保存,并按农历过' });
  fireEvent.click(save);
  expect((await screen.findByRole('alert')).textContent).toBe('没有这一天,请检查月、日和是否闰月');
  fireEvent.click(screen.getByRole('checkbox', { name: '闰月出生' }));
  fireEvent.click(save);
  await waitFor(() =>
    expect(told('PUT /api/customers/01C/care-calendar')).toEqual([{ fieldId: '01F', calendar: 'lunar' }]),
  );
  expect(told('POST /api/lunar-days').at(-1)).toEqual({ year: 1990, month: 8, day: 15, isLeapMonth: false });
});

test('where no plan remembers birthdays nothing stands there', async () => {
  const told = open([]);
  await waitFor(() => expect(told('GET /api/customers/01C/care')).toHaveLength(1));
  expect(screen.queryByText('生日提醒')).toBeNull();
});
