import { afterEach, beforeEach, expect, test } from 'vitest';
import { insertRows, select } from '../platform/database/sql.ts';
import { newId } from '../platform/id.ts';
import { startKilledInCall } from '../test/killed-in-call.ts';

const CREATE = '/cgi-bin/externalcontact/add_moment_task';
const PATIENCE = { timeout: 120_000, interval: 100 };

let run: Awaited<ReturnType<typeof startKilledInCall>>;
let killable: typeof run.killable;
let proxy: typeof run.proxy;

beforeEach(async () => {
  run = await startKilledInCall({ momentJobMs: 0 });
  ({ killable, proxy } = run);
}, 180_000);
afterEach(() => run.close());

/** As an admin leaves it behind who has just asked 李娜 to publish these words. */
async function askedFor(id: string, text: string): Promise<void> {
  const now = Date.now();
  await killable.db.transaction(async (tx) => {
    await insertRows(tx, 'moment', [
      {
        id,
        text,
        media: JSON.stringify({ kind: 'none' }),
        user_ids: '["lina"]',
        department_ids: '[]',
        tag_ids: '[]',
        state: 'waiting',
        polls: 0,
        created_by: 'admin',
        created_at: now,
      },
    ]);
    await insertRows(tx, 'outbox_command', [
      {
        id: newId(now),
        name: 'create-moment',
        lane: 'normal',
        input: JSON.stringify({ momentId: id }),
        serial_key: `moment ${id}`,
        status: 'waiting',
        attempts: 0,
        next_attempt_at: now,
        depth: 0,
        created_at: now,
      },
    ]);
  });
}

const atWecom = async () =>
  (await killable.sandbox.control('GET /control/members/:userId/moments', { params: { userId: 'lina' }, query: {} }))
    .items;
const stored = async (id: string) =>
  (
    await select<{ state: string; wecom_id: string | null; problem: string | null }>(
      killable.db.read,
      'SELECT state, wecom_id, problem FROM moment WHERE id = ?',
      [id],
    )
  )[0]!;
const isRunning = (id: string) => expect.poll(async () => (await stored(id)).state, PATIENCE).toBe('running');

test('killed with kill -9 between WeCom’s answer and storing its job: the moment is found again, and made once', {
  timeout: 300_000,
}, async () => {
  const isMade = proxy.holdAnswer(CREATE);
  const id = newId();
  await killable.kill(() => askedFor(id, '春季新品到店'));
  await isMade;
  await killable.kill();
  // WeCom has it; we know that we asked, and not what came of it.
  const made = await atWecom();
  expect(made.map(({ text }) => text)).toEqual(['春季新品到店']);

  await isRunning(id);
  expect(await stored(id)).toMatchObject({ wecom_id: made[0]!.momentId, problem: null });
  expect(proxy.timesCalled(CREATE)).toBe(1);
  expect(await atWecom()).toHaveLength(1);
});

test('killed with kill -9 before WeCom heard the call: it is said to be looked for, and then made, once', {
  timeout: 300_000,
}, async () => {
  const isCalled = proxy.holdCall(CREATE);
  const id = newId();
  await killable.kill(() => askedFor(id, '夏季新品到店'));
  await isCalled;
  await killable.kill();
  expect(await atWecom()).toEqual([]);
  await expect.poll(() => stored(id), PATIENCE).toMatchObject({ state: 'calling', problem: 'moment.outcome_open' });
  expect(proxy.timesCalled(CREATE)).toBe(1);

  // A list may lag behind for minutes: let them have passed.
  await killable.kill(() =>
    killable.db.transaction(async (tx) => {
      await tx.query('UPDATE moment SET called_at = called_at - 660000');
      await tx.query("UPDATE outbox_command SET next_attempt_at = 0 WHERE status = 'waiting'");
    }),
  );
  await expect.poll(() => stored(id), PATIENCE).toMatchObject({ state: 'job', problem: null });
  expect(await atWecom()).toHaveLength(1);
  expect(proxy.timesCalled(CREATE)).toBe(2);
});
