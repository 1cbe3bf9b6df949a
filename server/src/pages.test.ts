import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Koa from 'koa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { servePages } from './pages.ts';
import { dispatch } from './test/dispatch.ts';
import { testConfig } from './test/test-config.ts';

let dataDir: string;

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'zhike-pages-'));
  mkdirSync(join(dataDir, 'verify', 'WW_verify_folder.txt'), { recursive: true });
  writeFileSync(join(dataDir, 'verify', 'WW_verify_aB3-_x.txt'), 'aB3');
  writeFileSync(join(dataDir, 'verify', 'notes.json'), '{}');
  writeFileSync(join(dataDir, 'data-key.txt'), 'secret');
});
afterAll(() => rmSync(dataDir, { recursive: true }));

function get(url: string, method = 'GET') {
  const app = new Koa().use(servePages(testConfig({ DATA_DIR: dataDir })));
  app.silent = true;
  return dispatch(app.callback(), { method, url });
}

describe("WeCom's proof of the domain", () => {
  test('is served at the root, as it is', async () => {
    const answer = await get('/WW_verify_aB3-_x.txt');
    expect(answer).toMatchObject({ status: 200, text: 'aB3', contentType: 'text/plain; charset=utf-8' });
  });

  test.each([
    '/WW_verify_other.txt',
    '/notes.json',
    '/../data-key.txt',
    '/..%2fdata-key.txt',
    '/%2e%2e/data-key.txt',
    '/verify/WW_verify_aB3-_x.txt',
  ])('%s is nothing we have', async (url) => {
    expect((await get(url)).status).toBe(404);
  });

  test('what is there and cannot be read is our fault, not "not found"', async () => {
    expect((await get('/WW_verify_folder.txt')).status).toBe(500);
  });
});

test('the root leads to the manager, and a page keeps what stands behind it', async () => {
  expect((await get('/')).headers.location).toBe('/manager/');
  expect((await get('/sidebar?externalUserId=wm1')).headers.location).toBe('/sidebar/?externalUserId=wm1');
  expect((await get('/', 'POST')).status).toBe(404);
});

test('a build under the running server: what is gone is not there, what is new is, and the server goes on', async () => {
  const folder = join(dataDir, 'built');
  const build = (name: string) => {
    rmSync(folder, { recursive: true, force: true });
    for (const part of ['assets', 'manager']) mkdirSync(join(folder, part), { recursive: true });
    writeFileSync(join(folder, 'assets', name), `'${name}'`);
    writeFileSync(join(folder, 'manager', 'index.html'), `<head></head><script src="/assets/${name}"></script>`);
  };
  build('manager-1.js');
  const app = new Koa().use(servePages(testConfig({ DATA_DIR: dataDir }), folder));
  const read = (url: string) => dispatch(app.callback(), { method: 'GET', url });
  expect((await read('/manager/')).text).toContain('manager-1.js');
  expect(await read('/assets/manager-1.js')).toMatchObject({ status: 200, text: "'manager-1.js'" });

  build('manager-2.js');
  expect((await read('/assets/manager-1.js')).status).toBe(404);
  expect((await read('/manager/')).text).toContain('manager-2.js');
  const asset = await read('/assets/manager-2.js');
  expect(asset.text).toBe("'manager-2.js'");
  expect(asset.headers['cache-control']).toContain('immutable');
});

describe('who may show our pages in a frame', () => {
  const ancestors = (env: Record<string, string>) => contentSecurityPolicy(testConfig(env)).directives.frameAncestors;

  test("in production WeCom's own client, nobody on this machine", () => {
    expect(ancestors({})).toEqual(["'self'", 'https://*.work.weixin.qq.com']);
  });

  test('in the demo the simulated client as well, by either name of this machine', () => {
    const demo = ancestors({ DEMO: '1', SANDBOX_ORIGIN: 'http://127.0.0.1:3100' });
    expect(demo).toEqual(expect.arrayContaining(['http://127.0.0.1:3100', 'http://localhost:3100']));
  });
});
