import { randomBytes } from 'node:crypto';
import type { Context } from 'koa';
import type { Config } from '../../config.ts';
import { readCookie, writeCookie } from '../corp/session-cookie.ts';

const COOKIE = 'zhike_visitor';
const TOKEN = /^[\w-]{22,64}$/;
const YEAR_MS = 365 * 86_400_000;

/** 128 random bits: what a browser is known by. Stored only as a digest. */
export const newVisitorToken = () => randomBytes(16).toString('base64url');

/** What this browser was given before. In the demo all phones share one jar of cookies, so that it would say nothing. */
export function readVisitorToken(ctx: Context, { demo }: Pick<Config, 'demo'>): string | null {
  const token = demo ? undefined : readCookie(ctx, COOKIE);
  return token && TOKEN.test(token) ? token : null;
}

/** The page keeps the token too; browsers forget what pages keep sooner than what a server has set. */
export function keepVisitorToken(ctx: Context, { demo, http }: Pick<Config, 'demo' | 'http'>, token: string): void {
  if (!demo) writeCookie(ctx, { name: COOKIE, value: token, maxAgeMs: YEAR_MS, path: '/', secure: http.secureCookies });
}
