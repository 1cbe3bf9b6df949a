import type { Config } from '../../config.ts';

/** Of the visitor's page: nothing but our own files, pictures of WeCom's hosts, and no way to send anything anywhere else. */
export function pageSecurityPolicy({ demo }: Pick<Config, 'demo'>): string {
  // The demo's phone frames the page and gives it its bridge.
  const port = demo ? new URL(demo.sandboxOrigin).port : '';
  const sandbox = demo ? ` http://127.0.0.1:${port} http://localhost:${port}` : '';
  return [
    "default-src 'none'",
    `script-src 'self'${sandbox}`,
    // Articles carry colours and alignment as style attributes.
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: https:${sandbox}`,
    "media-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors 'self'${sandbox}`,
  ].join('; ');
}
