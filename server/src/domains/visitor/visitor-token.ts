import { randomBytes } from 'node:crypto';
import type { Context } from 'koa';
import type { Config } from '../../config.ts';
import { demoPhoneOf } from './demo-phone.ts';
import { readCookie, writeCookie } from '../corp/session-cookie.ts';

const COOKIE = 'zhike_visitor';
const TOKEN = /^[\w-]{22,64}$/;
const YEAR_MS = 365 * 86_400_000;

/** 128 random bits: what a browser is known by. Stored only as a digest. */
export const newVisitorToken = () => randomBytes(16).toString('base64url');

/** What this browser was given before. In the demo all phones share one jar of cookies: each has one of its own name there. */
export function readVisitorToken(ctx: Context, config: Pick<Config, 'demo'>): string | null {
  const name = cookieOf(ctx, config);
  const token = name === null ? undefined : readCookie(ctx, name);
  return token && TOKEN.test(token) ? token : null;
}

/** The page keeps the token too; browsers forget what pages keep sooner than what a server has set. */
export function keepVisitorToken(ctx: Context, config: Pick<Config, 'demo' | 'http'>, token: string): void {
  const name = cookieOf(ctx, config);
  if (name !== null)
    writeCookie(ctx, { name, value: token, maxAgeMs: YEAR_MS, path: '/', secure: config.http.secureCookies });
}

function cookieOf(ctx: Context, config: Pick<Config, 'demo'>): string | null {
  const phone = demoPhoneOf(ctx, config);
  return config.demo && !phone ? null : phone ? `${COOKIE}_${phone}` : COOKIE;
}
