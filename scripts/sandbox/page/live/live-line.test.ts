import { expect, test } from 'vitest';
import type { LiveEvent } from '../../src/control/live-event.ts';
import type { CallbackView } from '../../src/control/views.ts';
import { appendEvents, emptyLog } from './live-line.ts';

const callback: CallbackView = {
  id: 'cb1',
  at: 1_000,
  event: 'change_external_contact',
  changeType: 'add_external_contact',
  userId: 'lina',
  externalUserId: 'wm1',
  status: 'waiting',
  duplicateOf: '',
  attempts: [],
};
const added: LiveEvent = {
  kind: 'relation',
  seq: 1,
  at: 1_000,
  machineAt: 5_000,
  text: '周小满 添加了 李娜',
  userId: 'lina',
  externalUserId: 'wm1',
  change: 'added',
  by: 'customer',
  relation: null,
};
const queued: LiveEvent = {
  kind: 'callback',
  seq: 2,
  at: 1_001,
  machineAt: 5_001,
  text: '',
  subject: '李娜 添加了客户 周小满',
  callback,
};
const delivered: LiveEvent = {
  kind: 'callback-attempt',
  seq: 3,
  at: 1_020,
  machineAt: 5_020,
  text: '',
  subject: '李娜 添加了客户 周小满',
  callback: { ...callback, status: 'delivered', attempts: [{ at: 1_001, httpStatus: 200, tookMs: 8, error: '' }] },
  attempt: 1,
  ok: true,
};

const nobody = () => '';

test('an attempt completes the line of its callback', () => {
  const { lines } = appendEvents(appendEvents(emptyLog, [added, queued], nobody), [delivered], nobody);
  expect(lines.map((line) => line.text)).toEqual(['周小满 添加了 李娜', '李娜 添加了客户 周小满']);
  expect(lines[1]).toMatchObject({ sinceMs: 1, status: { tone: 'good', text: '8 ms 收下' } });
});

test('a callback that is tried again says so', () => {
  const again: LiveEvent = {
    ...delivered,
    ok: false,
    callback: { ...callback, attempts: [{ at: 1, httpStatus: 0, tookMs: 3, error: '连不上' }] },
  };
  expect(appendEvents(emptyLog, [queued, again], nobody).lines[0]?.status).toEqual({
    tone: 'waiting',
    text: '第 1 次没送到，等待重试',
  });
});

test('what the API changed is not told twice, and a reset clears the log', () => {
  const byApi: LiveEvent = { ...added, seq: 4, by: 'api', change: 'edited' };
  expect(appendEvents(emptyLog, [byApi], nobody).lines).toEqual([]);
  const reset: LiveEvent = { kind: 'reset', seq: 5, at: 2_000, machineAt: 6_000, text: '已重置' };
  expect(appendEvents(emptyLog, [added, queued, reset], nobody).lines.map((line) => line.text)).toEqual(['已重置']);
});
