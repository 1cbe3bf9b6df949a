import { afterAll, beforeAll, expect, test } from 'vitest';
import { instantOf } from '../../platform/business-time.ts';
import { insertRows } from '../../platform/database/sql.ts';
import { newId } from '../../platform/id.ts';
import { givenMaterial } from '../../test/given-link.ts';
import { givenMember } from '../../test/given-member.ts';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';
import { readMaterialStats } from './stats.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ scenarios: [] });
  await givenMember(server, { userId: 'admin' });
});
afterAll(() => server.close());

test.each(['Asia/Shanghai', 'Asia/Kathmandu'])(
  'a sending counts on its own day, to the minute, in %s',
  async (timeZone) => {
    const { id: materialId } = await givenMaterial(server);
    const midnight = instantOf('2026-11-28', 0, timeZone);
    const sentAt = [midnight - 1, midnight, midnight + 14 * 60_000, midnight + 86_399_999, midnight + 86_400_000];
    await server.db.transaction((tx) =>
      insertRows(
        tx,
        'content_send',
        sentAt.map((at) => ({
          id: newId(),
          material_id: materialId,
          way: 'link',
          user_id: 'admin',
          status: 'sent',
          prepared_at: at,
          visits: 0,
          idempotency_key: newId(),
        })),
      ),
    );
    const viewer = { userId: 'admin', role: 'admin', scope: { kind: 'all' } } as never;
    const deps = { config: { ...server.config, timeZone } };
    const range = { from: '2026-11-26', to: '2026-11-29' };
    const { byDay } = await readMaterialStats(server.db.read, deps, viewer, materialId, range);
    expect(byDay.map(({ day, sent }) => [day, sent])).toEqual([
      ['2026-11-26', 0],
      ['2026-11-27', 1],
      ['2026-11-28', 3],
      ['2026-11-29', 1],
    ]);
  },
);
