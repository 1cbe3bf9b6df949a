import { afterAll, beforeAll, expect, test } from 'vitest';
import { guardInstallation, WrongInstallation } from './installation.ts';
import { startTestServer, type TestServer } from './test/start-test-server.ts';

let real: TestServer;
let demo: TestServer;
beforeAll(async () => {
  real = await startTestServer({ scenarios: [] });
  demo = await startTestServer({ scenarios: [], sandbox: true, demo: true });
});
afterAll(async () => {
  await real.close();
  await demo.close();
});

const start = (on: TestServer, config: TestServer['config']) => guardInstallation(on.db, on.deps.keys, config);

test('a database opens again for the corp that it belongs to', async () => {
  await start(real, real.config);
  await start(demo, demo.config);
});

test('a real start refuses the database of the demo, and the demo never touches real data', async () => {
  await expect(start(demo, real.config)).rejects.toThrow(
    /^DATABASE_URL:这个数据库里是演示数据.* \/ this database holds demo data/,
  );
  await expect(start(real, demo.config)).rejects.toThrow(
    /^DATABASE_URL:这个数据库里是真实数据.* \/ this database holds real data/,
  );
});

test('another corp gets a database of its own', async () => {
  const { wecom } = real.config;
  const other = { ...real.config, wecom: { ...wecom, corpId: 'wwfedcba9876543210' } };
  await expect(start(real, other)).rejects.toThrow(WrongInstallation);
  await expect(start(real, other)).rejects.toThrow(
    /^WECOM_CORP_ID:这个数据库属于另一家企业.* \/ this database belongs to another corp/,
  );
  await start(real, real.config);
});
