import { type Check, fail, ok, skip } from './check.ts';

/** What WeChat (not WeCom) says about the keys of the mini-program. */
const REASONS: Record<number, string> = {
  40013: 'AppID 不正确',
  40125: 'AppSecret 不正确,或已被重置',
  40164: '服务器 IP 不在小程序的 IP 白名单内',
  41002: 'AppID 缺失',
  41004: 'AppSecret 缺失',
};

export const miniProgramCheck: Check = {
  id: 'mini-program',
  title: '小程序密钥',
  async run({ config }) {
    const { apiBase, weapp } = config.wechat;
    if (!weapp) return skip('没有配置小程序,跳过');
    const repair =
      '在微信公众平台「开发管理 → 开发设置」核对 AppID、AppSecret 和 IP 白名单,填到 WEAPP_APPID 与 WEAPP_SECRET';
    try {
      const answer = await fetch(`${apiBase}/cgi-bin/stable_token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ grant_type: 'client_credential', appid: weapp.appId, secret: weapp.secret }),
        signal: AbortSignal.timeout(8_000),
      });
      const reply = (await answer.json()) as { access_token?: string; errcode?: number };
      if (reply.access_token) return ok('密钥有效');
      return fail(REASONS[reply.errcode ?? 0] ?? `微信返回错误 ${reply.errcode}`, repair);
    } catch {
      return fail('微信接口没有正常答复', '检查服务器能否访问 WECHAT_API_BASE');
    }
  },
};
