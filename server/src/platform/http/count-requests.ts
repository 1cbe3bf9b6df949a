import type { Middleware } from 'koa';
import type { Metrics } from '../metrics.ts';

/** Durations by route pattern, never by path: paths hold ids. */
export function countRequests(metrics: Metrics): Middleware {
  return async function countRequestsMiddleware(ctx, next) {
    const started = performance.now();
    await next();
    const route = ctx.routerPath ?? 'other';
    metrics.httpRequests.observe(
      { route, method: ctx.method, status: ctx.status },
      (performance.now() - started) / 1000,
    );
  };
}
