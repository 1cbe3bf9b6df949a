import type { ApiCallDetailView, ApiCallView } from '../control/views.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Call, Endpoint } from './endpoint.ts';

const shownBytes = 16 * 1024;

interface Finished {
  endpoint: Endpoint | undefined;
  call: Call;
  path: string;
  query: Record<string, string>;
  startedAt: number;
  errcode: number;
  errmsg: string;
  response: unknown;
}

/** Puts a finished call into the log and on the live strip. */
export function recordApiCall(sandbox: Sandbox, finished: Finished): void {
  const { call, endpoint, path, query } = finished;
  const about = (name: string): string => textOf(call.body.raw[name]) || textOf(query[name]);
  const view: ApiCallView = {
    id: sandbox.nextCallId(),
    at: call.now,
    host: 'wecom',
    method: call.request.method ?? '',
    path,
    errcode: finished.errcode,
    errmsg: finished.errmsg,
    tookMs: Math.round((performance.now() - finished.startedAt) * 10) / 10,
    title: endpoint?.title ?? '',
    userId: about('userid') || about('touser'),
    externalUserId: about('external_userid'),
  };
  logCall(sandbox, view, {
    query: maskSecrets(query),
    request: endpoint?.rawBody ? `${call.bytes.length} bytes` : shown(call.body.raw),
    response: shown(maskSecrets(finished.response)),
  });
}

/** For other hosts' calls as well. */
export function logCall(
  sandbox: Sandbox,
  view: ApiCallView,
  detail: Pick<ApiCallDetailView, 'query' | 'request' | 'response'>,
): void {
  sandbox.calls.add({ ...view, ...detail });
  const outcome = view.errcode === 0 ? '成功' : `失败(${view.errcode})`;
  sandbox.live.tell({
    kind: 'api-call',
    call: view,
    text: `接口:${view.title || view.path} · ${outcome} · ${view.tookMs} 毫秒`,
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Long bodies are described, so that a full sync does not fill the memory with its own pages. */
export function shown(value: unknown): unknown {
  if (typeof value === 'string') return value.length > shownBytes ? `${value.length} characters` : value;
  const text = JSON.stringify(value) ?? '';
  return text.length > shownBytes ? `${text.length} characters of JSON` : value;
}

const secretNames = /^(access_token|refresh_token|corpsecret|secret|ticket|user_ticket|session_key)$/;

/** Tokens, tickets and secrets are shown by their first characters only. */
export function maskSecrets<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      secretNames.test(name) && typeof field === 'string' ? `${field.slice(0, 4)}…` : field,
    ]),
  ) as T;
}
