import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Middleware } from 'koa';
import sirv from 'sirv';
import type { Config } from './config.ts';

const PAGES_FOLDER = fileURLToPath(new URL('../../sidebar/dist', import.meta.url));
const PAGES = ['sidebar', 'manager'] as const;

/** The built pages, their assets, and WeCom's domain proof files (`data/verify/` at the root, doc 90514). */
export function servePages(config: Config, folder = PAGES_FOLDER): Middleware {
  // `dev`: looked up at each request. With a list made at the start, a build under the running server would have it open what is gone,
  // which sirv leaves to nobody: the process ends.
  const assets = sirv(folder, { dev: true, etag: true, gzip: true, brotli: true, setHeaders: cacheForever });
  const verifyFolder = resolve(config.dataDir, 'verify');

  return async function servePagesMiddleware(ctx, next) {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next();
    const page = PAGES.find((name) => ctx.path === `/${name}/` || ctx.path === `/${name}`);
    if (ctx.path === '/' || (page && !ctx.path.endsWith('/'))) {
      ctx.redirect(page ? `/${page}/${ctx.search}` : '/manager/');
      return;
    }
    if (page) {
      ctx.type = 'html';
      // The page names its assets by hash: it must be asked for anew, they never.
      ctx.set('cache-control', 'no-cache');
      ctx.body = await pageHtml(join(folder, page, 'index.html'), config, ctx.hostname);
      return;
    }
    const proof = /^\/([A-Za-z0-9_-]+\.(?:txt|html))$/.exec(ctx.path)?.[1];
    if (proof) {
      const content = await readIfThere(join(verifyFolder, proof));
      if (content === null) return next();
      ctx.type = 'text/plain; charset=utf-8';
      ctx.body = content;
      return;
    }
    if (ctx.path.startsWith('/assets/')) {
      ctx.status = 200;
      await new Promise<void>((done) => {
        ctx.res.once('close', done);
        assets(ctx.req, ctx.res, () => {
          ctx.status = 404;
          ctx.res.off('close', done);
          done();
        });
      });
      if (ctx.res.headersSent) {
        ctx.respond = false;
        return;
      }
    }
    return next();
  };
}

const NOT_BUILT =
  '<!doctype html><meta charset="utf-8"><title>知客</title><p>页面还没有构建:请运行 npm run build。</p>';

/** In the demo the simulated client's bridge goes in front of the bundle: the JS-SDK looks for it once, when it is evaluated. */
async function pageHtml(file: string, config: Config, hostname: string): Promise<string> {
  const html = (await readIfThere(file)) ?? NOT_BUILT;
  if (!config.demo) return html;
  const sandbox = new URL(config.demo.sandboxOrigin);
  // Bridge and page talk by exact origin: whoever typed localhost gets the sandbox of localhost.
  if (hostname === 'localhost') sandbox.hostname = 'localhost';
  return html.replace('<head>', `<head><script src="${sandbox.origin}/client/bridge.js"></script>`);
}

function readIfThere(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

function cacheForever(response: { setHeader(name: string, value: string): void }): void {
  response.setHeader('cache-control', 'public, max-age=31536000, immutable');
}
