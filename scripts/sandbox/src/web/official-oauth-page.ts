/** `/connect/oauth2/authorize` of the company's official account (公众号网页授权). From general knowledge, UNVERIFIED. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { escapeHtml, sendHtml, sendRedirect } from '../http/respond.ts';
import type { Sandbox } from '../sandbox.ts';
import { issueGrant } from '../world/grants.ts';
import { customerOfPhone } from '../world/phone-id.ts';
import type { Customer } from '../world/types.ts';
import { customerCookie, readCookie } from './cookies.ts';
import { pageHtml, refusalHtml, rowHtml } from './page-html.ts';
import { readRedirectTarget, withCode } from './redirect-target.ts';

const codeSeconds = 300;
const peopleShown = 60;
const scopes = ['snsapi_base', 'snsapi_userinfo'];

/**
 * Who it is follows from the phone the page is open on: its frame says so in `window.name`, which only a page can read; hence a
 * page first, that comes back with `phone`. Outside a phone the cookie decides, else one chooses. `customer` is for tests.
 */
export function serveOfficialAuthorize(
  sandbox: Sandbox,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): void {
  const query = url.searchParams;
  const problem = checkRequest(query);
  if (problem) return sendHtml(response, 400, refusalHtml('网页授权无法继续', problem));
  const target = readRedirectTarget(sandbox, query.get('redirect_uri'));
  if (typeof target === 'string') return sendHtml(response, 400, refusalHtml('redirect_uri 参数错误', target));
  if (!query.has('phone') && !query.has('customer')) return sendHtml(response, 200, phoneFinder());
  const customer = visitorOf(sandbox, request, query);
  if (!customer) return sendHtml(response, 200, chooser(sandbox, url));
  const scope = query.get('scope') ?? '';
  if (scope === 'snsapi_userinfo' && !query.has('consent')) return sendHtml(response, 200, consent(customer, url));
  // Refusing comes back without a code.
  if (query.get('consent') === '0') return sendRedirect(response, withoutCode(target, query.get('state')));
  const grant = issueGrant(sandbox, 'official_code', customer.externalUserId, codeSeconds, {
    personKind: 'customer',
    scope,
    redirectHost: target.host,
  });
  sendRedirect(response, withCode(target, grant.text, query.get('state')));
}

function checkRequest(query: URLSearchParams): string {
  if (query.get('response_type') !== 'code') return 'response_type 应为 code';
  if (!scopes.includes(query.get('scope') ?? '')) return `scope 应为 ${scopes.join('、')}`;
  if (!/^[A-Za-z0-9]{0,128}$/.test(query.get('state') ?? '')) return 'state 只能是字母和数字,最长 128 字节';
  return '';
}

function visitorOf(sandbox: Sandbox, request: IncomingMessage, query: URLSearchParams): Customer | undefined {
  const { world } = sandbox;
  return (
    customerOfPhone(world, query.get('phone') ?? '') ??
    world.customers.get(query.get('customer') || readCookie(request, customerCookie))
  );
}

const withoutCode = (target: URL, state: string | null): string => {
  const url = new URL(target);
  if (state !== null) url.searchParams.set('state', state);
  return url.href;
};

/** Reads nothing from the request: the address it goes on to is its own. */
function phoneFinder(): string {
  return pageHtml(
    '微信网页授权',
    `<p>正在打开</p><script>
    const here = new URL(location.href);
    here.searchParams.set('phone', /^phone:([0-9A-Za-z]+)$/.exec(window.name)?.[1] ?? '');
    location.replace(here);
    </script>`,
  );
}

function consent(customer: Customer, url: URL): string {
  const link = (agree: '0' | '1'): string => escapeHtml(`${url.pathname}?${withParameter(url, 'consent', agree)}`);
  return pageHtml(
    '微信网页授权',
    `<div class="card"><h1>申请获取你的昵称、头像</h1><p>${escapeHtml(customer.name)},允许后网页会知道你是谁。</p>
    <a class="button" href="${link('1')}">允许</a> <a href="${link('0')}">拒绝</a></div>`,
  );
}

function chooser(sandbox: Sandbox, url: URL): string {
  const rows: string[] = [];
  for (const { externalUserId, name } of sandbox.world.customers.values()) {
    if (rows.length === peopleShown) break;
    const href = `${url.pathname}?${withParameter(url, 'customer', externalUserId)}`;
    rows.push(rowHtml(href, sandbox.avatarOf(externalUserId), name, '微信用户'));
  }
  return pageHtml(
    '选择身份',
    `<h1>以谁的微信打开网页?</h1><p>真实的微信会认出当前用户;在浏览器里请选一个人。</p><div class="card"><ul>${rows.join('') || '<li>还没有微信用户</li>'}</ul></div>`,
  );
}

function withParameter(url: URL, name: string, value: string): string {
  const query = new URLSearchParams(url.searchParams);
  query.set(name, value);
  return query.toString();
}
