/** `/wwlogin/sso/login`: QR login in an ordinary browser (doc 98151, 98152). */
import type { ServerResponse } from 'node:http';
import QRCode from 'qrcode';
import { sendHtml, sendRedirect } from '../http/respond.ts';
import type { Sandbox } from '../sandbox.ts';
import { issueGrant } from '../world/grants.ts';
import { pageHtml, refusalHtml, rowHtml } from './page-html.ts';
import { readRedirectTarget, withCode } from './redirect-target.ts';

const codeSeconds = 300;
const membersShown = 100;

/** Shows a code and, since no phone can scan it, the members to scan as. `?member=` logs in at once, for tests. */
export async function serveWebLogin(sandbox: Sandbox, response: ServerResponse, url: URL): Promise<void> {
  const query = url.searchParams;
  const problem = checkRequest(sandbox, query);
  if (problem) return sendHtml(response, 400, refusalHtml('无法登录', problem));
  const target = readRedirectTarget(sandbox, query.get('redirect_uri'));
  if (typeof target === 'string') return sendHtml(response, 400, refusalHtml('redirect_uri 参数错误(-31039)', target));
  const scanAs = query.get('member');
  if (scanAs) {
    const member = sandbox.world.member(scanAs);
    if (!member || member.status !== 1)
      return sendHtml(response, 400, refusalHtml('无法登录', '这个成员不存在、未激活或已离职'));
    // Web login never gives a user_ticket, hence the silent scope.
    const grant = issueGrant(sandbox, 'oauth_code', member.userId, codeSeconds, {
      personKind: 'member',
      scope: 'snsapi_base',
      redirectHost: target.host,
    });
    return sendRedirect(response, withCode(target, grant.text, query.get('state')));
  }
  sendHtml(response, 200, await loginPage(sandbox, url));
}

/** Numbers as the login panel reports them (wecom-client-jssdk §3.4). */
function checkRequest(sandbox: Sandbox, query: URLSearchParams): string {
  if (query.get('login_type') !== 'CorpApp') return 'login_type 应为 CorpApp(-31040)';
  if (query.get('appid') !== sandbox.credentials.corpId) return 'appid 不是本企业的 CorpID(-31027)';
  if (query.get('agentid') !== String(sandbox.credentials.agentId)) return 'agentid 不是本企业的应用(-31028)';
  return '';
}

async function loginPage(sandbox: Sandbox, url: URL): Promise<string> {
  const code = await QRCode.toString(`${sandbox.origin}${url.pathname}${url.search}`, { type: 'svg', margin: 1 });
  const rows = [...sandbox.world.members.values()]
    .filter((member) => member.status === 1)
    .slice(0, membersShown)
    .map((member) => {
      const query = new URLSearchParams(url.searchParams);
      query.set('member', member.userId);
      return rowHtml(
        `${url.pathname}?${query.toString()}`,
        sandbox.avatarOf(member.userId),
        member.name,
        member.position || member.userId,
      );
    });
  return pageHtml(
    '企业微信登录',
    `<div class="card"><h1>企业微信扫码登录</h1><p>登录 ${sandbox.credentials.agentName} · ${sandbox.credentials.corpName}</p><div class="qr" role="img" aria-label="登录二维码">${code}</div></div>
    <div class="card"><h2>沙盒里没有手机:选择由谁扫码</h2><ul>${rows.join('') || '<li>还没有已激活的成员</li>'}</ul></div>`,
  );
}
