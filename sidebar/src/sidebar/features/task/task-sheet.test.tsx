import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { TaskView } from '@zhike/shared/contracts/task';
import type { TaskDetail } from '@zhike/shared/contracts/task-team';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { NoticeBar } from '../../components/notice.tsx';
import { OpenedTask } from './opened-task.tsx';
import { TaskList } from './task-list.tsx';

const now = Date.now();
const HOUR = 3_600_000;
const task: TaskView = {
  id: '01TASK',
  kind: 'follow_up',
  title: '发报价单',
  reason: '上次跟进时约定的时间',
  status: 'open',
  assignee: { userId: 'zhang', name: '张伟' },
  customer: { id: '01CUSTOMER', name: '林晓雨', avatar: null, externalUserId: 'wm1' },
  dueAt: now + HOUR,
  snoozedUntil: null,
  isOverdue: false,
  createdAt: now - HOUR,
  closedAt: null,
  result: null,
  action: null,
  escalatedAt: null,
  hitId: null,
  can: { close: true, reopen: false },
};
const detailOf = (shown: TaskView, more: Partial<TaskDetail> = {}): TaskDetail => ({
  task: shown,
  creator: null,
  comments: [
    { id: '01C', author: { userId: 'li', name: '李娜', avatar: null }, text: '客户要两份', createdAt: now - HOUR },
  ],
  hasOlderComments: false,
  history: [{ id: '1', what: 'opened', at: now - HOUR, by: null, from: null, to: [task.assignee], until: null }],
  can: { comment: true, handOver: true, handOverUnseen: false },
  ...more,
});

let shown: TaskView;
let detail: TaskDetail;
let answers: Record<string, () => Response | Promise<Response>>;
let told: [string, unknown][];
const json = (body: object, status = 200) => new Response(JSON.stringify(body), { status });

// The first tap loads the sheet; here no second of it is waited for.
beforeAll(() => import('./task-sheet.tsx'));

