import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import compiler from 'miniprogram-compiler';
import { beforeAll, expect, test, vi } from 'vitest';
import { BUILT_IN_ORIGIN, built } from './built.ts';
import { startWeapp } from './weapp-host.ts';
import type { Phone } from './wx-stand-in.ts';

const NOBODY_LISTENS = 'http://127.0.0.1:1';
let dist: string;

beforeAll(async () => {
  dist = await built('weapp');
}, 120_000);

function givenPhone(changes: Partial<Phone> = {}): Phone {
  return {
    server: { builtIn: BUILT_IN_ORIGIN, real: NOBODY_LISTENS },
    online: true,
    login: () => Promise.resolve('code-from-wechat'),
    storage: new Map(),
    requests: [],
    ...changes,
  };
}

function firstScreen(phone: Phone) {
  const weapp = startWeapp(phone);
  return { ...weapp, page: weapp.open('pages/consultant/index') };
}

test("WeChat's own compilers accept every template, script and style sheet of the output", () => {
  const options = { maxBuffer: 64 * 1024 * 1024 };
  expect(compiler.wxmlToJs(dist, options)).toContain('pages/consultant/index.wxml');
  expect(compiler.wxssToJs(dist, options)).toContain('pages/consultant/index.wxss');
});

test('the output fits far into one package and carries no schema library', () => {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).map((file) => join(dist, file));
  const scripts = files.filter((file) => file.endsWith('.js'));
  const bytes = files.filter((file) => statSync(file).isFile()).reduce((sum, file) => sum + statSync(file).size, 0);
  expect(bytes).toBeLessThan(600 * 1024);
  for (const script of scripts) expect(readFileSync(script, 'utf8')).not.toContain('ZodError');
});

test('while nothing is known yet the page shows the shape of what is coming', async () => {
  const { page } = firstScreen(givenPhone({ login: () => new Promise<string>(() => undefined) }));
  await vi.waitFor(() => expect(page.find('consultant-skeleton')).toBeDefined());
  expect(page.texts()).toEqual([]);
});

test('a server that does not answer is said plainly, with a way to try again', async () => {
  const codes = ['first-code'];
  const login = () => new Promise<string>((resolve) => codes.splice(0).forEach(resolve));
  const { page } = firstScreen(givenPhone({ login }));
  await vi.waitFor(() => expect(page.texts()).toEqual(['服务暂时没有响应', '请稍等片刻，再点重试。', '重试']));
  page.tap('action-button');
  await vi.waitFor(() => expect(page.find('consultant-skeleton')).toBeDefined());
});

test('without a network the page says so, and asks again by itself once it is back', async () => {
  const logins: number[] = [];
  const login = () => {
    logins.push(Date.now());
    return Promise.resolve('code-from-wechat');
  };
  const { page, device } = firstScreen(givenPhone({ online: false, login }));
  await vi.waitFor(() => expect(page.texts()).toContain('网络已断开'));
  device.setOnline(true);
  await vi.waitFor(() => expect(page.texts()).toContain('服务暂时没有响应'));
  expect(logins).toHaveLength(2);
});

test('when WeChat gives no login code the page says what to do', async () => {
  const login = () => Promise.reject(new Error('login:fail system error'));
  const { page } = firstScreen(givenPhone({ login }));
  await vi.waitFor(() => expect(page.texts()[0]).toBe('微信登录没有成功'));
});

test('pulling the page down asks again and lets go of the page', async () => {
  const { page, device } = firstScreen(givenPhone());
  await vi.waitFor(() => expect(page.texts()).toContain('服务暂时没有响应'));
  page.pullDown();
  await vi.waitFor(() => expect(device.pullDownsEnded()).toBe(1));
});
