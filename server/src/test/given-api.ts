import type { IncomingMessage, ServerResponse } from 'node:http';
import { createApp } from '../app.ts';
import { createAuthenticators } from '../authenticators.ts';
import { outboxCommands } from '../outbox-commands.ts';
import type { AnyEndpoint } from '../platform/http/audience-router.ts';
import { NewsFeed } from '../platform/http/news-feed.ts';
import { createRouters } from '../routers.ts';
import { registerRoutes } from '../routes.ts';
import type { TestServer } from './start-test-server.ts';

export interface Api {
  handle(request: IncomingMessage, response: ServerResponse): unknown;
  /** Every endpoint of every audience, as registered: a new one is in it by itself. */
  endpoints: AnyEndpoint[];
}

/** The server's own app, for `dispatch`, and the list of what it answers. */
export function givenApi({ deps, delivery }: Pick<TestServer, 'deps' | 'delivery'>): Api {
  const feed = new NewsFeed(deps.db, deps.clock, delivery, deps.log);
  const commands = new Map(outboxCommands.map(({ definition }) => [definition.name, definition]));
  const parts = { feed, delivery, commands, checkResponses: true };
  const routers = createRouters(createAuthenticators(deps), {
    openApiKey: deps.config.openApiKey,
    checkResponses: true,
  });
  registerRoutes(routers, deps, parts);
  return {
    handle: createApp(deps, parts).callback(),
    endpoints: Object.values(routers).flatMap((router) => router.endpoints),
  };
}
