/** Exchanging what the OAuth and login pages gave: doc 91023, 95833, 91507. */
import { issueGrant } from '../world/grants.ts';
import { isVisibleToApi } from '../world/relation-store.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Grant } from '../world/types.ts';
import type { Endpoint } from './endpoint.ts';
import { fail, type ErrorCode } from './errors.ts';

/** A valid code is not rate-limited (doc 90312), so this one is outside the counted rows. */
export const getUserInfo: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/auth/getuserinfo',
  doc: '91023',
  title: '用 code 换取身份',
  token: 'app',
  counted: false,
  errors: [40029, 50001],
  handle({ sandbox, query }) {
    const code = redeem(sandbox, 'oauth_code', query.required('code', { maxBytes: 512, tooLong: 40029 }), 40029);
    // The domain may have been taken from the app since the code was made.
    const { trustedDomains } = sandbox.settings;
    if (trustedDomains.length > 0 && !trustedDomains.includes(code.redirectHost)) fail(50001);
    if (code.personKind === 'customer') {
      const customer = sandbox.world.customers.get(code.holder) ?? fail(40029);
      const known = [...sandbox.world.relations.byCustomer(customer.externalUserId)].some((relation) => {
        const member = sandbox.world.member(relation.userId);
        return isVisibleToApi(relation) && member !== undefined && sandbox.isVisible(member);
      });
      return { openid: customer.corpOpenId, ...(known ? { external_userid: customer.externalUserId } : {}) };
    }
    const member = sandbox.world.member(code.holder) ?? fail(40029);
    if (code.scope !== 'snsapi_privateinfo' || !sandbox.isVisible(member)) return { userid: member.userId };
    return { userid: member.userId, user_ticket: issueGrant(sandbox, 'user_ticket', member.userId, 1_800).text };
  },
};

/** Only what the member consented to; the sandbox's consent gives everything it knows. */
export const getUserDetail: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/auth/getuserdetail',
  doc: '95833',
  title: '读取成员敏感信息',
  token: 'app',
  errors: [84014, 84015],
  handle({ sandbox, body }) {
    const ticket = sandbox.world.grants.get(body.required('user_ticket'));
    if (ticket?.kind !== 'user_ticket') return fail(84015);
    if (ticket.expiresAt <= sandbox.clock.now()) fail(84014);
    const member = sandbox.world.member(ticket.holder) ?? fail(84015);
    return {
      userid: member.userId,
      gender: String(member.gender),
      avatar: sandbox.avatarOf(member.userId),
      qr_code: '',
      mobile: member.mobile,
      email: '',
      biz_mail: '',
      address: '',
    };
  },
};

/** A mini-program opened inside WeCom (doc 91507): the member, never an openid. */
export const miniProgramSession: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/miniprogram/jscode2session',
  doc: '91507',
  title: '小程序登录(企业微信内)',
  token: 'app',
  errors: [40029],
  handle({ sandbox, query }) {
    if (query.required('grant_type') !== 'authorization_code') fail(40035, 'grant_type');
    const code = redeem(sandbox, 'qy_code', query.required('js_code'), 40029);
    const member = sandbox.world.member(code.holder) ?? fail(40029);
    return {
      corpid: sandbox.credentials.corpId,
      userid: member.userId,
      session_key: Buffer.from(code.text.slice(0, 16)).toString('base64'),
    };
  },
};

export const oauthCodeEndpoints = [getUserInfo, getUserDetail, miniProgramSession];

/** Takes a code that works once and for five minutes. */
function redeem(sandbox: Sandbox, kind: Grant['kind'], text: string, refusal: ErrorCode): Grant {
  const code = sandbox.world.grants.get(text);
  if (code?.kind !== kind || code.used || code.expiresAt <= sandbox.clock.now()) return fail(refusal);
  return sandbox.world.grants.put({ ...code, used: true });
}
