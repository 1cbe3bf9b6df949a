import type { Context, Middleware } from 'koa';
import { DomainError, describeError, InvalidInput, NotFound } from '../errors.ts';
import { newId } from '../id.ts';
import type { Logger } from '../log.ts';
import { statusOfKind } from './error-table.ts';

/** Turns what handlers throw into `{ code, requestId, details }`. Unknown errors answer 500 without any detail. */
export function answerErrors(log: Logger): Middleware {
  return async function answerErrorsMiddleware(ctx, next) {
    const requestId = newId();
    ctx.state.requestId = requestId;
    ctx.set('x-request-id', requestId);
    try {
      requireReadableAddress(ctx);
      await next();
      if (ctx.status === 404 && ctx.body === undefined) throw new NotFound({ what: 'route' });
      if (ctx.status === 405 || ctx.status === 501) ctx.body = { code: 'request.method_not_allowed', requestId };
    } catch (error) {
      if (error instanceof DomainError) {
        ctx.status = statusOfKind[error.kind];
        ctx.body = { code: error.code, requestId, details: error.details };
        if (ctx.status >= 500)
          log.warn({ requestId, code: error.code, route: ctx.routerPath }, 'request failed upstream');
        // Guessing a key or forging a page's request leaves a trace that can be counted by address.
        if (error.kind === 'unauthenticated' || error.kind === 'forbidden') {
          const { clientAddress } = ctx.state;
          log.info({ requestId, code: error.code, route: ctx.routerPath, clientAddress }, 'request refused');
        }
        return;
      }
      const status = (error as { status?: number; expose?: boolean }).status;
      if (status && status >= 400 && status < 500 && (error as { expose?: boolean }).expose) {
        ctx.status = status;
        ctx.body = { code: 'request.invalid', requestId };
        return;
      }
      log.error(
        {
          requestId,
          route: ctx.routerPath,
          error: describeError(error),
          stack: error instanceof Error ? error.stack?.split('\n').slice(1, 6) : undefined,
        },
        'request failed',
      );
      ctx.status = 500;
      ctx.body = { code: 'common.internal', requestId };
    }
  };
}

/** Koa reads the address when it is first asked for, and throws on some (`http://[x`): found out here, once. */
function requireReadableAddress(ctx: Context): void {
  try {
    void ctx.path;
    void ctx.query;
  } catch {
    throw new InvalidInput({ issues: [{ path: 'url', message: 'is not an address' }] });
  }
}
