import { randomBytes } from 'node:crypto';
import type { Context } from 'koa';
import type { Dependencies } from '../../dependencies.ts';
import { describeError } from '../../platform/errors.ts';
import { readCookie, writeCookie } from '../corp/session-cookie.ts';
import { demoPhoneOf } from './demo-phone.ts';
import { newVisitorToken, keepVisitorToken, readVisitorToken } from './visitor-token.ts';
import { recogniseByWechat } from './recognise-by-wechat.ts';

const COOKIE = 'zhike_wechat_asked';
const DAY_MS = 86_400_000;
/** What a question of ours is known by; the cookie's `done` is none. */
const NONCE = /^[0-9a-f]{24}$/;

/**
 * Inside WeChat, where an official account is configured: asks once, without the visitor noticing (snsapi_base), who she is. Returns
 * true when the answer is a redirect. Whatever goes wrong, the material is shown; and within a day nobody is asked twice.
 */
export async function askWechat(deps: Dependencies, ctx: Context, linkKey: string): Promise<boolean> {
  const { config, log } = deps;
  const { oa } = config.wechat;
  const phone = demoPhoneOf(ctx, config);
  if (!oa || !(config.demo ? phone : isWechat(ctx.get('user-agent')))) return false;
  const cookie = cookieOf(ctx, config);
  const asked = readCookie(ctx, cookie);
  const { code, state } = ctx.query;
  if (typeof code === 'string' && typeof state === 'string') {
    // Only an answer to our own question: a code out of somebody else's link would make her somebody else.
    if (NONCE.test(state) && asked === state) {
      remember(ctx, config, cookie, 'done');
      try {
        const token = readVisitorToken(ctx, config) ?? newVisitorToken();
        await recogniseByWechat(deps, token, await deps.wechat.oaCodeToIdentity(code));
        keepVisitorToken(ctx, config, token);
      } catch (error) {
        log.warn({ error: describeError(error) }, 'WeChat did not say who opened a link');
      }
    }
    ctx.set('cache-control', 'no-store');
    ctx.redirect(`/t/${linkKey}`);
    return true;
  }
  if (asked) return false;
  const nonce = randomBytes(12).toString('hex');
  remember(ctx, config, cookie, nonce);
  const question = new URLSearchParams({
    appid: oa.appId,
    redirect_uri: `${config.http.publicUrl}/t/${linkKey}`,
    response_type: 'code',
    scope: 'snsapi_base',
    state: nonce,
  });
  ctx.set('cache-control', 'no-store');
  ctx.redirect(`${config.wecom.oauthBase}/connect/oauth2/authorize?${question.toString()}#wechat_redirect`);
  return true;
}

/** She is known otherwise. */
export function needNotAskWechat(ctx: Context, config: Dependencies['config']): void {
  remember(ctx, config, cookieOf(ctx, config), 'done');
}

function cookieOf(ctx: Context, config: Dependencies['config']): string {
  const phone = demoPhoneOf(ctx, config);
  return phone ? `${COOKIE}_${phone}` : COOKIE;
}

/** WeCom's client calls itself MicroMessenger as well. */
const isWechat = (userAgent: string) => /MicroMessenger/i.test(userAgent) && !/wxwork/i.test(userAgent);

function remember(ctx: Context, { http }: Pick<Dependencies['config'], 'http'>, name: string, value: string): void {
  writeCookie(ctx, { name, value, maxAgeMs: DAY_MS, path: '/t/', secure: http.secureCookies });
}