beforeEach(() => {
  shown = task;
  detail = detailOf(task);
  told = [];
  answers = {};
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, { method, body }: RequestInit) => {
      const named = `${method} ${url.split('?')[0]}`;
      if (method !== 'GET' && !named.endsWith('/search')) told.push([named, body ? JSON.parse(body as string) : null]);
      const answer = answers[named];
      if (answer) return answer();
      if (named === 'GET /api/tasks') return json({ items: [shown], nextCursor: null });
      if (named === 'GET /api/tasks/01TASK') return json(detail);
      if (named === 'GET /api/task-settings') return json({ workEndsAt: now + 5 * HOUR });
      if (named === 'POST /api/members/search')
        return json({
          items: [
            { userId: 'zhang', name: '张伟' },
            { userId: 'li', name: '李娜' },
          ],
          nextCursor: null,
        });
      return json({});
    }),
  );
});
afterEach(() => {
  cleanup();
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

let client: QueryClient;
async function open() {
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <TaskList customerId="01CUSTOMER" viewerUserId="zhang" emptyHint="" />
      <OpenedTask viewerUserId="zhang" />
      <NoticeBar />
    </QueryClientProvider>,
  );
  fireEvent.click(await screen.findByRole('button', { name: task.title }));
  const sheet = within(await screen.findByRole('dialog', { name: task.title }));
  await sheet.findByText('客户要两份');
  return sheet;
}

test('a task opens with its reason, what colleagues said and what became of it', async () => {
  const sheet = await open();
  expect(sheet.getByText('上次跟进时约定的时间')).toBeDefined();
  expect(sheet.getByText('客户:林晓雨')).toBeDefined();
  expect(sheet.getByText(/自动生成,交给张伟/)).toBeDefined();
  expect(screen.getByRole('button', { name: '未完成 1' })).toBeDefined();
});

test('what came of it goes along with 完成, and can be taken back', async () => {
  const sheet = await open();
  fireEvent.change(sheet.getByLabelText('结果(可不填)'), { target: { value: '客户下周来' } });
  answers['GET /api/tasks'] = () => json({ items: [], nextCursor: null });
  fireEvent.click(sheet.getByRole('button', { name: '完成' }));
  await screen.findByText('已完成');
  expect(told).toEqual([['POST /api/tasks/01TASK/done', { result: '客户下周来' }]]);
  expect(sessionStorage.length).toBe(0);
  fireEvent.click(screen.getByRole('button', { name: '撤销' }));
  await waitFor(() => expect(told.at(-1)?.[0]).toBe('POST /api/tasks/01TASK/reopen'));
});

test('without a connection nothing looks done: the task is back on its list, and what was written is kept', async () => {
  const sheet = await open();
  fireEvent.change(sheet.getByLabelText('结果(可不填)'), { target: { value: '客户下周来' } });
  const lost = () => Promise.reject(new TypeError('Failed to fetch'));
  answers['POST /api/tasks/01TASK/done'] = lost;
  answers['GET /api/tasks'] = lost;
  fireEvent.click(sheet.getByRole('button', { name: '完成' }));
  await screen.findByText(/网络连接中断/);
  expect(screen.getAllByRole('button', { name: task.title }).length).toBeGreaterThan(0);
  expect(sessionStorage.getItem('zhike.draft.task-result.01TASK')).toContain('客户下周来');
});

test('a comment that did not arrive keeps its words and its key; new words get a new key', async () => {
  const sheet = await open();
  const field = sheet.getByLabelText<HTMLTextAreaElement>('写评论');
  fireEvent.change(field, { target: { value: '已经寄出' } });
  answers['POST /api/tasks/01TASK/comments'] = () => json({ code: 'common.internal', requestId: '1' }, 500);
  fireEvent.click(sheet.getByRole('button', { name: '发送' }));
  await sheet.findByText(/内容已保留,可以再试/);
  fireEvent.click(sheet.getByRole('button', { name: '发送' }));
  await waitFor(() => expect(told).toHaveLength(2));
  expect(told[1]).toEqual(told[0]);
  await sheet.findByText(/内容已保留,可以再试/);
  answers['POST /api/tasks/01TASK/comments'] = () => json(detail);
  fireEvent.change(field, { target: { value: '已经寄出两份' } });
  fireEvent.click(sheet.getByRole('button', { name: '发送' }));
  await waitFor(() => expect(field.value).toBe(''));
  const keyOf = (call: number) => (told[call]![1] as { idempotencyKey: string }).idempotencyKey;
  expect(keyOf(2)).not.toBe(keyOf(0));
});

test('what is written while a comment is on its way stays; what was sent is no draft any more', async () => {
  const sheet = await open();
  const field = sheet.getByLabelText<HTMLTextAreaElement>('写评论');
  let arrive: (answer: Response) => void = () => undefined;
  answers['POST /api/tasks/01TASK/comments'] = () => new Promise((resolve) => (arrive = resolve));
  fireEvent.change(field, { target: { value: '已经寄出' } });
  fireEvent.click(sheet.getByRole('button', { name: '发送' }));
  await waitFor(() => expect(told).toHaveLength(1));
  fireEvent.change(field, { target: { value: '明天到' } });
  arrive(json(detail));
  await sheet.findByRole('button', { name: '发送' });
  expect(field.value).toBe('明天到');
  fireEvent.click(sheet.getByRole('button', { name: '发送' }));
  await waitFor(() => expect(told).toHaveLength(2));
  cleanup();
  arrive(json(detail));
  await waitFor(() => expect(sessionStorage.getItem('zhike.draft.task-comment.01TASK')).toBeNull());
});

test('putting off is one tap: an hour, before work ends, tomorrow, next Monday', async () => {
  const sheet = await open();
  fireEvent.click(sheet.getByRole('button', { name: '稍后' }));
  await sheet.findByRole('button', { name: '今天下班前' });
  for (const label of ['1 小时后', '明天', '自选']) expect(sheet.getByRole('button', { name: label })).toBeDefined();
  fireEvent.click(sheet.getByRole('button', { name: '今天下班前' }));
  await waitFor(() => expect(told).toEqual([['POST /api/tasks/01TASK/snooze', { until: now + 4.5 * HOUR }]]));
});

test('a colleague takes over with a note; one who may not see the customer does not, and it says so', async () => {
  const sheet = await open();
  fireEvent.click(sheet.getByRole('button', { name: '转交' }));
  fireEvent.click(await sheet.findByRole('button', { name: '李娜' }));
  expect(within(sheet.getByRole('group', { name: '同事' })).queryByRole('button', { name: '张伟' })).toBeNull();
  fireEvent.change(sheet.getByLabelText('说明(可不填)'), { target: { value: '我明天请假' } });
  const refused = () => json({ code: 'task.receiver_cannot_see_customer', requestId: '1' }, 409);
  answers['POST /api/tasks/01TASK/hand-over'] = refused;
  fireEvent.click(sheet.getByRole('button', { name: '转交给李娜' }));
  await sheet.findByText(/这位同事看不到该客户/);
  expect(sheet.getByRole<HTMLButtonElement>('button', { name: '转交给李娜' }).disabled).toBe(true);
  expect(told).toEqual([
    ['POST /api/tasks/01TASK/hand-over', { toUserId: 'li', note: '我明天请假', evenUnseen: false }],
  ]);
});

test('a manager may insist', async () => {
  detail = detailOf(task, { can: { comment: true, handOver: true, handOverUnseen: true } });
  const sheet = await open();
  fireEvent.click(sheet.getByRole('button', { name: '转交' }));
  fireEvent.click(await sheet.findByRole('button', { name: '李娜' }));
  answers['POST /api/tasks/01TASK/hand-over'] = () =>
    json({ code: 'task.receiver_cannot_see_customer', requestId: '1' }, 409);
  fireEvent.click(sheet.getByRole('button', { name: '转交给李娜' }));
  fireEvent.click(await sheet.findByRole('button', { name: '仍要转交' }));
  await waitFor(() => expect(told.at(-1)?.[1]).toMatchObject({ evenUnseen: true }));
});

test('a task to call shows the number only when asked, and says that the look is written down', async () => {
  shown = { ...task, action: { kind: 'call' } };
  detail = detailOf(shown);
  answers['POST /api/customers/01CUSTOMER/reveal-phones'] = () =>
    json({ phones: [{ relationId: '01R', phone: '13800000000' }] });
  const sheet = await open();
  expect(sheet.getByText('查看完整号码会留下记录')).toBeDefined();
  expect(told).toEqual([]);
  fireEvent.click(sheet.getByRole('button', { name: '查看电话号码' }));
  const number = await sheet.findByRole('link', { name: '13800000000' });
  expect(number.getAttribute('href')).toBe('tel:13800000000');
  expect(sheet.getByText('这次查看已留下记录')).toBeDefined();
});

test("a colleague's task says whose it is; who may only look can comment, not close", async () => {
  shown = { ...task, assignee: { userId: 'li', name: '李娜' }, can: { close: false, reopen: false } };
  detail = detailOf(shown, { can: { comment: true, handOver: false, handOverUnseen: false } });
  const sheet = await open();
  expect(sheet.getByText(/由李娜负责/)).toBeDefined();
  expect(sheet.queryByRole('button', { name: '完成' })).toBeNull();
  expect(sheet.queryByRole('button', { name: '转交' })).toBeNull();
  expect(sheet.getByLabelText('写评论')).toBeDefined();
});

test('a task that a colleague closes meanwhile stays open on the screen, and says who did it', async () => {
  const sheet = await open();
  const closed: TaskView = { ...task, status: 'done', closedAt: now, can: { close: false, reopen: true } };
  answers['GET /api/tasks'] = () => json({ items: [], nextCursor: null });
  detail = detailOf(closed, {
    history: [
      ...detail.history,
      { id: '2', what: 'done', at: now, by: { userId: 'li', name: '李娜' }, from: null, to: [], until: null },
    ],
  });
  // As the news of it does.
  await client.invalidateQueries();
  await screen.findByText('没有待办');
  expect((await sheet.findByRole('status')).textContent).toBe('李娜完成了这项待办');
  expect(sheet.queryByRole('button', { name: '完成' })).toBeNull();
  expect(sheet.getByText('客户要两份')).toBeDefined();
});
