import { afterEach, beforeEach, expect, test } from 'vitest';
import { insertRows, select } from '../platform/database/sql.ts';
import type { Tx } from '../platform/database/tx.ts';
import { newId } from '../platform/id.ts';
import { startKilledInCall } from '../test/killed-in-call.ts';

const CREATE = '/cgi-bin/externalcontact/add_msg_template';
const TELL = '/cgi-bin/message/send';
const PATIENCE = { timeout: 120_000, interval: 100 };

let run: Awaited<ReturnType<typeof startKilledInCall>>;
let killable: typeof run.killable;
let proxy: typeof run.proxy;

beforeEach(async () => {
  run = await startKilledInCall({ massDispatchMs: 0 });
  ({ killable, proxy } = run);
}, 180_000);
afterEach(() => run.close());

async function begunMassMessage(id: string, text: string): Promise<void> {
  const now = Date.now();
  await killable.db.transaction((tx) =>
    insertRows(tx, 'mass_message', [
      {
        id,
        name: '春季新品',
        texts: JSON.stringify([text]),
        material_ids: '[]',
        attachments: '[]',
        by_filter: '{}',
        sentence: '全部客户',
        status: 'scheduled',
        customer_count: 0,
        unreachable_count: 0,
        start_at: now,
        version: 1,
        created_by: 'admin',
        created_at: now,
      },
    ]),
  );
}

test('killed with kill -9 between WeCom’s answer and storing its id: the mass message is found again, and made once', {
  timeout: 300_000,
}, async () => {
  const { sandbox, count, db } = killable;
  const { externalUserId } = await sandbox.control('POST /control/customers', { body: { name: '林晓雨' } });
  await sandbox.control('POST /control/friends/add', { body: { userId: 'lina', externalUserId } });
  await expect.poll(() => count("SELECT COUNT(*) FROM follow_user WHERE status = 'active'"), PATIENCE).toBe(1);
  const tasks = async () =>
    (await sandbox.control('GET /control/members/:userId/mass-tasks', { params: { userId: 'lina' }, query: {} })).items;

  const isMade = proxy.holdAnswer(CREATE);
  const id = newId();
  await killable.kill(() => begunMassMessage(id, '春季新品到店'));
  await isMade;
  await killable.kill();
  // WeCom has it; we know that we asked, and not what came of it.
  expect(await tasks()).toHaveLength(1);

  await expect.poll(() => count("SELECT COUNT(*) FROM mass_message_slice WHERE status = 'created'"), PATIENCE).toBe(1);
  const [slice] = await select<{ msg_id: string }>(db.read, 'SELECT msg_id FROM mass_message_slice');
  expect((await tasks()).map((task) => task.msgId)).toEqual([slice!.msg_id]);
  expect(proxy.timesCalled(CREATE)).toBe(1);

  await sandbox.control('POST /control/members/:userId/mass-tasks/:msgId/send', {
    params: { userId: 'lina', msgId: slice!.msg_id },
    body: {},
  });
  const { items } = await sandbox.control('GET /control/chats/:userId/:externalUserId/messages', {
    params: { userId: 'lina', externalUserId },
    query: {},
  });
  expect(items.filter((message) => JSON.stringify(message).includes('春季新品到店'))).toHaveLength(1);
  const [message] = await select<{ status: string }>(db.read, 'SELECT status FROM mass_message WHERE id = ?', [id]);
  expect(message!.status).toBe('running');
});

test('killed with kill -9 between a reminder that was sent and its mark: the rep reads it once', {
  timeout: 300_000,
}, async () => {
  const { sandbox, count, db } = killable;
  const now = Date.now();
  const settings = {
    hours: { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59' },
    followsHolidays: false,
    days: [],
    quietHours: null,
    reminders: { minutesBefore: 30, whenDue: true },
    digestTimes: [],
    escalation: { isOn: false, afterMinutes: 240, to: 'leader', userIds: [] },
  };
  const isSent = proxy.holdAnswer(TELL);
  const dueTask = async (tx: Tx) => {
    await tx.query('UPDATE task_settings SET settings = ? WHERE id = 1', [JSON.stringify(settings)]);
    await insertRows(tx, 'task', [
      {
        id: newId(),
        kind: 'manual',
        title: '给林晓雨寄样布',
        assignee_user_id: 'lina',
        status: 'open',
        due_at: now,
        sort_at: now,
        created_at: now,
        remind_at: now,
        remind_step: 'due',
      },
    ]);
  };
  await killable.kill(() => db.transaction(dueTask));
  await isSent;
  await killable.kill();
  const unmarked = "SELECT COUNT(*) FROM notice WHERE user_id = 'lina' AND status <> 'sent'";
  await expect.poll(() => count(unmarked), PATIENCE).toBe(0);
  expect(await count("SELECT COUNT(*) FROM notice WHERE user_id = 'lina'")).toBe(1);
  // Asked twice, since nobody knows; WeCom itself knows that it was delivered.
  expect(proxy.timesCalled(TELL)).toBe(2);
  const { items } = await sandbox.control('GET /control/members/:userId/app-messages', {
    params: { userId: 'lina' },
    query: {},
  });
  expect(items.filter((message) => JSON.stringify(message).includes('给林晓雨寄样布'))).toHaveLength(1);
});
