import type { IncomingMessage, ServerResponse } from 'node:http';
import { ActError } from '../acts/act-error.ts';
import { readBody } from '../http/read-body.ts';
import { sendJson } from '../http/respond.ts';
import type { Sandbox } from '../sandbox.ts';
import { checkBody, type Shape } from './check-body.ts';
import { livePath } from './contract.ts';
import type { ControlKey, ControlRoutes } from './handler.ts';
import { serveLive } from './live-stream.ts';
import { archiveRoutes } from './routes-archive.ts';
import { chatRoutes } from './routes-chats.ts';
import { clientRoutes } from './routes-client.ts';
import { friendRoutes } from './routes-friends.ts';
import { groupRoutes } from './routes-groups.ts';
import { logRoutes } from './routes-logs.ts';
import { massRoutes } from './routes-mass.ts';
import { momentRoutes } from './routes-moments.ts';
import { phoneRoutes } from './routes-phone.ts';
import { peopleRoutes } from './routes-people.ts';
import { switchRoutes } from './routes-switches.ts';
import { tagRoutes } from './routes-tags.ts';

const all: ControlRoutes = {
  ...switchRoutes,
  ...peopleRoutes,
  ...friendRoutes,
  ...tagRoutes,
  ...chatRoutes,
  ...archiveRoutes,
  ...groupRoutes,
  ...logRoutes,
  ...clientRoutes,
  ...phoneRoutes,
  ...massRoutes,
  ...momentRoutes,
};
const maxBodyBytes = 1024 * 1024;
const statuses = { not_found: 404, invalid: 400, conflict: 409 } as const;

interface Compiled {
  method: string;
  segments: string[];
  shape: Shape<Record<string, unknown>> | undefined;
  handle: (call: unknown) => unknown;
}

const compiled: Compiled[] = (Object.keys(all) as ControlKey[]).map((key) => {
  const [method = '', path = ''] = key.split(' ');
  // One list of differently typed handlers: the contract has checked each against its own types.
  const route = all[key] as unknown as { shape?: Shape<Record<string, unknown>>; handle: (call: unknown) => unknown };
  return { method, segments: path.split('/'), shape: route.shape, handle: route.handle };
});

/** Serves `/control/*`: JSON in, JSON out, errors with a Chinese sentence. */
export async function serveControl(
  sandbox: Sandbox,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  reset: () => void,
): Promise<void> {
  // A foreign name that points to this machine (DNS rebinding) is not ours.
  if (!isLoopback(request.headers.host ?? '')) return refuse(response, 403, 'invalid', '控制接口只在本机使用');
  // Pages of other sites must not steer the sandbox through somebody's browser.
  const { origin } = request.headers;
  if (origin && !isOwnPage(origin, request)) return refuse(response, 403, 'invalid', '控制接口只接受沙盒自己的页面');
  if (url.pathname === livePath && request.method === 'GET') return serveLive(sandbox, request, response);
  const found = match(request.method ?? '', url.pathname);
  if (!found) return refuse(response, 404, 'not_found', `没有控制接口 ${request.method} ${url.pathname}`);
  try {
    const body = request.method === 'POST' ? readJson(await readBody(request, maxBodyBytes)) : {};
    const answer = await found.route.handle({
      sandbox,
      params: found.params,
      query: Object.fromEntries(url.searchParams),
      body: found.route.shape ? checkBody(body, found.route.shape) : body,
      request,
      response,
      reset,
    });
    sendJson(response, 200, answer, { 'cache-control': 'no-store' });
  } catch (error) {
    if (!(error instanceof ActError)) throw error;
    refuse(response, statuses[error.code], error.code, error.message, error.field);
  }
}

function match(method: string, path: string): { route: Compiled; params: Record<string, string> } | undefined {
  const segments = path.split('/');
  let best: { route: Compiled; params: Record<string, string> } | undefined;
  for (const route of compiled) {
    if (route.method !== method || route.segments.length !== segments.length) continue;
    const params: Record<string, string> = {};
    const fits = route.segments.every((wanted, index) => {
      const given = segments[index] ?? '';
      if (!wanted.startsWith(':')) return wanted === given;
      const value = decode(given);
      if (value === undefined || value === '') return false;
      params[wanted.slice(1)] = value;
      return true;
    });
    if (!fits) continue;
    // A fixed path wins over one with a parameter in its place (callbacks/verify-url, callbacks/:id).
    if (!best || Object.keys(params).length < Object.keys(best.params).length) best = { route, params };
  }
  return best;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function readJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new ActError('invalid', '请求体不是合法的 JSON');
  }
}

function isLoopback(host: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
}

function isOwnPage(origin: string, request: IncomingMessage): boolean {
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}

function refuse(response: ServerResponse, status: number, code: string, message: string, field?: string): void {
  sendJson(response, status, { error: { code, message, ...(field ? { field } : {}) } });
}
