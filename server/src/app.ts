import Koa from 'koa';
import helmet from 'koa-helmet';
import { createAuthenticators } from './authenticators.ts';
import type { Dependencies } from './dependencies.ts';
import { demoMemberSwitch } from './domains/corp/member-authentication.ts';
import { answerErrors } from './platform/http/answer-errors.ts';
import { clientAddress } from './platform/http/client-address.ts';
import { countRequests } from './platform/http/count-requests.ts';
import { servePages } from './pages.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { createRouters } from './routers.ts';
import { type RouteParts, registerRoutes } from './routes.ts';
import { serveWeappPreview } from './weapp-preview.ts';

export interface AppParts extends RouteParts {
  checkResponses: boolean;
}

/** The Koa app: middleware and every route, in reading order. Callbacks from WeCom are answered before it (see `server.ts`). */
export function createApp(deps: Dependencies, parts: AppParts): Koa {
  const { config, log, metrics } = deps;
  const app = new Koa();
  // What reaches Koa itself is a client that hung up or a fault in a middleware: log the kind, never the request.
  app.on('error', (error: { code?: string; name?: string }) =>
    log.warn({ error: error.code ?? error.name }, 'response not finished'),
  );

  app.use(countRequests(metrics));
  app.use(answerErrors(log));
  app.use(clientAddress(config.http.trustProxy));
  app.use(
    helmet({
      contentSecurityPolicy: contentSecurityPolicy(config),
      crossOriginEmbedderPolicy: false,
      crossOriginResourcePolicy: false,
      xFrameOptions: false,
      strictTransportSecurity: config.http.secureCookies,
    }),
  );

  const routers = createRouters(createAuthenticators(deps), {
    openApiKey: config.openApiKey,
    checkResponses: parts.checkResponses,
  });
  registerRoutes(routers, deps, parts);
  for (const { router } of Object.values(routers)) app.use(router.routes());
  app.use(demoMemberSwitch(deps));
  app.use(servePages(config));
  app.use(serveWeappPreview(config));
  return app;
}
