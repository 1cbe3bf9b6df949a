import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServerResponse } from 'node:http';
import { sendBytes, sendHtml } from '../http/respond.ts';
import { pageHtml } from './page-html.ts';

/** The package's folder, the same distance from src/web and dist/web. */
const packageRoot = fileURLToPath(new URL('../../', import.meta.url));
const pageRoot = join(packageRoot, 'dist-page');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.map': 'application/json; charset=utf-8',
};

/** The bridge that gives a page in the simulated client its WeixinJSBridge; a classic script. */
const bridgeFiles = [
  join(packageRoot, 'dist-page', 'client', 'bridge.js'),
  join(packageRoot, 'dist', 'client', 'bridge.js'),
  join(packageRoot, 'src', 'client', 'bridge.js'),
];

export async function serveBridge(response: ServerResponse): Promise<void> {
  for (const file of bridgeFiles) {
    const bytes = await readOrNothing(file);
    if (bytes)
      return sendBytes(response, 200, bytes, 'text/javascript; charset=utf-8', { 'cache-control': 'no-cache' });
  }
  sendBytes(response, 404, Buffer.from('// bridge.js has not been built\n'), 'text/javascript; charset=utf-8');
}

/** Files of the simulated client's page, and nothing outside its folder. */
export async function servePageFile(response: ServerResponse, pathname: string): Promise<void> {
  const path = safePath(pathname);
  if (path === undefined) return sendBytes(response, 404, Buffer.from('not found\n'), 'text/plain; charset=utf-8');
  const bytes = await readOrNothing(join(pageRoot, path));
  if (bytes) {
    // Vite puts a hash into the names of assets.
    const cache = path.startsWith(`assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache';
    return sendBytes(response, 200, bytes, types[extname(path)] ?? 'application/octet-stream', {
      'cache-control': cache,
    });
  }
  if (path === 'index.html') return sendHtml(response, 200, notBuilt());
  sendBytes(response, 404, Buffer.from('not found\n'), 'text/plain; charset=utf-8');
}

/** A path inside the folder, or nothing: no parent folders, no hidden files, no zero bytes, however they are encoded. */
export function safePath(pathname: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return undefined;
  const path = normalize(decoded).replace(/^[/\\]+/, '');
  if (path.split(sep).some((part) => part.startsWith('.') && part !== '.')) return undefined;
  return path === '' || path === '.' ? 'index.html' : path;
}

async function readOrNothing(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function notBuilt(): string {
  return pageHtml(
    '企业微信沙盒',
    `<div class="card"><h1>企业微信沙盒正在运行</h1><p>模拟客户端的网页还没有构建:运行 <code>npm run build</code> 后刷新本页。接口与控制接口不受影响。</p></div>`,
  );
}
