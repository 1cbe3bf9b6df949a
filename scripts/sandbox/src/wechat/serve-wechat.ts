/**
 * WeChat's own API for mini-programs and for the official account's web pages, under `/wechat` (wechat-miniprogram §1.1, 1.6, 2.1, 6): a real client uses the WeChat host, a
 * demo this prefix. Other paths answer 48001 and say that they are not emulated.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { logCall, maskSecrets, shown } from '../api/call-log.ts';
import { applyApiFaults } from '../api/faults.ts';
import { BinaryReply } from '../api/endpoint.ts';
import { readBody } from '../http/read-body.ts';
import { sendBytes, sendHtml, sendJson, sendRedirect } from '../http/respond.ts';
import type { Sandbox } from '../sandbox.ts';
import { issueGrant } from '../world/grants.ts';
import { customerCookie, readCookie } from '../web/cookies.ts';
import { pageHtml, refusalHtml, rowHtml } from '../web/page-html.ts';
import { readRedirectTarget, withCode } from '../web/redirect-target.ts';
import { officialAccessToken, officialUserInfo } from './official-account.ts';
import { codeToSession } from './session.ts';
import { stableToken } from './stable-token.ts';
import { weappCode } from './weapp-code.ts';
import { WeChatError, type WeChatCall } from './wechat-error.ts';

const maxBodyBytes = 256 * 1024;
const codeSeconds = 300;

type WeChatReply = Record<string, unknown> | BinaryReply | Promise<BinaryReply>;

const calls: Record<string, { method: string; title: string; handle: (call: WeChatCall) => WeChatReply }> = {
  '/sns/jscode2session': { method: 'GET', title: '小程序登录', handle: codeToSession },
  '/sns/oauth2/access_token': { method: 'GET', title: '公众号网页授权', handle: officialAccessToken },
  '/sns/userinfo': { method: 'GET', title: '公众号读取用户资料', handle: officialUserInfo },
  '/cgi-bin/stable_token': { method: 'POST', title: '获取小程序 access_token', handle: stableToken },
  '/wxa/getwxacodeunlimit': { method: 'POST', title: '生成小程序码', handle: weappCode },
};

export async function serveWeChat(
  sandbox: Sandbox,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const path = url.pathname.slice('/wechat'.length);
  if (path === '/demo-login') return serveDemoLogin(sandbox, request, response, url);
  const startedAt = performance.now();
  sandbox.lastApiCallAt = Date.now();
  const verdict = await applyApiFaults(sandbox, url.pathname, request, response);
  if (verdict.done) return;
  const call = calls[path];
  let body: Record<string, unknown> = {};
  let reply: Record<string, unknown> | BinaryReply;
  try {
    if (verdict.errcode !== undefined) throw new WeChatError(verdict.errcode, 'fault switch');
    if (!call) throw new WeChatError(48001, `${path} is not emulated by this sandbox`);
    if (request.method !== call.method)
      throw new WeChatError(call.method === 'GET' ? 43001 : 43002, `require ${call.method} method`);
    if (request.method === 'POST') body = parse(await readBody(request, maxBodyBytes));
    reply = await call.handle({ sandbox, query: url.searchParams, body });
    if (verdict.lost) return void request.socket.resetAndDestroy();
  } catch (error) {
    if (!(error instanceof WeChatError)) throw error;
    reply = { errcode: error.errcode, errmsg: error.message };
  }
  if (reply instanceof BinaryReply) sendBytes(response, 200, reply.bytes, reply.contentType);
  else sendJson(response, 200, reply);
  const failure = reply instanceof BinaryReply ? undefined : reply;
  logCall(
    sandbox,
    {
      id: sandbox.nextCallId(),
      at: sandbox.clock.now(),
      host: 'wechat',
      method: request.method ?? '',
      path: url.pathname,
      errcode: Number(failure?.errcode ?? 0),
      errmsg: typeof failure?.errmsg === 'string' ? failure.errmsg : 'ok',
      tookMs: Math.round((performance.now() - startedAt) * 10) / 10,
      title: call?.title ?? '',
      userId: '',
      externalUserId: '',
    },
    {
      query: maskSecrets(Object.fromEntries(url.searchParams)),
      request: maskSecrets(body),
      response: shown(maskSecrets(failure) ?? 'image bytes'),
    },
  );
}

/**
 * Not WeChat's: lets the h5 build of the mini-program sign in in a browser. Sends the person back to `redirect_uri` with a
 * wx.login code of the phone this browser plays, or of the one picked.
 */
function serveDemoLogin(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse, url: URL): void {
  const target = readRedirectTarget(sandbox, url.searchParams.get('redirect_uri'));
  if (typeof target === 'string') return sendHtml(response, 400, refusalHtml('redirect_uri 参数错误', target));
  const { world } = sandbox;
  const customer = world.customers.get(url.searchParams.get('customer') || readCookie(request, customerCookie));
  if (customer) {
    const grant = issueGrant(sandbox, 'wx_code', customer.externalUserId, codeSeconds, { personKind: 'customer' });
    return sendRedirect(response, withCode(target, grant.text, url.searchParams.get('state')));
  }
  const rows: string[] = [];
  for (const person of world.customers.values()) {
    if (rows.length === 60) break;
    const query = new URLSearchParams(url.searchParams);
    query.set('customer', person.externalUserId);
    rows.push(
      rowHtml(`${url.pathname}?${query.toString()}`, sandbox.avatarOf(person.externalUserId), person.name, '微信用户'),
    );
  }
  sendHtml(
    response,
    200,
    pageHtml(
      '小程序登录',
      `<h1>以谁的微信打开小程序?</h1><p>真实的小程序由微信静默登录;在浏览器里请选一个人。</p><div class="card"><ul>${rows.join('') || '<li>还没有微信用户</li>'}</ul></div>`,
    ),
  );
}

function parse(bytes: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8') || '{}');
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    throw new WeChatError(47001, 'data format error');
  }
  throw new WeChatError(47001, 'data format error');
}
