import type { CallOptions, WecomCaller } from '../call.ts';

/** Who stands behind a code. A member may be outside the visible range: check our own table before opening a session. */
export type Visitor =
  | { kind: 'member'; userId: string; userTicket: string | null }
  | { kind: 'outsider'; openId: string; externalUserId: string | null };

export interface MemberPrivateInfo {
  userId: string;
  avatar: string | null;
  gender: 'unknown' | 'male' | 'female';
  mobile: string | null;
  email: string | null;
}

interface LinkSettings {
  corpId: string;
  agentId: number;
  oauthBase: string;
  loginBase: string;
}

/** 网页授权与扫码登录 (docs 91022, 98152, 91023, 95833). Codes are good once and for 5 minutes. */
export function oauthApi(caller: WecomCaller, settings: LinkSettings) {
  return {
    /** Where to send a browser inside WeCom. `state` ≤ 128 letters and digits; the redirect's host must be the app's trusted domain. */
    authorizeUrl(input: { redirectUri: string; state: string; privateInfo?: boolean }): string {
      const query = new URLSearchParams({
        appid: settings.corpId,
        redirect_uri: input.redirectUri,
        response_type: 'code',
        scope: input.privateInfo ? 'snsapi_privateinfo' : 'snsapi_base',
        state: input.state,
        agentid: String(settings.agentId),
      });
      return `${settings.oauthBase}/connect/oauth2/authorize?${query}#wechat_redirect`;
    },

    /** Where to send an ordinary browser: a page with a QR code. */
    qrLoginUrl(input: { redirectUri: string; state: string }): string {
      const query = new URLSearchParams({
        login_type: 'CorpApp',
        appid: settings.corpId,
        agentid: String(settings.agentId),
        redirect_uri: input.redirectUri,
        state: input.state,
      });
      return `${settings.loginBase}/wwlogin/sso/login?${query}`;
    },

    /** 40029: the code is wrong, used or too old. */
    async getUserInfo(code: string, options?: CallOptions): Promise<Visitor> {
      const reply = await caller.call<{
        userid?: string;
        user_ticket?: string;
        openid?: string;
        external_userid?: string;
      }>({ method: 'GET', path: '/cgi-bin/auth/getuserinfo', effect: 'creates', query: { code } }, options);
      if (reply.userid) return { kind: 'member', userId: reply.userid, userTicket: reply.user_ticket || null };
      return { kind: 'outsider', openId: reply.openid ?? '', externalUserId: reply.external_userid || null };
    },

    /** What the member agreed to show; everything else is null. 84014 the ticket expired, 84015 it is wrong. */
    async getPrivateInfo(userTicket: string, options?: CallOptions): Promise<MemberPrivateInfo> {
      const reply = await caller.call<{
        userid: string;
        avatar?: string;
        gender?: string;
        mobile?: string;
        email?: string;
        biz_mail?: string;
      }>(
        { method: 'POST', path: '/cgi-bin/auth/getuserdetail', effect: 'read', body: { user_ticket: userTicket } },
        options,
      );
      return {
        userId: reply.userid,
        avatar: reply.avatar || null,
        gender: reply.gender === '1' ? 'male' : reply.gender === '2' ? 'female' : 'unknown',
        mobile: reply.mobile || null,
        email: reply.email || reply.biz_mail || null,
      };
    },

    /** A mini-program opened inside WeCom (doc 91507). Never give `sessionKey` to the client; compare `corpId` with ours. */
    async getMiniProgramSession(
      jsCode: string,
      options?: CallOptions,
    ): Promise<{ corpId: string; userId: string; sessionKey: string }> {
      const reply = await caller.call<{ corpid: string; userid: string; session_key: string }>(
        {
          method: 'GET',
          path: '/cgi-bin/miniprogram/jscode2session',
          effect: 'creates',
          query: { js_code: jsCode, grant_type: 'authorization_code' },
        },
        options,
      );
      return { corpId: reply.corpid, userId: reply.userid, sessionKey: reply.session_key };
    },
  };
}
