import type { Sandbox } from '../sandbox.ts';
import { currentGrant, issueGrant, revokeTokens } from '../world/grants.ts';
import { WeChatError, type WeChatCall } from './wechat-error.ts';

const tokenSeconds = 7_200;
const renewMs = 5 * 60_000;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const holder = 'weapp';

/** wechat-miniprogram §1.6: the same token until its last five minutes, then a new one while the old still holds. */
export function stableToken({ sandbox, body }: WeChatCall): Record<string, unknown> {
  const { credentials, clock, rates } = sandbox;
  const now = clock.now();
  if (body.grant_type !== 'client_credential') throw new WeChatError(40002, 'invalid grant_type');
  if (body.appid !== credentials.weappAppid) throw new WeChatError(40013, 'invalid appid');
  if (body.secret !== credentials.weappSecret) throw new WeChatError(40125, 'invalid appsecret');
  if (rates.countIn('stable_token minute', now, minuteMs) > 10_000)
    throw new WeChatError(45009, 'reach max api minute frequence limit');
  if (body.force_refresh === true) {
    if (rates.countIn('stable_token refresh day', now, dayMs) > 20)
      throw new WeChatError(45009, 'reach max api daily quota limit');
    if (rates.countIn('stable_token refresh', now, 30_000) > 1)
      throw new WeChatError(45009, 'force_refresh needs 30 s between calls');
    revokeTokens(sandbox, holder);
  }
  const known = currentGrant(sandbox, 'wx_token', holder);
  const grant =
    known && known.expiresAt - now > renewMs ? known : issueGrant(sandbox, 'wx_token', holder, tokenSeconds);
  return { access_token: grant.text, expires_in: Math.round((grant.expiresAt - now) / 1_000) };
}

/** 40001 for a token that never was or was revoked, 42001 for one that ended. */
export function requireToken(sandbox: Sandbox, text: string | null): void {
  const grant = sandbox.world.grants.get(text ?? '');
  if (!text) throw new WeChatError(41001, 'access_token missing');
  if (grant?.kind !== 'wx_token' || grant.revoked)
    throw new WeChatError(40001, 'invalid credential, access_token is invalid or not latest');
  if (grant.expiresAt <= sandbox.clock.now()) throw new WeChatError(42001, 'access_token expired');
}
