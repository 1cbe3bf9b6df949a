import { timingSafeEqual } from 'node:crypto';
import type { Context } from 'koa';
import type { MemberViewer } from './domains/corp/viewer.ts';
import type { CustomerViewer } from './domains/customer-app/viewer.ts';
import { NotSignedIn } from './platform/errors.ts';
import { type AnyEndpoint, AudienceRouter } from './platform/http/audience-router.ts';

export interface Authenticators {
  member(ctx: Context, endpoint: AnyEndpoint): Promise<MemberViewer>;
  customer(ctx: Context): Promise<CustomerViewer>;
}

/** One router per audience; a route gets its authentication by where it is registered, so nobody can forget it. */
export function createRouters(
  authenticate: Authenticators,
  options: { openApiKey: string | null; checkResponses: boolean },
) {
  const { checkResponses } = options;
  return {
    public: new AudienceRouter<null>({ audience: 'public', authenticate: async () => null, checkResponses }),
    /** Whoever was sent a link: known by what her browser keeps, if at all. */
    visitor: new AudienceRouter<null>({
      audience: 'visitor',
      authenticate: async () => null,
      checkResponses,
    }),
    member: new AudienceRouter<MemberViewer>({
      audience: 'member',
      authenticate: authenticate.member,
      roleOf: (viewer) => viewer.role,
      checkResponses,
    }),
    customer: new AudienceRouter<CustomerViewer>({
      audience: 'customer',
      authenticate: authenticate.customer,
      checkResponses,
    }),
    openapi: new AudienceRouter<null>({
      audience: 'openapi',
      authenticate: async (ctx) => requireKey(ctx, options.openApiKey),
      checkResponses,
    }),
    /** Health and metrics: for the machine itself and whoever has the key, never through the reverse proxy. */
    ops: new AudienceRouter<null>({
      audience: 'ops',
      authenticate: async (ctx) => requireOps(ctx, options.openApiKey),
      checkResponses,
    }),
  };
}

export type Routers = ReturnType<typeof createRouters>;

function requireKey(ctx: Context, key: string | null): null {
  const given = /^Bearer (.+)$/.exec(ctx.get('authorization'))?.[1];
  if (!key || !given || !sameText(given, key)) throw new NotSignedIn();
  return null;
}

function requireOps(ctx: Context, key: string | null): null {
  const address = ctx.req.socket.remoteAddress ?? '';
  const isLocal = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address);
  if (isLocal && !ctx.get('x-forwarded-for')) return null;
  return requireKey(ctx, key);
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
