import { afterEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { newId } from '../id.ts';
import { DataKeys } from '../secrets.ts';
import { InboxRow } from './entity.ts';

let server: TestServer;
afterEach(() => server.close());

test('a stored callback that no key opens is listed, and holds up none of the others', async () => {
  server = await startTestServer({ scenarios: [] });
  const forgottenKey = new DataKeys(Buffer.alloc(32, 99));
  const sealed = newId();
  await server.db.transaction((tx) =>
    tx.insert(InboxRow, {
      id: sealed,
      receiver: 'app',
      digest: 'x'.repeat(43),
      lane: 0,
      status: 'waiting',
      body: forgottenKey.encrypt('<xml/>'),
      duplicates: 0,
      receivedAt: Date.now(),
      problem: null,
    }),
  );
  await server.deliverCallback(
    '<xml><FromUserName>zhangwei</FromUserName><CreateTime>1700000000</CreateTime><MsgType>event</MsgType><Event>enter_agent</Event></xml>',
  );
  await server.settle();
  const rows = await server.db.read.find(InboxRow, { order: { id: 'ASC' } });
  expect(rows.map((row) => [row.id === sealed, row.status])).toEqual([
    [true, 'not_understood'],
    [false, 'done'],
  ]);
  expect(rows[0]!.problem).toContain('DATA_KEYS');
});
