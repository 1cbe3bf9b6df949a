import { createHash } from 'node:crypto';
import { WeChatError, type WeChatCall } from './wechat-error.ts';

const minuteMs = 60_000;
const callsPerUserMinute = 100;

/** wechat-miniprogram §1.1: five minutes, one use; `unionid` only with a bound open-platform account. */
export function codeToSession({ sandbox, query }: WeChatCall): Record<string, unknown> {
  const { credentials, world, clock, rates, settings } = sandbox;
  if (query.get('appid') !== credentials.weappAppid) throw new WeChatError(40013, 'invalid appid');
  if (query.get('secret') !== credentials.weappSecret) throw new WeChatError(40125, 'invalid appsecret');
  if (query.get('grant_type') !== 'authorization_code') throw new WeChatError(40002, 'invalid grant_type');
  const code = world.grants.get(query.get('js_code') ?? '');
  if (code?.kind !== 'wx_code' || code.expiresAt <= clock.now()) throw new WeChatError(40029, 'invalid code');
  if (code.used) throw new WeChatError(40163, 'code been used');
  if (rates.countIn(`jscode2session ${code.holder}`, clock.now(), minuteMs) > callsPerUserMinute)
    throw new WeChatError(45011, 'api minute-quota reach limit, must slower retry next minute');
  world.grants.put({ ...code, used: true });
  const customer = code.personKind === 'customer' ? world.customers.get(code.holder) : undefined;
  // 16 bytes; a new one for every login.
  const sessionKey = createHash('sha256').update(code.text).digest().subarray(0, 16).toString('base64');
  const unionId = settings.openPlatformBound ? customer?.unionId : '';
  return { openid: customer?.openId ?? code.holder, session_key: sessionKey, ...(unionId ? { unionid: unionId } : {}) };
}
