import type { Dependencies } from '../../dependencies.ts';
import { describeError } from '../../platform/errors.ts';
import type { Routers } from '../../routers.ts';
import { measureQueues } from './measure-queues.ts';

/** `/healthz` alive; `/readyz` database reachable and migrated; `/metrics` for Prometheus. */
export function healthRoutes(routers: Routers, { db, log, metrics, clock }: Dependencies): void {
  routers.public.handleRaw({ method: 'GET', path: '/healthz', audience: 'public' }, async ({ ctx }) => {
    ctx.body = { status: 'alive' };
  });
  routers.public.handleRaw({ method: 'GET', path: '/readyz', audience: 'public' }, async ({ ctx }) => {
    const ready = await db.isReady().catch((error: unknown) => {
      log.warn({ error: describeError(error) }, 'not ready');
      return false;
    });
    ctx.status = ready ? 200 : 503;
    ctx.body = { status: ready ? 'ready' : 'not_ready' };
  });
  routers.ops.handleRaw({ method: 'GET', path: '/metrics', audience: 'ops' }, async ({ ctx }) => {
    await measureQueues(db, metrics, clock);
    ctx.type = metrics.registry.contentType;
    ctx.body = await metrics.registry.metrics();
  });
}
