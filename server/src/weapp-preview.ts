import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Middleware } from 'koa';
import type { Config } from './config.ts';
import { type WeappState, weappWaitingPage } from './weapp-waiting-page.ts';

const FOLDER = fileURLToPath(new URL('../../miniprogram/dist-h5', import.meta.url));
const PREFIX = '/weapp/';
const ASSET = /^(js|css|static)\/[\w-][\w.-]*$/;

/**
 * The browser build of the mini-program at `/weapp/`, in the demo only: in a browser nobody vouches for who is signing in but the
 * sandbox, whose login page the html names.
 */
export function serveWeappPreview({ demo, dataDir }: Config, folder = FOLDER): Middleware {
  return async function serveWeappPreviewMiddleware(ctx, next) {
    if (!demo || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next();
    if (ctx.path === '/weapp') return ctx.redirect(`${PREFIX}${ctx.search}`);
    if (!ctx.path.startsWith(PREFIX)) return next();
    const name = ctx.path.slice(PREFIX.length);
    if (name === '') {
      ctx.type = 'html';
      // The page names its assets by hash: it must be asked for anew, they never.
      ctx.set('cache-control', 'no-cache');
      const page = join(folder, 'index.html');
      const missing = whyMissing(page, dataDir);
      ctx.body = missing
        ? weappWaitingPage(missing)
        : withLogin(readFileSync(page, 'utf8'), `${onHost(demo.sandboxOrigin, ctx.hostname)}/wechat/demo-login`);
      return;
    }
    const file = join(folder, name);
    if (!ASSET.test(name) || !existsSync(file)) return next();
    ctx.type = extname(name);
    ctx.set('cache-control', 'public, max-age=31536000, immutable');
    ctx.body = await readFile(file);
  };
}

/** `npm start` prepares it in the background and keeps saying how far it is (scripts/lib/mini-program.mjs). */
function whyMissing(page: string, dataDir: string): WeappState | null {
  const file = join(dataDir, 'mini-program-state');
  const told = existsSync(file) ? readFileSync(file, 'utf8') : '';
  // While it is being built the page may be there before its scripts are.
  if (told === 'preparing') return 'preparing';
  if (existsSync(page)) return null;
  return told === 'failed' ? 'failed' : 'not_built';
}

const withLogin = (html: string, loginUrl: string) =>
  html.replace('<head>', `<head><meta name="zhike-demo-login" content="${loginUrl}">`);

/** The sandbox knows the phone by a cookie of its host: whoever typed localhost has the cookie of localhost. */
function onHost(origin: string, hostname: string): string {
  const url = new URL(origin);
  if (hostname === 'localhost') url.hostname = 'localhost';
  return url.origin;
}
