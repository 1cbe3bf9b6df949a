import type { Page, Request } from 'playwright-core';
import { whitePng } from '../../../server/src/test/pictures.ts';
import { INJECTED } from './hostile-text.ts';

/** Where pictures of hostile addresses are; nothing else may be asked of it. */
const ELSEWHERE = 'https://example.com';
/** What a page may lead to; pictures may also be given as data. */
const SCHEMES = ['http:', 'https:', 'tel:', 'mailto:', 'blob:'];

declare global {
  interface Window {
    __hit?: string;
    __refused?: string[];
    h?: () => void;
  }
}

/** What became of hostile texts on a page. */
export interface Injection {
  problems: string[];
  /** Whether one of them can be read, as it was written. */
  isShown: boolean;
}

/** Looks for what hostile texts do on a page that they must not. To be called before it is opened. */
export async function watchInjection(page: Page, origins: readonly string[]) {
  const problems: string[] = [];
  const underWay = new Set<Request>();
  await page.addInitScript(() => {
    window.h = () => (window.__hit = 'h');
    window.__refused = [];
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      window.__refused!.push(`${violatedDirective} ${blockedURI} ${sample}`),
    );
  });
  await page.route(`${ELSEWHERE}/**`, (route) => route.fulfill({ contentType: 'image/png', body: whitePng(400, 300) }));
  page.on('dialog', async (dialog) => {
    problems.push(`a dialogue: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('request', (request) => {
    const { origin, protocol, pathname } = new URL(request.url());
    if (pathname !== '/api/live' && pathname !== '/control/live') underWay.add(request);
    const isPicture = request.resourceType() === 'image';
    if (protocol === 'data:' || protocol === 'blob:' || origins.includes(origin)) return;
    if (isPicture && origin === ELSEWHERE) return;
    problems.push(`a request for ${request.url()}`);
  });
  page.on('requestfinished', (request) => underWay.delete(request));
  page.on('requestfailed', (request) => underWay.delete(request));

  return {
    /** Until everything is there that was asked for. */
    async settle() {
      for (let quiet = 0; quiet < 4; quiet = underWay.size === 0 ? quiet + 1 : 0) await page.waitForTimeout(25);
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"], .t-is-loading') === null);
    },

    async look(what: string): Promise<Injection> {
      const found = await page.evaluate(lookAround, { injected: INJECTED, schemes: SCHEMES });
      const said = [...problems.splice(0), ...found.problems].map((problem) => `${what}: ${problem}`);
      return { problems: said, isShown: found.isShown };
    },

    /** By how many pixels the page is wider than its window of this width. */
    async overflowAt(width: number): Promise<number> {
      await page.setViewportSize({ width, height: 900 });
      return page.evaluate(async () => {
        await new Promise(requestAnimationFrame);
        return document.documentElement.scrollWidth - window.innerWidth;
      });
    },
  };
}

/** Runs in the page. */
function lookAround({ injected, schemes }: { injected: string; schemes: string[] }) {
  const problems: string[] = [];
  // Our own icon is written into the page.
  const all = [...document.querySelectorAll<HTMLElement>(':not(link[rel=icon])')];
  if (window.__hit) problems.push(`a script of somebody else ran (${window.__hit})`);
  for (const refused of window.__refused?.splice(0) ?? []) problems.push(`the browser refused ${refused}`);
  for (const element of all) {
    const isInjected =
      element.localName === injected || [...element.attributes].some(({ name }) => name.startsWith('on'));
    if (isInjected) problems.push(`injected: ${element.outerHTML.slice(0, 200)}`);
    for (const name of ['href', 'src', 'action', 'formaction', 'xlink:href', 'poster']) {
      const address = element.getAttribute(name);
      if (address === null) continue;
      const { protocol } = new URL(address, document.baseURI);
      const isPicture = name === 'src' || name === 'poster';
      if (!schemes.includes(protocol) && !(isPicture && protocol === 'data:'))
        problems.push(`leads to ${address.slice(0, 80)}`);
    }
  }
  const written = all.map((element) => (element as HTMLInputElement).value ?? '').join('\n');
  const isShown = `${document.body.innerText}\n${written}`.includes(`<${injected}>`);
  if (document.title.trim() === '') problems.push('has no title');
  return { problems, isShown };
}
