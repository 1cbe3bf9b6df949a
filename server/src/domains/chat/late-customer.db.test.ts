import { afterEach, expect, test } from 'vitest';
import { type ArchiveTest, startArchiveTest } from '../../test/archive-kit.ts';
import { MESSAGE_COUNTER } from '../behaviour/count-messages.ts';
import { withLateCustomers } from './find-late-customers.ts';

let archive: ArchiveTest;
afterEach(() => archive.close());

/** A stranger talks in Lina's group and to Lina, before anybody knows her as a customer. */
async function givenStranger() {
  archive = await startArchiveTest();
  const { externalUserId } = await archive.control('POST /control/customers', { body: { name: '何家豪' } });
  const { group } = await archive.control('POST /control/groups', {
    body: { owner: 'lina', name: '福利群', customers: [archive.externalUserId] },
  });
  const tell = (message: object) =>
    archive.control('POST /control/archive/messages', { body: { message: { msgtype: 'text', ...message } } });
  for (const content of ['群里一', '群里二'])
    await tell({ from: externalUserId, tolist: ['lina'], roomid: group.chatId, text: { content } });
  await tell({ from: externalUserId, tolist: ['lina'], text: { content: '单聊' } });
  await tell({ from: 'lina', tolist: [externalUserId], text: { content: '您好' } });
  await archive.pulled();
  return externalUserId;
}

const befriend = (externalUserId: string) =>
  archive.control('POST /control/friends/add', { body: { externalUserId, userId: 'lina' } });
const hers = async () =>
  (await archive.rows("SELECT customer_id FROM chat_message WHERE type = 'text'")).filter(
    ({ customer_id: id }) => id !== null,
  ).length;
const counts = async () =>
  Object.fromEntries(
    (
      await archive.rows(
        "SELECT kind, SUM(count) AS n FROM customer_day_count WHERE kind IN ('message_received', 'message_sent', 'group_message') GROUP BY kind",
      )
    ).map((row) => [row.kind, Number(row.n)]),
  );

test('what she said before she was a customer becomes hers, in her chat and in groups, and counts once', async () => {
  const externalUserId = await givenStranger();
  expect([await hers(), await counts()]).toEqual([0, {}]);
  await befriend(externalUserId);
  await expect.poll(hers, { timeout: 20_000 }).toBe(4);
  await archive.server.settle();
  const expected = { group_message: 2, message_received: 1, message_sent: 1 };
  expect(await counts()).toEqual(expected);
  // Once more, as a repeated callback or a sync would.
  await archive.control('POST /control/friends/consent', { body: { externalUserId, userId: 'lina', agree: true } });
  await archive.server.settle();
  expect(await counts()).toEqual(expected);
});

test('she becomes a customer while her words are on their way to the counter: they count, and not twice', async () => {
  const externalUserId = await givenStranger();
  // The counter stands before all of them, and has read them as nobody's.
  await archive.write(`UPDATE bulk_cursor SET position = 0 WHERE name = '${MESSAGE_COUNTER}'`);
  const stale = (await archive.books()).filter(({ type }) => type === 'text');
  await archive.server.settle();
  await befriend(externalUserId);
  await expect.poll(hers, { timeout: 20_000 }).toBe(4);
  await archive.server.settle();
  expect(await counts()).toEqual({ group_message: 2, message_received: 1, message_sent: 1 });
  const looked = await archive.server.db.transaction((tx) => withLateCustomers(tx, stale));
  expect(looked.every(({ customerId }) => customerId !== null)).toBe(true);
});
