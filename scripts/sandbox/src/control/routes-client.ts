import { ActError } from '../acts/act-error.ts';
import { newOpenId } from '../ids.ts';
import type { Sandbox } from '../sandbox.ts';
import { issueGrant } from '../world/grants.ts';
import { customerCookie, memberCookie, setCookie } from '../web/cookies.ts';
import { findCustomer, findMember } from './find.ts';
import { routes } from './handler.ts';
import { invokeInClient } from './invoke.ts';

const codeSeconds = 300;
const probeTimeoutMs = 1_500;

export const clientRoutes = routes({
  'POST /control/client/member': {
    shape: { member: 'text|null' },
    handle({ sandbox, body, response }) {
      setCookie(response, memberCookie, body.member === null ? null : findMember(sandbox, body.member).userId);
      return { ok: true };
    },
  },
  'POST /control/client/customer': {
    shape: { customer: 'text|null' },
    handle({ sandbox, body, response }) {
      setCookie(
        response,
        customerCookie,
        body.customer === null ? null : findCustomer(sandbox, body.customer).externalUserId,
      );
      return { ok: true };
    },
  },
  'POST /control/client/invoke': {
    shape: { member: 'text', chat: 'object?', url: 'text', name: 'text', params: 'object' },
    handle: ({ sandbox, body }) => invokeInClient(sandbox, body),
  },
  'GET /control/client/app': {
    async handle({ sandbox, query }) {
      const { appUrl, sidebarUrl, homeUrl } = sandbox.settings;
      const member = query.member ? findMember(sandbox, query.member).userId : '';
      const at = (url: string): string => (url ? onSite(url, query.host ?? '', member) : '');
      const probe = await probeCrm(sandbox);
      return {
        appUrl: appUrl && new URL(at(appUrl)).origin,
        sidebarUrl: at(sidebarUrl),
        homeUrl: at(homeUrl),
        ...probe,
      };
    },
  },
  'POST /control/wechat/login-code': {
    shape: { externalUserId: 'text?', openId: 'text?' },
    handle({ sandbox, body }) {
      const customer = body.externalUserId
        ? findCustomer(sandbox, body.externalUserId)
        : body.openId
          ? sandbox.world.customers.find((row) => row.openId === body.openId)
          : undefined;
      // Somebody the corp does not know: a WeChat user all the same.
      const openId = customer?.openId ?? body.openId ?? newOpenId();
      const code = issueGrant(sandbox, 'wx_code', customer?.externalUserId ?? openId, codeSeconds, {
        personKind: customer ? 'customer' : 'stranger',
      });
      return { code: code.text, openId, unionId: customer?.unionId ?? '' };
    },
  },
  'POST /control/wechat/member-login-code': {
    shape: { member: 'text' },
    handle: ({ sandbox, body }) => ({
      code: issueGrant(sandbox, 'qy_code', findMember(sandbox, body.member).userId, codeSeconds, {
        personKind: 'member',
      }).text,
    }),
  },
});

/** The same address on the hostname the page uses, so that session cookies stay first-party; with the member for the CRM to compare. */
function onSite(address: string, host: string, member: string): string {
  const url = new URL(address);
  const loopback = ['localhost', '127.0.0.1'];
  if (loopback.includes(host) && loopback.includes(url.hostname)) url.hostname = host;
  if (member) url.searchParams.set('member', member);
  return url.href;
}

async function probeCrm(sandbox: Sandbox): Promise<{ reachable: boolean; httpStatus: number; problem: string }> {
  const { appUrl, sidebarUrl } = sandbox.settings;
  if (!appUrl) return { reachable: false, httpStatus: 0, problem: '沙盒还不知道 CRM 的地址(APP_URL)' };
  try {
    const answer = await fetch(sidebarUrl, { redirect: 'manual', signal: AbortSignal.timeout(probeTimeoutMs) });
    await answer.body?.cancel();
    const reachable = answer.status < 400;
    return { reachable, httpStatus: answer.status, problem: reachable ? '' : `CRM 返回状态 ${answer.status}` };
  } catch (error) {
    if (error instanceof ActError) throw error;
    return { reachable: false, httpStatus: 0, problem: 'CRM 没有响应' };
  }
}
