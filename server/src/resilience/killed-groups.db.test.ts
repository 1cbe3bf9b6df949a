import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startKillable } from '../test/killed-process.ts';

const PEOPLE = 200;
const KILLS = 3;

test('killed with kill -9 while many join a group: each is in our books, and each joining is told of once', {
  timeout: 300_000,
}, async () => {
  // Told again until the server is back, as WeCom would not: then the nightly reading of groups mends it.
  const killable = await startKillable({ settings: { callbackRetries: 1_000, callbackRetryMs: 200 } });
  const { sandbox, count, kill, close } = killable;
  try {
    await sandbox.control('POST /control/members', { body: { userId: 'lina', name: '李娜' } });
    const { group } = await sandbox.control('POST /control/groups', {
      body: { owner: 'lina', name: '福利群', capacity: 500 },
    });
    const { chatId } = group;
    await expect.poll(() => count('SELECT COUNT(*) FROM group_chat'), { timeout: 30_000 }).toBe(1);
    const before = await count("SELECT COUNT(*) FROM event WHERE type = 'group_member.joined'");
    const rush = sandbox.control('POST /control/groups/:chatId/rush', { params: { chatId }, body: { people: PEOPLE } });
    for (let kills = 0; kills < KILLS; kills += 1) {
      await sleep(Math.random() * 500);
      await kill();
    }
    await rush;
    await sandbox.control('POST /control/wait-until-idle', { body: { quietMs: 300, timeoutMs: 60_000 } });
    const members = () => count("SELECT COUNT(*) FROM group_member WHERE left_at IS NULL AND kind = 'external'");
    await expect.poll(members, { timeout: 90_000, interval: 250 }).toBe(PEOPLE);
    const open =
      "SELECT (SELECT COUNT(*) FROM inbox WHERE status = 'waiting') + (SELECT COUNT(*) FROM scenario_run WHERE status IN ('waiting', 'running'))";
    await expect.poll(() => count(open), { timeout: 60_000, interval: 250 }).toBe(0);

    const changes = "SELECT COUNT(*) FROM event WHERE type = 'group_chat.changed'";
    expect(await count(changes), 'callbacks lost or doubled').toBe(PEOPLE);
    const joined = "SELECT COUNT(*) FROM event WHERE type = 'group_member.joined'";
    expect((await count(joined)) - before, 'joinings lost or doubled').toBe(PEOPLE);
    expect(await count("SELECT COUNT(*) FROM scenario_run WHERE status = 'gave_up'"), 'runs given up').toBe(0);
    expect(
      await count(
        `SELECT COUNT(*) FROM (SELECT r.event_id, r.scenario FROM scenario_run r GROUP BY r.event_id, r.scenario HAVING COUNT(*) > 1) AS d`,
      ),
    ).toBe(0);
  } finally {
    await close();
  }
});
