import { PassThrough } from 'node:stream';
import type { Dependencies } from '../../dependencies.ts';
import type { News, NewsFeed } from '../../platform/http/news-feed.ts';
import type { Routers } from '../../routers.ts';
import { customersInScope } from '../customer/scope.ts';
import type { MemberViewer } from '../corp/viewer.ts';

const HEARTBEAT_MS = 20_000;
/** News of one moment go out together: pages refetch once for all of them. */
const GATHER_MS = 150;

/** `/api/live`: server-sent events with ids and types only; pages refetch what they show. A viewer hears of what she may see. */
export function liveRoutes({ member }: Routers, { db, log }: Pick<Dependencies, 'db' | 'log'>, feed: NewsFeed): void {
  member.handleRaw({ method: 'GET', path: '/api/live', audience: 'member' }, async ({ viewer, ctx }) => {
    const stream = new PassThrough();
    ctx.set({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    ctx.status = 200;
    ctx.body = stream;
    stream.write('retry: 3000\n\n');

    let gathered: News[] = [];
    let timer: NodeJS.Timeout | null = null;
    const flush = async () => {
      timer = null;
      const news = gathered;
      gathered = [];
      try {
        for (const item of await visibleTo(viewer, news))
          stream.write(`id: ${item.id}\ndata: ${JSON.stringify({ type: item.type, customerId: item.customerId })}\n\n`);
      } catch (error) {
        // The page refetches when it reconnects: ending the stream loses nothing.
        log.warn({ error: (error as Error).name }, 'live stream ended');
        stream.end();
      }
    };
    const unsubscribe = feed.subscribe((item) => {
      gathered.push(item);
      timer ??= setTimeout(() => void flush(), GATHER_MS);
    });
    const heartbeat = setInterval(() => stream.write(': still here\n\n'), HEARTBEAT_MS);
    ctx.req.once('close', () => {
      unsubscribe();
      clearInterval(heartbeat);
      if (timer) clearTimeout(timer);
      stream.end();
    });
  });

  async function visibleTo(viewer: MemberViewer, news: News[]): Promise<News[]> {
    if (viewer.scope.kind === 'all') return news;
    const customerIds = [...new Set(news.flatMap((item) => item.customerId ?? []))];
    const visible =
      customerIds.length > 0 ? await customersInScope(db.read, viewer.scope, customerIds) : new Set<string>();
    return news.filter((item) =>
      item.customerId === null
        ? item.memberUserId === null || item.memberUserId === viewer.userId
        : visible.has(item.customerId),
    );
  }
}
