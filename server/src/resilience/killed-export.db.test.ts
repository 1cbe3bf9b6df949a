import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { decideExport } from '../domains/chat/actions/decide-export.ts';
import { requestExport } from '../domains/chat/actions/request-export.ts';
import { findViewer } from '../domains/corp/store.ts';
import { connectDatabase } from '../platform/database/connect.ts';
import { execute, insertRows, select } from '../platform/database/sql.ts';
import { createLogger } from '../platform/log.ts';
import { startServer } from '../server.ts';
import { givenCustomer } from '../test/given-customer.ts';
import { givenMember } from '../test/given-member.ts';
import { givenMessage } from '../test/given-message.ts';
import { processEnvironment, startProcess } from '../test/start-process.ts';
import { testConfig } from '../test/test-config.ts';
import { createTestDatabase } from '../test/test-database.ts';

/** So many that writing them takes a while. */
const MESSAGES = 12_000;
const HOUR = 3_600_000;

test('killed with kill -9 while it writes an export: what is half written counts for nothing, and the next process writes it whole', {
  timeout: 300_000,
}, async () => {
  const database = await createTestDatabase();
  const environment = await processEnvironment(database);
  const exportId = await givenApprovedExport(environment);
  const folder = join(database.folder, 'chat-exports');
  rmSync(folder, { recursive: true });
  const names = () => (existsSync(folder) ? readdirSync(folder) : []);

  // As the test's own eyes: the server's lock is on a file beside.
  const db = await connectDatabase({ url: database.url, entities: [], migrations: [], log: createLogger('silent') });
  await db.transaction(async (tx) => {
    await execute(tx, "UPDATE chat_export SET state = 'approved', messages = NULL, expires_at = NULL");
    await execute(
      tx,
      "UPDATE outbox_command SET status = 'sending', lease_owner = 'dead', lease_until = 1, finished_at = NULL WHERE name = 'write-chat-export'",
    );
  });
  let server = await startProcess(environment, database.folder);
  const stateOf = async () => (await select<{ state: string }>(db.read, 'SELECT state FROM chat_export'))[0]!.state;
  try {
    while (names().length === 0) await sleep(5);
    await server.end();
    expect(names()).toEqual([expect.stringMatching(/\.part$/)]);
    expect(await stateOf()).toBe('approved');
    // What the dead process held comes free after a minute: let it have passed.
    await db.transaction((tx) =>
      execute(tx, 'UPDATE outbox_command SET lease_until = 1 WHERE lease_until IS NOT NULL', []),
    );

    server = await startProcess(environment, database.folder);
    await expect.poll(stateOf, { timeout: 90_000, interval: 100 }).toBe('ready');
    const page = readFileSync(join(folder, `${exportId}.html`), 'utf8');
    expect(page.match(/<article /g)).toHaveLength(MESSAGES);
    expect(page).toContain(`共 ${MESSAGES} 条消息`);
    expect(page).toMatch(/<\/html>\s*$/);
  } finally {
    await server.end();
    await db.close();
    await database.drop();
  }
});

/** Asked for, approved and written while it was small; then as if nobody had written it, and with many messages. */
async function givenApprovedExport(environment: Record<string, string>): Promise<string> {
  const config = testConfig(environment);
  const server = await startServer(config, { ticking: false, log: createLogger('silent') });
  const { clock } = server;
  const { db } = server.deps;
  try {
    for (const userId of ['admin', 'second']) await givenMember({ db, clock }, { userId, role: 'admin' });
    const { id: customerId } = await givenCustomer({ db, clock }, { friendsOf: ['rep'] });
    const first = await givenMessage({ db, clock }, { customerId, text: '第 1 句' });
    const [row] = await select<Record<string, string | number | null>>(db.read, 'SELECT * FROM chat_message');
    const viewerOf = async (userId: string) => ({
      ...(await findViewer(db.read, userId, config.adminUserIds))!,
      sessionId: '',
    });
    const { id } = await requestExport(server.deps, await viewerOf('second'), {
      conversationId: String(row!.conversation_id),
      from: clock.now() - HOUR,
      to: clock.now() + HOUR,
      reason: '投诉取证',
    });
    await decideExport(server.deps, await viewerOf('admin'), { exportId: id, decision: 'approved' });
    const open = "SELECT 1 AS one FROM outbox_command WHERE name = 'write-chat-export' AND status <> 'done'";
    await expect.poll(() => select(db.read, open), { timeout: 60_000 }).toEqual([]);
    const others = Array.from({ length: MESSAGES - 1 }, (_, index) => ({
      ...row,
      position: first + 1 + index,
      msg_id: `given more ${index}`,
      content: JSON.stringify({ kind: 'text', text: `第 ${index + 2} 句` }),
    }));
    await db.transaction((tx) => insertRows(tx, 'chat_message', others));
    return id;
  } finally {
    await server.close();
  }
}
