import { assertOutsideTransaction } from '../platform/database/database.ts';
import { NoMiniProgram, NoOfficialAccount, WechatError, wechatRefused } from './errors.ts';

/** People wait at a screen while this call runs; WeChat answers in well under a second when it answers at all. */
const DEADLINE_MS = 5000;
const MAX_ANSWER_CHARS = 64 * 1024;

export interface WechatSettings {
  apiBase: string;
  /** Null: this installation has no mini-program. */
  weapp: { appId: string; secret: string } | null;
  /** Null: no official account (公众号) is configured. */
  oa?: { appId: string; secret: string } | null;
}

/** Who opened a page inside WeChat. */
export interface WebIdentity {
  /** The person within this official account. */
  openId: string;
  /** Null unless the account is bound to a WeChat Open Platform account. */
  unionId: string | null;
}

/** Who a login code stands for. */
export interface WeappIdentity {
  /** The person within this mini-program. */
  openId: string;
  /** Null unless the mini-program is bound to a WeChat Open Platform account. */
  unionId: string | null;
}

/** WeChat's own server API (not WeCom's). Never inside a transaction. */
export function createWechatClient({ apiBase, weapp, oa }: WechatSettings) {
  return {
    /**
     * jscode2session. A code is good for one use and 5 minutes, so nothing is tried again here: the mini-program comes back
     * with a fresh one. The answer's session_key is dropped, since nothing of ours needs it.
     */
    async codeToIdentity(code: string): Promise<WeappIdentity> {
      if (!weapp) throw new NoMiniProgram();
      const api = '/sns/jscode2session';
      const query = { appid: weapp.appId, secret: weapp.secret, js_code: code, grant_type: 'authorization_code' };
      const answer = await get(api, query);
      if (typeof answer.openid !== 'string' || answer.openid === '') throw new WechatError('unavailable', { api });
      return {
        openId: answer.openid,
        unionId: typeof answer.unionid === 'string' && answer.unionid ? answer.unionid : null,
      };
    },

    /** Web authorisation of the official account (snsapi_base): a code is good for one use and 5 minutes. The access_token is dropped. */
    async oaCodeToIdentity(code: string): Promise<WebIdentity> {
      if (!oa) throw new NoOfficialAccount();
      const api = '/sns/oauth2/access_token';
      const query = { appid: oa.appId, secret: oa.secret, code, grant_type: 'authorization_code' };
      const answer = await get(api, query);
      if (typeof answer.openid !== 'string' || answer.openid === '') throw new WechatError('unavailable', { api });
      return {
        openId: answer.openid,
        unionId: typeof answer.unionid === 'string' && answer.unionid ? answer.unionid : null,
      };
    },
  };

  async function get(api: string, query: Record<string, string>): Promise<Record<string, unknown>> {
    assertOutsideTransaction(`WeChat ${api}`);
    const url = `${apiBase}${api}?${new URLSearchParams(query).toString()}`;
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, { signal: AbortSignal.timeout(DEADLINE_MS), redirect: 'error' });
      text = await response.text();
    } catch (error) {
      // The cause names hosts and system errors only; the address with the secret is not in it.
      throw new WechatError('unavailable', { api }, { cause: error });
    }
    if (response.status !== 200) throw new WechatError('unavailable', { api, httpStatus: response.status });
    const answer = jsonObject(text);
    if (!answer) throw new WechatError('unavailable', { api });
    if (typeof answer.errcode === 'number' && answer.errcode !== 0) throw wechatRefused(api, answer.errcode);
    return answer;
  }
}

export type WechatClient = ReturnType<typeof createWechatClient>;

/** WeChat sends JSON as text/plain; a gateway in between sends HTML. Null for anything but an object. */
function jsonObject(text: string): Record<string, unknown> | null {
  if (text.length > MAX_ANSWER_CHARS) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
