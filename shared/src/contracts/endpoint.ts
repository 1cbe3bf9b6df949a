import type { z } from 'zod';

/** Who a route is for. One router each; its authentication is attached once. */
export type Audience = 'callback' | 'public' | 'visitor' | 'member' | 'partner' | 'customer' | 'openapi' | 'ops';
export type Role = 'admin' | 'manager' | 'rep';
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  method: Method;
  /** Absolute path with `:name` parameters, e.g. `/api/tags/:tagId`. */
  path: string;
  audience: Audience;
  /** Member routes only: who may call. Absent = every role. */
  roles?: readonly Role[];
  summary: string;
  params?: Params;
  query?: Query;
  body?: Body;
  /** How large the body may be, bytes; one MiB unless said. */
  maxBodyBytes?: number;
  response: Response;
}

/** Describes one HTTP endpoint; the route, the tests, the OpenAPI document and the clients' types all come from it. */
export function endpoint<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Response extends z.ZodType = z.ZodUndefined,
>(definition: Endpoint<Params, Query, Body, Response>): Endpoint<Params, Query, Body, Response> {
  return definition;
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;
type Sent<T> = T extends z.ZodType ? z.input<T> : undefined;

/** What a handler receives. */
export type EndpointInput<E> =
  E extends Endpoint<infer P, infer Q, infer B, z.ZodType>
    ? { params: Parsed<P>; query: Parsed<Q>; body: Parsed<B> }
    : never;

/** What a client sends. */
export type EndpointRequest<E> =
  E extends Endpoint<infer P, infer Q, infer B, z.ZodType> ? { params: Sent<P>; query: Sent<Q>; body: Sent<B> } : never;

export type EndpointResponse<E> = E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer R> ? z.output<R> : never;
