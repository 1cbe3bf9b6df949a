import type { ControlEndpoints, ControlFailure } from './contract.ts';

type Keys = keyof ControlEndpoints;
type BodyPart<K extends Keys> = ControlEndpoints[K] extends { body: infer Body } ? { body?: Body } : { body?: never };
type QueryPart<K extends Keys> = ControlEndpoints[K] extends { query: infer Query }
  ? { query?: Query }
  : { query?: never };
type Input<K extends Keys> = BodyPart<K> & QueryPart<K> & { params?: Record<string, string | number> };

/** The control API as a typed function. */
export type ControlClient = <K extends Keys>(key: K, input?: Input<K>) => Promise<ControlEndpoints[K]['response']>;

/** A refusal of the control API. */
export class ControlError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, failure: ControlFailure | undefined) {
    super(failure?.error.message ?? `status ${status}`);
    this.status = status;
    this.code = failure?.error.code ?? '';
  }
}

/** Talks to a sandbox over HTTP, in this process or another. `origin` as in its first line (`api`). */
export function callControl(origin: string): ControlClient {
  return async (key, input) => {
    const [method = '', template = ''] = key.split(' ');
    const path = template.replace(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(String(input?.params?.[name] ?? '')),
    );
    const query = new URLSearchParams(
      Object.entries((input?.query ?? {}) as Record<string, string>).filter(([, value]) => value !== undefined),
    );
    const init: RequestInit = { method };
    if (method === 'POST') {
      init.headers = { 'content-type': 'application/json' };
      init.body = JSON.stringify(input?.body ?? {});
    }
    const answer = await fetch(`${origin}${path}${query.size > 0 ? `?${query.toString()}` : ''}`, init);
    const body: unknown = await answer.json();
    if (!answer.ok) throw new ControlError(answer.status, body as ControlFailure);
    return body as ControlEndpoints[typeof key]['response'];
  };
}
