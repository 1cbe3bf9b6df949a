import Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import type { Audience, Endpoint, EndpointInput, Role } from '@zhike/shared/contracts/endpoint';
import type { z } from 'zod';
import { InvalidInput, NotAllowed } from '../errors.ts';
import { readJsonBody } from './json-body.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- any endpoint whatever; its own types come back through EndpointInput
export type AnyEndpoint = Endpoint<any, any, any, any>;

type Handler<E extends AnyEndpoint, Viewer> = (
  input: EndpointInput<E> & { viewer: Viewer; ctx: Context },
) => Promise<z.input<E['response']>>;

export interface AudienceRouterOptions<Viewer> {
  audience: Audience;
  /** Says who is asking, or throws NotSignedIn. Runs before every handler of this router. */
  authenticate(ctx: Context, endpoint: AnyEndpoint): Promise<Viewer>;
  roleOf?(viewer: Viewer): Role;
  /** Checks what goes out as well; on outside production. */
  checkResponses: boolean;
}

/** All routes of one audience: authentication attached once, every contract of this audience and no other. */
export class AudienceRouter<Viewer> {
  readonly router = new Router();
  readonly endpoints: AnyEndpoint[] = [];

  constructor(private readonly options: AudienceRouterOptions<Viewer>) {}

  /** Binds a contract to its handler: who may call, what is accepted, which action, how it is shown. */
  handle<E extends AnyEndpoint>(endpoint: E, handler: Handler<E, Viewer>): void {
    const { audience, authenticate, roleOf, checkResponses } = this.options;
    if (endpoint.audience !== audience)
      throw new Error(`${endpoint.method} ${endpoint.path} is for ${endpoint.audience}, not ${audience}`);
    this.endpoints.push(endpoint);
    const answer: Middleware = async (ctx) => {
      const viewer = await authenticate(ctx, endpoint);
      if (endpoint.roles && !(roleOf && endpoint.roles.includes(roleOf(viewer)))) throw new NotAllowed();
      const input = {
        params: check(endpoint.params, 'params', ctx.params),
        query: check(endpoint.query, 'query', { ...ctx.query }),
        body: endpoint.body
          ? check(endpoint.body, 'body', await readJsonBody(ctx.req, endpoint.maxBodyBytes))
          : undefined,
      } as EndpointInput<E>;
      const body = await handler({ ...input, viewer, ctx });
      if (checkResponses && endpoint.response.safeParse) {
        const checked = endpoint.response.safeParse(body);
        if (!checked.success)
          throw new Error(
            `response of ${endpoint.method} ${endpoint.path} breaks its contract: ${checked.error.message}`,
          );
      }
      ctx.body = body ?? {};
    };
    this.router.register(endpoint.path, [endpoint.method], answer);
  }

  /** For what is not JSON: redirects, downloads, uploads, pages. The handler writes `ctx` itself. */
  handleRaw(
    endpoint: Pick<AnyEndpoint, 'method' | 'path' | 'audience' | 'roles'>,
    handler: (input: { viewer: Viewer; ctx: Context }) => Promise<void>,
  ): void {
    const { audience, authenticate, roleOf } = this.options;
    if (endpoint.audience !== audience)
      throw new Error(`${endpoint.method} ${endpoint.path} is for ${endpoint.audience}, not ${audience}`);
    this.endpoints.push(endpoint as AnyEndpoint);
    this.router.register(endpoint.path, [endpoint.method], async (ctx) => {
      const viewer = await authenticate(ctx, endpoint as AnyEndpoint);
      if (endpoint.roles && !(roleOf && endpoint.roles.includes(roleOf(viewer)))) throw new NotAllowed();
      await handler({ viewer, ctx });
    });
  }
}

function check(schema: z.ZodType | undefined, part: string, value: unknown): unknown {
  if (!schema) return undefined;
  const parsed = parse(schema, part, value);
  if (parsed.success) return parsed.data;
  throw new InvalidInput({
    issues: parsed.error.issues
      .slice(0, 20)
      .map((issue) => ({ path: [part, ...issue.path].join('.'), message: issue.message })),
  });
}

/** zod compares the `length` of whatever has one; JavaScript throws where that is an object with a `toString` of its own. */
function parse(schema: z.ZodType, part: string, value: unknown) {
  try {
    return schema.safeParse(value);
  } catch (error) {
    if (!(error instanceof TypeError && error.message === 'Cannot convert object to primitive value')) throw error;
    throw new InvalidInput({ issues: [{ path: part, message: 'holds what cannot be compared' }] });
  }
}
