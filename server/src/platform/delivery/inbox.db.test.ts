import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { watchStatements } from '../../test/watch-statements.ts';
import { createLogger } from '../log.ts';
import { InboxRow } from './entity.ts';
import { Inbox } from './inbox.ts';

let server: TestServer;
let inbox: Inbox;
const warned: string[] = [];
beforeAll(async () => {
  const log = createLogger('silent');
  log.warn = (_fields: unknown, message?: string) => void warned.push(String(message));
  server = await startTestServer({ scenarios: [], log });
  const { db, keys, clock } = server.deps;
  inbox = new Inbox(db, keys, clock, server.delivery, log);
});
afterAll(() => server.close());
beforeEach(() => void (warned.length = 0));

let counter = 0;
const receive = (bytes = 0) => {
  counter += 1;
  const text = `<xml><FromUserName>member${counter}</FromUserName><CreateTime>1700000000</CreateTime><MsgType>event</MsgType><Event>enter_agent</Event><Padding>${'x'.repeat(bytes)}</Padding></xml>`;
  return inbox.store({ receiver: 'app', message: Buffer.from(text), urgent: false });
};
const stored = () => server.db.read.count(InboxRow);

test('callbacks that arrive together share a commit', async () => {
  const { statements, stop } = watchStatements(server);
  await Promise.all(Array.from({ length: 200 }, () => receive()));
  stop();
  expect(await stored()).toBe(200);
  expect(statements.filter(({ sql }) => sql.startsWith('INSERT INTO inbox'))).toHaveLength(1);
});

test('what arrives while a commit is under way shares the next', async () => {
  const { statements, stop } = watchStatements(server);
  const first = receive();
  await new Promise((resolve) => setImmediate(resolve));
  await Promise.all([first, ...Array.from({ length: 48 }, () => receive())]);
  stop();
  expect(statements.filter(({ sql }) => sql.startsWith('INSERT INTO inbox'))).toHaveLength(2);
});

test('many big ones at once are no more than the database takes at once', async () => {
  const before = await stored();
  await Promise.all(Array.from({ length: 30 }, () => receive(750_000)));
  expect((await stored()) - before).toBe(30);
  expect(warned.filter((message) => message.includes('callbacks'))).toEqual([]);
});

test('a callback that the database refuses takes none of those that came with it along', async () => {
  const before = await stored();
  const nowhere = inbox.store({ receiver: null as never, message: Buffer.from('<xml/>'), urgent: false });
  const others = Array.from({ length: 20 }, () => receive());
  await expect(nowhere).rejects.toThrow();
  await Promise.all(others);
  expect((await stored()) - before).toBe(20);
  expect(warned).toContain('group of callbacks not stored, trying one by one');
});
