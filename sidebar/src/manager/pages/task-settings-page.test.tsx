import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { MeView } from '@zhike/shared/contracts/session';
import type { TaskSettingsView } from '@zhike/shared/contracts/task-settings';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, test, vi } from 'vitest';
import { ViewerContext } from '../app/viewer.ts';
import { TaskSettingsPage } from './task-settings-page.tsx';

const view: TaskSettingsView = {
  settings: {
    hours: { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '18:00' },
    followsHolidays: false,
    days: [],
    quietHours: { from: '21:00', to: '08:30' },
    reminders: { minutesBefore: 30, whenDue: true },
    digestTimes: ['09:00'],
    escalation: { isOn: true, afterMinutes: 240, to: 'leader', userIds: [] },
  },
  version: 3,
  changedAt: null,
  escalateTo: [],
  holidaysKnownUntil: 2026,
  workEndsAt: null,
  can: { edit: true },
};
const told: unknown[] = [];
let now = view;
let client: QueryClient;
let answer: () => Response;

function open(edit = true) {
  told.length = 0;
  now = view;
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  answer = () => new Response(JSON.stringify({ ...view, version: 4 }));
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, { method, body }: RequestInit) => {
      if (method === 'PUT') {
        told.push(JSON.parse(body as string));
        return answer();
      }
      if (url === '/api/task-settings') return new Response(JSON.stringify({ ...now, can: { edit } }));
      return new Response(JSON.stringify({ items: [], nextCursor: null }));
    }),
  );
  render(
    <MemoryRouter>
      <QueryClientProvider client={client}>
        <ViewerContext.Provider value={{ userId: 'chen' } as MeView}>
          <TaskSettingsPage />
        </ViewerContext.Provider>
      </QueryClientProvider>
    </MemoryRouter>,
  );
  return screen.findByText('逾期 4 小时(工作时间)后通知部门负责人,每项只通知一次');
}

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

test('the settings are said in plain words, which follow every change', async () => {
  await open();
  expect(screen.getByText('工作时间:每天 9:00–18:00')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: '周六' }));
  fireEvent.click(screen.getByRole('button', { name: '周日' }));
  expect(screen.getByText('工作时间:周一至周五 9:00–18:00')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: '能看到该员工的主管' }));
  expect(screen.getByText(/后通知能看到该员工的主管/)).toBeDefined();
});

test('a table of days is pasted, and saved with the version it was read in', async () => {
  await open();
  fireEvent.change(screen.getByLabelText('单独设置的日子'), { target: { value: '2027/2/6 班\n2027-01-01 休 元旦' } });
  fireEvent.click(screen.getByRole('button', { name: '保存' }));
  await waitFor(() => expect(told).toHaveLength(1));
  expect(told[0]).toEqual({
    version: 3,
    settings: {
      ...view.settings,
      days: [
        { day: '2027-01-01', isWorkday: false, name: '元旦' },
        { day: '2027-02-06', isWorkday: true, name: '' },
      ],
    },
  });
});

test('what cannot be saved is said where it stands, and nothing is sent', async () => {
  await open();
  fireEvent.change(screen.getByLabelText('单独设置的日子'), { target: { value: '2027-02-30 休' } });
  expect(screen.getByText(/第 1 行的日期 2027-02-30 不存在/)).toBeDefined();
  for (const day of ['一', '二', '三', '四', '五', '六', '日'])
    fireEvent.click(screen.getByRole('button', { name: `周${day}` }));
  fireEvent.click(screen.getByRole('button', { name: '指定成员' }));
  fireEvent.click(screen.getByRole('button', { name: '保存' }));
  expect(screen.getByText('请至少选择一天')).toBeDefined();
  expect(screen.getByText('请至少选择一位成员')).toBeDefined();
  expect(told).toEqual([]);
});

test('somebody else saved meanwhile: it says so, and what was written stays', async () => {
  await open();
  answer = () => new Response(JSON.stringify({ code: 'task.settings_changed', requestId: '1' }), { status: 409 });
  const days = screen.getByLabelText<HTMLTextAreaElement>('单独设置的日子');
  fireEvent.change(days, { target: { value: '2027-01-01 休' } });
  now = { ...view, version: 4 };
  fireEvent.click(screen.getByRole('button', { name: '保存' }));
  fireEvent.click(await screen.findByRole('button', { name: '用我的内容覆盖' }));
  await waitFor(() => expect(told).toHaveLength(2));
  expect(told[1]).toMatchObject({ version: 4, settings: { days: [{ day: '2027-01-01' }] } });
  expect(days.value).toBe('2027-01-01 休');
});

test('news of a colleague’s save leaves what is typed alone, and says so; who typed nothing sees it', async () => {
  await open();
  now = { ...view, version: 4, settings: { ...view.settings, digestTimes: ['10:00'] } };
  await client.invalidateQueries({ queryKey: ['task-settings'] });
  await screen.findByRole('button', { name: '去掉 10:00' });
  const days = screen.getByLabelText<HTMLTextAreaElement>('单独设置的日子');
  fireEvent.change(days, { target: { value: '2027-01-01 休' } });
  now = { ...now, version: 5, settings: { ...view.settings, digestTimes: ['11:00'] } };
  await client.invalidateQueries({ queryKey: ['task-settings'] });
  await screen.findByText(/有同事在你修改期间保存了这些设置/);
  expect(days.value).toBe('2027-01-01 休');
  fireEvent.click(screen.getByRole('button', { name: '放弃我的修改' }));
  await screen.findByRole('button', { name: '去掉 11:00' });
  expect(days.value).toBe('');
});

test('who may not change it sees how it is', async () => {
  await open(false);
  expect(screen.getByText('只有管理员可以修改')).toBeDefined();
  expect(screen.queryByRole('button', { name: '保存' })).toBeNull();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: '周一' }).closest('fieldset[disabled]')).not.toBeNull();
});
