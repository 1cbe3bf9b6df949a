import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ensureBuilt } from '../scripts/lib/build.mjs';
import { callControl } from '@zhike/sandbox/control/client';
import { DEMO_ADMIN, startDemo } from '../scripts/lib/demo.mjs';
import { makeDemoChannels } from '../scripts/lib/demo-channels.mjs';
import { makeDemoFields } from '../scripts/lib/demo-fields.mjs';
import { signIn } from '../scripts/lib/demo-sign-in.mjs';
import { inProject } from '../scripts/lib/project.mjs';

const START_AGAIN_MS = 10_000;

let folder: string;

beforeAll(async () => {
  await ensureBuilt(['server', 'sidebar', 'sandbox', 'sandbox-page']);
  folder = mkdtempSync(path.join(tmpdir(), 'zhike-start-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start() {
  const demo = await startDemo({ folder, port: 0, sandboxPort: 0 });
  onTestFinished(() => demo.stop());
  const ask = (url: string) => fetch(url, { headers: { authorization: `Bearer ${demo.openApiKey}` } });
  const { origin } = new URL(demo.addresses.ready!);
  const customers = async () => {
    const answer = (await (await ask(`${origin}/openapi/v1/customers`)).json()) as { items: unknown[] };
    return answer.items.length;
  };
  return { ...demo, ask, customers };
}

test('what npm start starts: every address it prints answers, the corp is read by itself, and stopping leaves nothing', async () => {
  const demo = await start();
  for (const url of Object.values(demo.addresses)) expect((await demo.ask(url)).status, url).toBe(200);
  expect(await (await demo.ask(demo.addresses.sidebar!)).text()).toContain('/client/bridge.js');
  await expect.poll(demo.customers, { timeout: 30_000, interval: 200 }).toBeGreaterThan(0);

  await demo.stop();
  for (const url of Object.values(demo.addresses)) await expect(demo.ask(url), url).rejects.toThrow();
});

test('a newcomer finds codes to scan and fields to fill in, made once', async () => {
  const demo = await start();
  const { origin } = new URL(demo.addresses.manager!);
  const control = callControl(new URL(demo.addresses.client!).origin);
  const options = { origin, admin: DEMO_ADMIN };
  for (let round = 0; round < 2; round += 1) {
    await makeDemoChannels(options);
    await makeDemoFields(options);
  }
  const call = await signIn(origin, DEMO_ADMIN);
  const { items: fields } = await call('GET', '/api/custom-fields');
  expect(fields.map(({ name }: { name: string }) => name)).toEqual(['装修风格', '关注空间', '预算', '生日', '小区']);
  const { items } = await control('GET /control/contact-ways', { query: {} });
  expect(items.map(({ remark }) => remark).sort()).toEqual(['公众号菜单', '春季展会', '门店海报']);
});

test('the second start takes seconds and finds what the first has stored', async () => {
  const startedAt = performance.now();
  const demo = await start();
  expect(performance.now() - startedAt).toBeLessThan(START_AGAIN_MS);
  expect(await demo.customers()).toBeGreaterThan(0);
});

test('with any WECOM_* name it is the real thing: all that is missing is said at once, and no demo starts instead', async () => {
  const child = spawn(process.execPath, [inProject('scripts/start.mjs')], {
    env: {
      ...process.env,
      WECOM_CORP_ID: '',
      DATA_KEY: '',
      DATABASE_URL: `sqlite:${path.join(folder, 'real.sqlite')}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      output += part;
    });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code).toBe(1);
  expect(output).toMatch(/WECOM_CORP_ID:缺少 \/ is missing/);
  expect(output).toMatch(/DATA_KEY:缺少 \/ is missing/);
  expect(output).not.toMatch(/127\.0\.0\.1|示范公司/);
});
