import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Sandbox } from '../sandbox.ts';
import type { ControlEndpoints } from './contract.ts';
import type { Shape } from './check-body.ts';

export type ControlKey = keyof ControlEndpoints;
type BodyOf<K extends ControlKey> = ControlEndpoints[K] extends { body: infer Body } ? Body : Record<string, never>;
type QueryOf<K extends ControlKey> = ControlEndpoints[K] extends { query: infer Query } ? Query : Record<string, never>;
type ResponseOf<K extends ControlKey> = ControlEndpoints[K]['response'];

/** What one control endpoint works with. Path parameters are decoded. */
export interface ControlCall<K extends ControlKey> {
  sandbox: Sandbox;
  params: Record<string, string>;
  query: QueryOf<K>;
  body: BodyOf<K>;
  request: IncomingMessage;
  response: ServerResponse;
  /** Starts over; only the sandbox's owner knows what it began with. */
  reset: () => void;
}

type HandlerOf<K extends ControlKey> = (call: ControlCall<K>) => ResponseOf<K> | Promise<ResponseOf<K>>;

/** An endpoint with a body states the body's shape, so that a wrong request gets a clear answer. */
export type ControlRoute<K extends ControlKey> = ControlEndpoints[K] extends { body: infer Body }
  ? { shape: Shape<Body>; handle: HandlerOf<K> }
  : { handle: HandlerOf<K> };

/** All endpoints of the contract: leaving one out does not compile. */
export type ControlRoutes = { [K in ControlKey]: ControlRoute<K> };

/** A family of routes, checked against the contract. */
export function routes<K extends ControlKey>(
  family: { [Key in K]: ControlRoute<Key> },
): { [Key in K]: ControlRoute<Key> } {
  return family;
}
