import type { Context } from 'koa';

export const SESSION_COOKIE = 'zhike_session';

/** `__Host-` makes browsers refuse the cookie from anywhere but this very host, over https. */
const nameOf = (secure: boolean) => (secure ? `__Host-${SESSION_COOKIE}` : SESSION_COOKIE);

export function readSessionCookie(ctx: Context, secure: boolean): string | undefined {
  return readCookie(ctx, nameOf(secure));
}

/**
 * By hand as well: Koa's reader keeps a pattern of every name it was ever asked for, and the name of a sign-in cookie comes from the
 * address, so strangers could fill our memory with it.
 */
export function readCookie(ctx: Pick<Context, 'get'>, name: string): string | undefined {
  for (const part of ctx.get('cookie').split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
}

export function writeSessionCookie(ctx: Context, token: string, maxAgeMs: number, secure: boolean): void {
  writeCookie(ctx, { name: nameOf(secure), value: token, maxAgeMs, path: '/', secure });
}

export function clearSessionCookie(ctx: Context, secure: boolean): void {
  writeCookie(ctx, { name: nameOf(secure), value: '', maxAgeMs: 0, path: '/', secure });
}

/**
 * HttpOnly, SameSite=Lax. Written by hand: Koa's cookies refuse `Secure` when a proxy in front ends TLS,
 * but what counts is the address in PUBLIC_URL. Values must be URL-safe.
 */
export function writeCookie(
  ctx: Context,
  {
    name,
    value,
    maxAgeMs,
    path,
    secure,
  }: { name: string; value: string; maxAgeMs: number; path: string; secure: boolean },
): void {
  const maxAge = Math.max(0, Math.floor(maxAgeMs / 1000));
  ctx.append(
    'Set-Cookie',
    `${name}=${value}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
  );
}
