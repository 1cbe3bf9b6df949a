import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Koa from 'koa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dispatch } from './test/dispatch.ts';
import { testConfig } from './test/test-config.ts';
import { serveWeappPreview } from './weapp-preview.ts';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'zhike-weapp-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const demo = { DEMO: '1', SANDBOX_ORIGIN: 'http://127.0.0.1:3100' };

function open(env: Record<string, string> = demo) {
  const app = new Koa().use(serveWeappPreview(testConfig({ ...env, DATA_DIR: dataDir }), join(dataDir, 'dist-h5')));
  return dispatch(app.callback(), { method: 'GET', url: '/weapp/' });
}

const tell = (state: string) => writeFileSync(join(dataDir, 'mini-program-state'), state);
function build() {
  mkdirSync(join(dataDir, 'dist-h5'));
  writeFileSync(join(dataDir, 'dist-h5', 'index.html'), '<html><head></head><body>我的专属顾问</body></html>');
}

test('whoever opens the mini-program while it is being prepared is told so, and the page asks again by itself', async () => {
  tell('preparing');
  build();
  const { text } = await open();
  expect(text).toContain('小程序正在准备,约一分钟');
  expect(text).toContain('<meta http-equiv="refresh"');
});

test('once it is there, it opens and knows where to sign in', async () => {
  build();
  const { text } = await open();
  expect(text).toContain('我的专属顾问');
  expect(text).toContain('content="http://127.0.0.1:3100/wechat/demo-login"');
});

test.each([
  ['failed', '小程序没有准备好'],
  ['', '小程序的网页版还没有构建'],
])('when it could not be prepared (%s), the page says what to do', async (state, title) => {
  tell(state);
  const { text } = await open();
  expect(text).toContain(title);
  expect(text).toContain('npm run build -- --all');
});

test('the real server has no such page', async () => {
  build();
  expect((await open({})).status).toBe(404);
});
