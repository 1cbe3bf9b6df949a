import { getHealth } from '@zhike/shared/contracts/operation';
import { afterEach, expect, test } from 'vitest';
import { type ArchiveTest, startArchiveTest } from '../../test/archive-kit.ts';
import { givenMember } from '../../test/given-member.ts';

let archive: ArchiveTest;
afterEach(() => archive.close());

const MINUTE = 60_000;

const lagSeconds = async () => {
  const { body } = await archive.server.api.request('GET', '/metrics');
  return Number(/^zhike_archive_lag_seconds (\S+)$/m.exec(String(body))![1]);
};
const told = async () =>
  (await archive.rows("SELECT title FROM notice WHERE user_id = 'admin' AND kind = 'system' ORDER BY id")).map(
    ({ title }) => title,
  );

test('what cannot be pulled is late, admins are told once, and once more when it is good again', async () => {
  archive = await startArchiveTest();
  const { server } = archive;
  // Also at WeCom: whoever is looked for there and not found has left.
  await archive.control('POST /control/members', { body: { userId: 'admin', name: '管理员' } });
  await givenMember(server, { userId: 'admin', role: 'admin' });
  await archive.say('customer', '在吗');
  await archive.pulled();
  expect(await lagSeconds()).toBeLessThan(MINUTE / 1000);

  // WeCom refuses our address from now on, and says that there is something.
  await archive.control('POST /control/settings', { body: { archive: { trustedIps: ['10.9.8.7'] } } });
  await archive.say('customer', '还在吗');
  await archive.write(`UPDATE archive_cursor SET wanted_since = ${Date.now()}, wanted_at = ${Date.now()}`);
  const pass = async (ms: number, machineMs = ms) => {
    const ahead = server.clock.machineNow() - Date.now() + machineMs;
    server.clock.machineNow = () => Date.now() + ahead;
    server.clock.offsetMs += ms;
    await server.scheduler!.tick();
    await expect
      .poll(() => archive.rows("SELECT scenario FROM scenario_run WHERE status IN ('waiting', 'running')"), {
        timeout: 20_000,
      })
      .toEqual([]);
  };
  // A look after a jump of machine time may only take the scheduler's seat again.
  const passUntil = async (hasHappened: () => Promise<boolean>, machineMs = MINUTE) => {
    for (let minutes = 0; minutes < 6 && !(await hasHappened()); minutes += 1) await pass(MINUTE, machineMs);
  };
  await pass(6 * MINUTE);
  expect(await lagSeconds()).toBeGreaterThan(5 * 60);
  expect((await server.api.as('admin').call(getHealth)).body.archive).toMatchObject({ isLate: true });
  // A restart after a night is late for some seconds: nobody is told at the first look.
  const looked = async () => Number((await archive.rows('SELECT alerted_at FROM archive_cursor'))[0]!.alerted_at) !== 0;
  await passUntil(looked);
  expect(await told()).toEqual([]);
  await passUntil(async () => (await told()).length > 0);
  expect(await told()).toEqual([expect.stringMatching(/^会话存档延迟了 \d+ 分钟$/)]);
  await pass(MINUTE);
  expect(await told()).toHaveLength(1);

  await archive.control('POST /control/settings', { body: { archive: { trustedIps: null } } });
  await expect.poll(archive.texts, { timeout: 40_000 }).toEqual(['在吗', '还在吗']);
  await expect.poll(lagSeconds, { timeout: 40_000 }).toBeLessThan(30);
  await passUntil(async () => (await told()).length > 1, 0);
  expect(await told()).toEqual([expect.anything(), '会话存档恢复正常']);
});
