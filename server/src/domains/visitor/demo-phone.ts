import type { Context } from 'koa';
import type { Config } from '../../config.ts';
import { readCookie, writeCookie } from '../corp/session-cookie.ts';

/**
 * WeChat says in every request that it is WeChat, and each phone has cookies of its own. The demo's simulated phones are frames of one
 * browser, which can do neither; but a frame has a name that a page inside it can read. So there a page comes first that reads it, and
 * keeps it for the few requests that lead to the material.
 */
const COOKIE = 'zhike_demo_phone';
const PHONE = /^[0-9A-Za-z]{1,64}$/;
/** Behind a browser that keeps no cookies it would ask for ever. */
const AS_IT_IS = 'as-it-is';

/** The simulated phone that opens it; null outside of the demo, and where nobody asked. */
export function demoPhoneOf(ctx: Context, { demo }: Pick<Config, 'demo'>): string | null {
  const phone = demo ? readCookie(ctx, COOKIE) : undefined;
  return phone && PHONE.test(phone) ? phone : null;
}

/** `isAsked`: somebody may say who she is, which must be kept for that phone alone. */
export const isPhoneUnknown = (ctx: Context, { demo }: Pick<Config, 'demo'>, isAsked: boolean): boolean =>
  Boolean(demo && isAsked) &&
  ctx.get('sec-fetch-dest') === 'iframe' &&
  ctx.query[AS_IT_IS] === undefined &&
  readCookie(ctx, COOKIE) === undefined;

/** The next opening may be another phone's. */
export function forgetDemoPhone(ctx: Context, config: Pick<Config, 'demo' | 'http'>): void {
  if (config.demo && readCookie(ctx, COOKIE) !== undefined)
    writeCookie(ctx, { name: COOKIE, value: '', maxAgeMs: 0, path: '/t/', secure: config.http.secureCookies });
}

/** Reads nothing from the request: it comes back to the address it has. */
export const PHONE_FINDER = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>正在打开</title></head><body><script>
// A page inside the mini-program lies in a frame of that.
const nameOf = (one) => { try { return one.name; } catch { return ''; } };
const phone = [window, parent].map((one) => /^phone:([0-9A-Za-z]+)$/.exec(nameOf(one))?.[1]).find(Boolean);
document.cookie = '${COOKIE}=' + (phone ?? 'none') + '; path=/t/; max-age=20; samesite=lax';
if (document.cookie.includes('${COOKIE}=')) location.reload();
else location.search = '${AS_IT_IS}';
</script></body></html>`;
