import type { Config } from '../../config.ts';

/** Of the visitor's page: nothing but our own files, pictures of WeCom's hosts, and no way to send anything anywhere else. */
export function pageSecurityPolicy({ demo }: Pick<Config, 'demo'>): string {
  const sandbox = sandboxOf(demo);
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

/** Of the page that asks a simulated phone who it is: nothing but its own few lines. */
export function phoneFinderPolicy({ demo }: Pick<Config, 'demo'>): string {
  return `default-src 'none'; script-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'${sandboxOf(demo)}`;
}

/** The demo's phone frames our pages and gives them its bridge. */
function sandboxOf(demo: Config['demo']): string {
  const port = demo ? new URL(demo.sandboxOrigin).port : '';
  return demo ? ` http://127.0.0.1:${port} http://localhost:${port}` : '';
}
