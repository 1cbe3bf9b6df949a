import { vi } from 'vitest';
import { startHoldingProxy } from './holding-proxy.ts';
import { startKillable } from './killed-process.ts';

const PATIENCE = { timeout: 120_000, interval: 100 };

/** A process of its own that is killed while a call to WeCom is under way: the proxy between them holds it. An admin and 李娜 are there. */
export async function startKilledInCall(settings: { massDispatchMs: number } | { momentJobMs: number }) {
  let sandboxOrigin = '';
  const proxy = await startHoldingProxy(() => sandboxOrigin);
  const killable = await startKillable({ settings }, (origin) => {
    sandboxOrigin = origin;
    return { WECOM_API_BASE: proxy.origin };
  });
  for (const userId of ['admin', 'lina']) {
    await killable.sandbox.control('POST /control/members', { body: { userId, name: userId } });
    const isThere = async () => (await killable.count(`SELECT COUNT(*) FROM member WHERE user_id = '${userId}'`)) === 1;
    await vi.waitUntil(isThere, PATIENCE);
  }
  return {
    killable,
    proxy,
    async close() {
      await killable.close();
      await proxy.close();
    },
  };
}
