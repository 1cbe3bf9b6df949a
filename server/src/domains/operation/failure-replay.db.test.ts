import { afterEach, expect, test } from 'vitest';
import { listFailures, replayFailure } from '@zhike/shared/contracts/operation';
import { command } from '../../dependencies.ts';
import { execute, select } from '../../platform/database/sql.ts';
import { enqueue } from '../../platform/delivery/command.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

class Hopeless extends Error {
  readonly retryable = false;
}

let server: TestServer;
afterEach(() => server.close());

test('a command that was given up is sent when somebody replays it, and its end is recorded', async () => {
  let isBroken = true;
  const ended: string[] = [];
  const post = command<{ text: string }>({
    name: 'post-letter',
    lane: 'normal',
    repeatIsHarmless: 'a copy',
    async send() {
      if (isBroken) throw new Hopeless('no stamp');
    },
    onDone: async () => void ended.push('done'),
    onGaveUp: async () => void ended.push('gave up'),
  });
  server = await startTestServer({ scenarios: [], commands: [post] });
  await givenMember(server, { userId: 'admin', role: 'admin' });
  const admin = server.api.as('admin');
  const failures = async () => (await admin.call(listFailures, { query: { kind: 'command' } })).body.items;
  await server.db.transaction((tx) => enqueue(tx, post({ text: 'hello' })));
  await server.settle();
  const [failure] = await failures();
  expect(failure).toMatchObject({ name: 'post-letter', attempts: 1, repeatIsHarmless: 'a copy' });
  isBroken = false;
  expect((await admin.call(replayFailure, { params: { kind: 'command', id: failure!.id } })).status).toBe(200);
  await server.settle();
  expect(await failures()).toEqual([]);
  expect(ended).toEqual(['gave up', 'done']);
});

test('a callback that was not understood is read again when somebody replays it', async () => {
  server = await startTestServer({ scenarios: [] });
  await givenMember(server, { userId: 'admin', role: 'admin' });
  const admin = server.api.as('admin');
  await server.deliverCallback(
    '<xml><FromUserName>zhang</FromUserName><CreateTime>1700000000</CreateTime><MsgType>event</MsgType><Event>subscribe</Event></xml>',
  );
  await server.settle();
  // As if a release before this one had taken it for something strange.
  await server.db.transaction(async (tx) => {
    await execute(tx, "DELETE FROM event WHERE type = 'member.subscribed'");
    await execute(tx, "UPDATE inbox SET status = 'not_understood', problem = 'unknown event'");
  });
  const [failure] = (await admin.call(listFailures, { query: { kind: 'callback' } })).body.items;
  expect((await admin.call(replayFailure, { params: { kind: 'callback', id: failure!.id } })).status).toBe(200);
  await server.settle();
  expect((await admin.call(listFailures, { query: { kind: 'callback' } })).body.items).toEqual([]);
  expect(await select(server.db.read, "SELECT id FROM event WHERE type = 'member.subscribed'")).toHaveLength(1);
});
