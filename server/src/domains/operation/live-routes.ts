import type { Routers } from '../../routers.ts';
import type { LivePages } from './live-pages.ts';

/** `/api/live`: server-sent events with ids and types only; pages refetch what they show. A viewer hears of what she may see. */
export function liveRoutes({ member }: Routers, pages: LivePages): void {
  member.handleRaw({ method: 'GET', path: '/api/live', audience: 'member' }, async ({ viewer, ctx }) => {
    const { stream, close } = pages.open(viewer);
    ctx.res.once('close', close);
    ctx.set({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    ctx.status = 200;
    ctx.body = stream;
  });
}
