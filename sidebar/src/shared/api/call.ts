import type { EndpointRequest, EndpointResponse } from '@zhike/shared/contracts/endpoint';
import { routes } from '@zhike/shared/routes';
import { ApiError, ConnectionLost } from './api-error.ts';

const TIMEOUT_MS = 15_000;

let csrfToken: string | null = null;
let onSignedOut: () => void = () => undefined;

/** The token of GET /api/me; goes back with every change. */
export function setCsrfToken(token: string): void {
  csrfToken = token;
}

/** What to do when the session has ended: decided by the page, not here. */
export function setSignedOutHandler(handler: () => void): void {
  onSignedOut = handler;
}

type Part<E, Name extends string> = EndpointRequest<E> extends Record<Name, infer Value> ? Value : never;

interface CallInput<E> {
  params?: Part<E, 'params'> & object;
  query?: Part<E, 'query'> & object;
  body?: Part<E, 'body'>;
  signal?: AbortSignal;
  /** For what may take longer than most. */
  timeoutMs?: number;
}

/**
 * Calls one endpoint: `call<typeof listTags>('listTags', { query })`. The contract gives the types, `routes` the address.
 * Throws ApiError or ConnectionLost.
 */
export async function call<E>(name: keyof typeof routes, input: CallInput<E> = {}): Promise<EndpointResponse<E>> {
  const { method, path } = routes[name];
  const init = {
    method,
    signal: input.signal,
    headers: { ...(input.body === undefined ? {} : { 'content-type': 'application/json' }), ...changeHeaders(method) },
    body: input.body === undefined ? undefined : JSON.stringify(input.body),
  };
  const answer = await send(urlOf(path, input.params, input.query), init, input.timeoutMs);
  return (await answer.json()) as EndpointResponse<E>;
}

/** Uploads a file as the request body with its progress (0–1); the browser's fetch cannot tell how much has left. */
export function upload<Response>(
  url: string,
  body: Blob,
  onProgress: (share: number) => void,
  signal?: AbortSignal,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    for (const [header, value] of Object.entries(changeHeaders('POST'))) request.setRequestHeader(header, value);
    request.upload.onprogress = (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0);
    request.onload = () => {
      const answer = parse(request.responseText);
      if (request.status < 300) resolve(answer as Response);
      else reject(errorOf(request.status, answer));
    };
    request.onerror = () => reject(new ConnectionLost());
    request.onabort = () => reject(new DOMException('The upload was cancelled', 'AbortError'));
    if (signal?.aborted) return reject(new DOMException('The upload was cancelled', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}

function changeHeaders(method: string): Record<string, string> {
  return method === 'GET' || !csrfToken ? {} : { 'x-zhike-csrf': csrfToken };
}

async function send(url: string, init: RequestInit, timeoutMs = TIMEOUT_MS): Promise<globalThis.Response> {
  let answer: globalThis.Response;
  try {
    const timeout = AbortSignal.timeout(timeoutMs);
    answer = await fetch(url, {
      ...init,
      credentials: 'same-origin',
      signal: init.signal ? anyOf(init.signal, timeout) : timeout,
    });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ConnectionLost({ cause: error });
  }
  if (answer.ok) return answer;
  const error = errorOf(answer.status, parse(await answer.text()));
  if (error.status === 401) onSignedOut();
  throw error;
}

function anyOf(...signals: AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) controller.abort(signal.reason);
    signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true });
  }
  return controller.signal;
}

function errorOf(status: number, body: unknown): ApiError {
  const {
    code = 'common.internal',
    details,
    requestId = null,
  } = (body ?? {}) as { code?: string; details?: Record<string, unknown>; requestId?: string };
  return new ApiError(code, status, details, requestId);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function urlOf(pattern: string, params: object = {}, query: object = {}): string {
  const path = pattern.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown>)[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    for (const item of Array.isArray(value) ? value : [value]) search.append(name, String(item));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}
