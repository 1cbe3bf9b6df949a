import type { ControlEndpoints, ControlFailure } from '../../src/control/contract.ts';

type Endpoint = keyof ControlEndpoints;
type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;
type Params<K extends Endpoint> = [ParamNames<K>] extends [never] ? object : { params: Record<ParamNames<K>, string> };
type Query<K extends Endpoint> = ControlEndpoints[K] extends { query: infer Q } ? { query?: Q } : object;
type Body<K extends Endpoint> = ControlEndpoints[K] extends { body: infer B } ? { body: B } : object;
export type ControlInput<K extends Endpoint> = Params<K> & Query<K> & Body<K> & { signal?: AbortSignal };
export type ControlOutput<K extends Endpoint> = ControlEndpoints[K]['response'];

/** A refused or failed call; the message is Chinese and can be shown. */
class ControlError extends Error {
  readonly code: string;
  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** Calls one endpoint of the sandbox's control API (same origin as this page). */
export async function control<K extends Endpoint>(endpoint: K, input: ControlInput<K>): Promise<ControlOutput<K>> {
  const given: { params?: Record<string, string>; query?: unknown; body?: unknown; signal?: AbortSignal } = input;
  const space = endpoint.indexOf(' ');
  const method = endpoint.slice(0, space);
  const path = fillPath(endpoint.slice(space + 1), given.params ?? {}) + queryString(given.query);
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: method === 'POST' ? { 'content-type': 'application/json' } : {},
      body: method === 'POST' ? JSON.stringify(given.body ?? {}) : undefined,
      signal: given.signal,
    });
  } catch (cause) {
    if (given.signal?.aborted) throw cause;
    throw new ControlError('unreachable', '连不上模拟器，请确认它还在运行', cause);
  }
  const answer: unknown = await response.json().catch((cause: unknown) => {
    throw new ControlError('not_json', `模拟器的回答无法读懂（HTTP ${response.status}）`, cause);
  });
  if (!response.ok) {
    const { error } = answer as ControlFailure;
    throw new ControlError(
      error?.code ?? 'unknown',
      error?.message ?? `模拟器没有完成这一步（HTTP ${response.status}）`,
    );
  }
  return answer as ControlOutput<K>;
}

function fillPath(path: string, params: Record<string, string>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

function queryString(query: unknown): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`;
}
