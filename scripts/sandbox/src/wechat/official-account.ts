/** The company's official account (公众号): who a WeChat user is on its web pages. From general knowledge, UNVERIFIED. */
import { createHash } from 'node:crypto';
import { randomText } from '../ids.ts';
import type { Sandbox } from '../sandbox.ts';
import { issueGrant } from '../world/grants.ts';
import type { Customer } from '../world/types.ts';
import { WeChatError, type WeChatCall } from './wechat-error.ts';

const tokenSeconds = 7_200;

/** Another one than in the mini-program: an openid belongs to one app. */
export function officialOpenId(sandbox: Sandbox, externalUserId: string): string {
  const digest = createHash('sha256')
    .update(`${sandbox.credentials.officialAppid}\n${externalUserId}`)
    .digest('base64');
  return `o${digest.replace(/[^0-9A-Za-z]/g, '').slice(0, 27)}`;
}

/** `GET /sns/oauth2/access_token`: a code works once and for five minutes. */
export function officialAccessToken({ sandbox, query }: WeChatCall): Record<string, unknown> {
  const { credentials, world, clock, settings } = sandbox;
  if (query.get('appid') !== credentials.officialAppid) throw new WeChatError(40013, 'invalid appid');
  if (query.get('secret') !== credentials.officialSecret) throw new WeChatError(40125, 'invalid appsecret');
  if (query.get('grant_type') !== 'authorization_code') throw new WeChatError(40002, 'invalid grant_type');
  const code = world.grants.get(query.get('code') ?? '');
  if (code?.kind !== 'official_code' || code.expiresAt <= clock.now()) throw new WeChatError(40029, 'invalid code');
  if (code.used) throw new WeChatError(40163, 'code been used');
  const customer = world.customers.get(code.holder);
  if (!customer) throw new WeChatError(40029, 'invalid code');
  world.grants.put({ ...code, used: true });
  const { text } = issueGrant(sandbox, 'official_token', customer.externalUserId, tokenSeconds, { scope: code.scope });
  const tellsUnionId = code.scope === 'snsapi_userinfo' || settings.unionIdForBaseScope;
  return {
    access_token: text,
    expires_in: tokenSeconds,
    refresh_token: randomText(86),
    openid: officialOpenId(sandbox, customer.externalUserId),
    scope: code.scope,
    ...(tellsUnionId ? unionIdOf(sandbox, customer) : {}),
  };
}

/** `GET /sns/userinfo`: only with a token of the scope `snsapi_userinfo`. */
export function officialUserInfo({ sandbox, query }: WeChatCall): Record<string, unknown> {
  const token = sandbox.world.grants.get(query.get('access_token') ?? '');
  if (token?.kind !== 'official_token') throw new WeChatError(40001, 'invalid credential, access_token is invalid');
  if (token.expiresAt <= sandbox.clock.now()) throw new WeChatError(42001, 'access_token expired');
  if (token.scope !== 'snsapi_userinfo') throw new WeChatError(48001, 'api unauthorized');
  const customer = sandbox.world.customers.get(token.holder);
  const openId = customer && officialOpenId(sandbox, customer.externalUserId);
  if (!customer || query.get('openid') !== openId) throw new WeChatError(40003, 'invalid openid');
  return {
    openid: openId,
    nickname: customer.name,
    sex: customer.gender,
    province: '',
    city: '',
    country: '',
    headimgurl: sandbox.avatarOf(customer.externalUserId),
    privilege: [],
    ...unionIdOf(sandbox, customer),
  };
}

const unionIdOf = (sandbox: Sandbox, { unionId }: Customer): Record<string, unknown> =>
  sandbox.settings.openPlatformBound && unionId ? { unionid: unionId } : {};
