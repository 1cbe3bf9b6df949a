import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { VisitorPage } from '@zhike/shared/contracts/visitor';
import type { Config } from '../../config.ts';

const BUILT = fileURLToPath(new URL('../../../../sidebar/dist', import.meta.url));
const NOT_BUILT =
  '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>知客</title></head><body><p>页面还没有构建:请运行 npm run build。</p></body></html>';

const CHARACTERS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => CHARACTERS[character]!);
/** Inside a script element nothing but `</` and `<!--` ends it. */
const inlined = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');

/** The built page with what it shows inside it. `bridge`: the simulated phone's, in the demo. */
export async function pageHtml(
  page: VisitorPage,
  { http, demo }: Pick<Config, 'http' | 'demo'>,
  hostname: string,
): Promise<string> {
  const html = await readFile(join(BUILT, 'visitor', 'index.html'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return NOT_BUILT;
    throw error;
  });
  const cover = `${http.publicUrl}/t/${page.key}/cover`;
  const head = [
    `<title>${escaped(page.title)}</title>`,
    '<meta name="robots" content="noindex, nofollow" />',
    '<meta property="og:type" content="article" />',
    `<meta property="og:title" content="${escaped(page.title)}" />`,
    `<meta property="og:description" content="${escaped(page.description)}" />`,
    `<meta property="og:image" content="${escaped(cover)}" />`,
    `<script type="application/json" id="page">${inlined(page)}</script>`,
  ].join('\n    ');
  // Functions: a title may hold what `replace` takes for a pattern.
  return (
    html
      // Until the script has begun, or where it is kept from it, the page says at least what it is.
      .replace('<div id="root">', (root) => `${root}<h1>${escaped(page.title)}</h1>`)
      .replace(/<title>[^<]*<\/title>/, () => head)
      .replace('<head>', () => `<head>${demo ? bridgeOf(demo.sandboxOrigin, hostname) : ''}`)
  );
}

function bridgeOf(sandboxOrigin: string, hostname: string): string {
  const sandbox = new URL(sandboxOrigin);
  if (hostname === 'localhost') sandbox.hostname = 'localhost';
  return `<script src="${sandbox.origin}/client/bridge.js"></script>`;
}

export interface Notice {
  title: string;
  text: string;
  /** Looked at again after so many seconds. */
  againAfterSeconds?: number;
}

/** A few words and no script: for what cannot be shown. */
export function noticeHtml({ title, text, againAfterSeconds }: Notice): string {
  const again = againAfterSeconds ? `<meta http-equiv="refresh" content="${againAfterSeconds}" />` : '';
  return `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
    <meta name="color-scheme" content="light dark" />
    <meta name="robots" content="noindex, nofollow" />${again}
    <title>${escaped(title)}</title>
    <style>
      body { margin: 0; min-height: 90vh; display: grid; place-content: center; text-align: center; padding: 24px;
        font: 16px/1.6 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", sans-serif; }
      h1 { font-size: 18px; margin: 0 0 8px; }
      p { margin: 0; }
    </style>
  </head>
  <body>
    <main>
      <h1>${escaped(title)}</h1>
      <p>${escaped(text)}</p>
    </main>
  </body>
</html>
`;
}
