import { chromium } from 'playwright-core';
const O = 'http://127.0.0.1:3710/manager/#';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const errs = [];
for (const width of [1440, 390]) {
  const c = await b.newContext({ viewport: { width, height: 900 }, locale: 'zh-CN' });
  const p = await c.newPage();
  p.on('pageerror', (e) => errs.push(e.message));
  p.on('console', (m) => m.type() === 'error' && errs.push(m.text()));
  await p.goto(O + '/automation');
  await p.getByRole('img', { name: '登录二维码' }).waitFor();
  await p.getByRole('link', { name: /陈宇/ }).click();
  await p.waitForURL((u) => u.href.startsWith(O));
  const shot = async (n) => {
    await p.waitForTimeout(700);
    const o = await p.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await p.screenshot({ path: `/tmp/shots/${n}-${width}.png`, fullPage: true });
    if (o > 0) console.log(n, width, 'overflow', o);
  };
  await shot('list');
  await p.goto(O + '/automation/new');
  await shot('new');
  for (const k of ['keyword', 'channel', 'silence', 'return', 'group', 'anniversary', 'blank']) {
    await p.goto(O + '/automation/new');
    await p.waitForTimeout(300);
    await p.evaluate(() =>
      Object.keys(localStorage)
        .filter((k) => k.includes('rule-draft'))
        .forEach((k) => localStorage.removeItem(k)),
    );
    await p.goto(O + '/automation/new?from=' + k);
    await shot('ed-' + k);
  }
  await c.close();
}
console.log(errs.slice(0, 10));
await b.close();
