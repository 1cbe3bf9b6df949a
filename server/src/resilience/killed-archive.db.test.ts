import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { select } from '../platform/database/sql.ts';
import { startKillable } from '../test/killed-process.ts';

const MESSAGES = 3_000;
/** Killed once so many are in our books or kept closed; right in the middle of what comes next. */
const KILLS_AT = [1, 1_200, 2_300];

/** In small; `npm run bench -- crash` does it with more of everything. */
test('killed with kill -9 while the archive is pulled: nothing is lost, nothing comes twice, the cursor is never ahead', {
  timeout: 300_000,
}, async () => {
  const killable = await startKillable();
  const { sandbox, db, count, kill, close } = killable;
  /** In one statement, so at one moment. */
  const look = async () => {
    const [row] = await select<Record<'seq' | 'stored' | 'kept', string | number | null>>(
      db.read,
      `SELECT (SELECT seq FROM archive_cursor) AS seq, (SELECT COUNT(*) FROM chat_message) AS stored,
        (SELECT COUNT(*) FROM archive_envelope) AS kept`,
    );
    return { pulled: Number(row!.seq ?? 0), ours: Number(row!.stored) + Number(row!.kept) };
  };
  try {
    await sandbox.control('POST /control/generate', { body: { members: 5, relations: 50 } });
    await sandbox.control('POST /control/generate-chats', { body: { messages: MESSAGES } });
    // A server that starts looks into the archive; one that runs may do so in half a minute.
    await kill();
    for (const at of KILLS_AT) {
      while ((await look()).ours < at) await sleep(5);
      await sleep(Math.random() * 150);
      await kill();
      // The sandbox numbers its messages from 1 on without a gap.
      const { pulled, ours } = await look();
      expect(ours).toBe(pulled);
    }
    await expect
      .poll(() => count('SELECT COUNT(*) FROM chat_message'), { timeout: 90_000, interval: 100 })
      .toBe(MESSAGES);
    expect(await count('SELECT COUNT(*) FROM archive_envelope')).toBe(0);
    expect(await count('SELECT COUNT(DISTINCT msg_id) FROM chat_message'), 'doubled').toBe(MESSAGES);
    expect(await count('SELECT MAX(position) FROM chat_message'), 'positions without a gap').toBe(MESSAGES);
    expect((await look()).pulled).toBe(MESSAGES);

    // Whoever walks along them has counted each once, however often it was killed.
    const open =
      "SELECT COUNT(*) FROM outbox_command WHERE status IN ('waiting', 'sending') AND name = 'link-late-messages'";
    const walked = "SELECT position FROM bulk_cursor WHERE name = 'count-messages'";
    await expect.poll(() => count(walked), { timeout: 60_000, interval: 100 }).toBe(MESSAGES);
    await expect.poll(() => count(open), { timeout: 60_000, interval: 100 }).toBe(0);
    const said = `SELECT COUNT(*) FROM chat_message m JOIN chat_conversation c ON c.id = m.conversation_id
      WHERE m.customer_id IS NOT NULL AND m.type NOT IN ('revoke', 'agree', 'disagree')
        AND (m.sender_kind = 'customer' OR (m.sender_kind = 'member' AND c.kind = 'single'))`;
    const counted = `SELECT COALESCE(SUM(count), 0) FROM customer_day_count
      WHERE kind IN ('message_received', 'message_sent', 'group_message')`;
    expect(await count(counted)).toBe(await count(said));
  } finally {
    await close();
  }
});
