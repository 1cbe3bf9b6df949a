import type { Dependencies } from './dependencies.ts';
import { customerAppRoutes } from './domains/customer-app/routes.ts';
import { healthRoutes } from './domains/operation/health-routes.ts';
import { auditRoutes } from './domains/audit/routes.ts';
import { corpRoutes } from './domains/corp/routes.ts';
import type { NewsFeed } from './platform/http/news-feed.ts';
import type { Routers } from './routers.ts';
import { mediaRoutes } from './domains/media/routes.ts';

export interface RouteParts {
  feed: NewsFeed;
}

/** All routes, in reading order. */
export function registerRoutes(routers: Routers, deps: Dependencies, _parts: RouteParts): void {
  customerAppRoutes(routers, deps);
  healthRoutes(routers, deps);
  corpRoutes(routers, deps);
  auditRoutes(routers, deps);
  mediaRoutes(routers, deps);
}
