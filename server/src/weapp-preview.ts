import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Middleware } from 'koa';
import type { Config } from './config.ts';

const FOLDER = fileURLToPath(new URL('../../miniprogram/dist-h5', import.meta.url));
const PREFIX = '/weapp/';
const ASSET = /^(js|css|static)\/[\w-][\w.-]*$/;

/**
 * The browser build of the mini-program at `/weapp/`, in the demo only: in a browser nobody vouches for who is signing in but the
 * sandbox, whose login page the html names.
 */
export function serveWeappPreview({ demo }: Config): Middleware {
  return async function serveWeappPreviewMiddleware(ctx, next) {
    if (!demo || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next();
    if (ctx.path === '/weapp') return ctx.redirect(`${PREFIX}${ctx.search}`);
    if (!ctx.path.startsWith(PREFIX)) return next();
    const name = ctx.path.slice(PREFIX.length);
    if (name === '') {
      ctx.type = 'html';
      // The page names its assets by hash: it must be asked for anew, they never.
      ctx.set('cache-control', 'no-cache');
      ctx.body = pageHtml(`${onHost(demo.sandboxOrigin, ctx.hostname)}/wechat/demo-login`);
      return;
    }
    const file = join(FOLDER, name);
    if (!ASSET.test(name) || !existsSync(file)) return next();
    ctx.type = extname(name);
    ctx.set('cache-control', 'public, max-age=31536000, immutable');
    ctx.body = await readFile(file);
  };
}

function pageHtml(loginUrl: string): string {
  const file = join(FOLDER, 'index.html');
  if (!existsSync(file)) {
    return '<!doctype html><meta charset="utf-8"><title>小程序</title><p>小程序的网页版还没有构建:请运行 npm run build -- --all,然后重新打开。</p>';
  }
  return readFileSync(file, 'utf8').replace('<head>', `<head><meta name="zhike-demo-login" content="${loginUrl}">`);
}

/** The sandbox knows the phone by a cookie of its host: whoever typed localhost has the cookie of localhost. */
function onHost(origin: string, hostname: string): string {
  const url = new URL(origin);
  if (hostname === 'localhost') url.hostname = 'localhost';
  return url.origin;
}
