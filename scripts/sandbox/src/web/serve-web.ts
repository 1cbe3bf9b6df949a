/** Everything a browser loads from the sandbox besides the APIs. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import QRCode from 'qrcode';
import { groupsOf, groupTitle } from '../acts/groups/group-rules.ts';
import { escapeHtml, sendBytes, sendHtml } from '../http/respond.ts';
import type { Sandbox } from '../sandbox.ts';
import { avatarSvg } from './avatar.ts';
import { serveWebLogin } from './login-page.ts';
import { serveAuthorize } from './oauth-page.ts';
import { pageHtml, refusalHtml } from './page-html.ts';
import { serveBridge, servePageFile } from './serve-static.ts';

export async function serveWeb(
  sandbox: Sandbox,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return sendBytes(response, 405, Buffer.from('method not allowed\n'), 'text/plain; charset=utf-8');
  const { pathname } = url;
  if (pathname === '/connect/oauth2/authorize') return serveAuthorize(sandbox, request, response, url);
  if (pathname === '/wwlogin/sso/login') return serveWebLogin(sandbox, response, url);
  if (pathname === '/client/bridge.js') return serveBridge(response);
  const [, family = '', name = ''] = /^\/(avatar|qr|scan|join|media)\/([^/]+)$/.exec(pathname) ?? [];
  const id = family ? decodeName(name) : '';
  switch (family) {
    case 'avatar':
      return sendBytes(response, 200, Buffer.from(avatarSvg(sandbox, id.replace(/\.svg$/, ''))), 'image/svg+xml', {
        'cache-control': 'no-cache',
      });
    case 'qr':
      return serveQrCode(sandbox, response, id.replace(/\.png$/, ''));
    case 'scan':
      return serveScanPage(sandbox, response, id);
    case 'join':
      return serveJoinPage(sandbox, response, id);
    case 'media':
      return serveMedia(sandbox, response, id);
    default:
      return servePageFile(response, pathname);
  }
}

/** A real PNG; scanning it in the simulated phone, or opening its text in a browser, leads to the same contact way or group. */
async function serveQrCode(sandbox: Sandbox, response: ServerResponse, configId: string): Promise<void> {
  const isJoinWay = sandbox.world.joinWays.has(configId);
  if (!isJoinWay && !sandbox.world.contactWays.has(configId))
    return sendBytes(response, 404, Buffer.from('no such contact way\n'), 'text/plain; charset=utf-8');
  const text = isJoinWay ? sandbox.joinUrl(configId) : sandbox.scanUrl(configId);
  const png = await QRCode.toBuffer(text, { type: 'png', width: 430, margin: 2 });
  // A browser page of the CRM may draw it into a picture to download.
  sendBytes(response, 200, png, 'image/png', { 'access-control-allow-origin': '*', 'cache-control': 'no-cache' });
}

function serveScanPage(sandbox: Sandbox, response: ServerResponse, configId: string): void {
  const way = sandbox.world.contactWays.get(configId);
  if (!way) return sendHtml(response, 404, refusalHtml('二维码已失效', '对应的「联系我」不存在或已被删除。'));
  const names = way.users.map((userId) => sandbox.world.member(userId)?.name ?? userId).join('、');
  sendHtml(
    response,
    200,
    pageHtml(
      '添加企业微信',
      `<div class="card"><img class="qr" alt="渠道活码" src="/qr/${escapeHtml(configId)}.png"><h1>${escapeHtml(way.remark || way.state || '渠道活码')}</h1><p>${escapeHtml(names ? `由 ${names} 接待` : '由所选部门接待')}</p><a class="button" href="/?scan=${escapeHtml(configId)}">在模拟手机里扫码</a></div>`,
    ),
  );
}

function serveJoinPage(sandbox: Sandbox, response: ServerResponse, configId: string): void {
  const way = sandbox.world.joinWays.get(configId);
  if (!way) return sendHtml(response, 404, refusalHtml('群二维码已失效', '对应的入群方式不存在或已被删除。'));
  const names = groupsOf(sandbox, way).map((group) => groupTitle(sandbox, group));
  sendHtml(
    response,
    200,
    pageHtml(
      '加入群聊',
      `<div class="card"><img class="qr" alt="群二维码" src="/qr/${escapeHtml(configId)}.png"><h1>${escapeHtml(way.remark || way.state || '群二维码')}</h1><p>${escapeHtml(names.join('、'))}</p><a class="button" href="/?join=${escapeHtml(configId)}">在模拟手机里扫码</a></div>`,
    ),
  );
}

function serveMedia(sandbox: Sandbox, response: ServerResponse, mediaId: string): void {
  const media = sandbox.world.media.get(mediaId);
  if (!media) return sendBytes(response, 404, Buffer.from('no such media\n'), 'text/plain; charset=utf-8');
  sendBytes(response, 200, Buffer.from(media.base64, 'base64'), media.contentType, {
    'x-content-type-options': 'nosniff',
    // Uploaded by anyone: shown as what it is, never run.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
  });
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return '';
  }
}
