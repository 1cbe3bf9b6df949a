/** `/connect/oauth2/authorize`: OAuth inside the client (doc 91022, 91335). */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendHtml, sendRedirect } from '../http/respond.ts';
import type { Sandbox } from '../sandbox.ts';
import { issueGrant } from '../world/grants.ts';
import { customerCookie, memberCookie, readCookie } from './cookies.ts';
import { serveOfficialAuthorize } from './official-oauth-page.ts';
import { pageHtml, refusalHtml, rowHtml } from './page-html.ts';
import { readRedirectTarget, withCode } from './redirect-target.ts';

const codeSeconds = 300;
const peopleShown = 60;
const scopes = ['snsapi_base', 'snsapi_userinfo', 'snsapi_privateinfo'];

/**
 * Silent for the person whose client this browser plays (cookie, or `?member=` / `?customer=` for tests); otherwise a chooser, as
 * if one could pick whose phone to hold.
 */
export function serveAuthorize(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse, url: URL): void {
  const query = url.searchParams;
  if (query.get('appid') === sandbox.credentials.officialAppid)
    return serveOfficialAuthorize(sandbox, request, response, url);
  const problem = checkRequest(sandbox, query);
  if (problem) return sendHtml(response, 400, refusalHtml('网页授权无法继续', problem));
  const target = readRedirectTarget(sandbox, query.get('redirect_uri'));
  if (typeof target === 'string') return sendHtml(response, 400, refusalHtml('redirect_uri 参数错误', target));
  const { world } = sandbox;
  const go = (personKind: 'member' | 'customer', holder: string): void => {
    const scope = effectiveScope(query);
    const grant = issueGrant(sandbox, 'oauth_code', holder, codeSeconds, {
      personKind,
      scope,
      redirectHost: target.host,
    });
    sendRedirect(response, withCode(target, grant.text, query.get('state')));
  };
  const member = world.member(query.get('member') || readCookie(request, memberCookie));
  if (member && !query.get('customer')) return go('member', member.userId);
  const customer = world.customers.get(query.get('customer') || readCookie(request, customerCookie));
  if (customer) return go('customer', customer.externalUserId);
  sendHtml(response, 200, chooser(sandbox, url));
}

function checkRequest(sandbox: Sandbox, query: URLSearchParams): string {
  if (query.get('appid') !== sandbox.credentials.corpId) return 'appid 不是本企业的 CorpID';
  if (query.get('response_type') !== 'code') return 'response_type 应为 code';
  const scope = query.get('scope') ?? '';
  if (!scopes.includes(scope)) return `scope 应为 ${scopes.join('、')}`;
  const agentId = query.get('agentid');
  if (agentId && agentId !== String(sandbox.credentials.agentId)) return 'agentid 不是本企业的应用';
  if (!/^[A-Za-z0-9]{0,128}$/.test(query.get('state') ?? '')) return 'state 只能是字母和数字,最长 128 字节';
  return '';
}

/** Without an agentid the consent scope falls back to the silent one (doc 91335). */
function effectiveScope(query: URLSearchParams): string {
  const scope = query.get('scope') ?? 'snsapi_base';
  return scope === 'snsapi_privateinfo' && !query.get('agentid') ? 'snsapi_base' : scope;
}

function chooser(sandbox: Sandbox, url: URL): string {
  const link = (name: string, value: string): string => {
    const query = new URLSearchParams(url.searchParams);
    query.set(name, value);
    return `${url.pathname}?${query.toString()}`;
  };
  const members = [...sandbox.world.members.values()].filter((member) => member.status === 1).slice(0, peopleShown);
  const customers: string[] = [];
  for (const customer of sandbox.world.customers.values()) {
    if (customers.length === peopleShown) break;
    customers.push(
      rowHtml(
        link('customer', customer.externalUserId),
        sandbox.avatarOf(customer.externalUserId),
        customer.name,
        '微信用户',
      ),
    );
  }
  const rows = members.map((member) =>
    rowHtml(
      link('member', member.userId),
      sandbox.avatarOf(member.userId),
      member.name,
      member.position || member.userId,
    ),
  );
  return pageHtml(
    '选择身份',
    `<h1>这是谁的客户端?</h1><p>真实的企业微信会静默识别当前成员;沙盒里请选一个身份继续。</p>
    <div class="card"><h2>企业成员</h2><ul>${rows.join('') || '<li>还没有成员</li>'}</ul></div>
    ${customers.length > 0 ? `<div class="card"><h2>微信用户</h2><ul>${customers.join('')}</ul></div>` : ''}`,
  );
}
