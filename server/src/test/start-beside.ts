import type { ProcessRole } from '../config.ts';
import { createLogger } from '../platform/log.ts';
import { type RunningServer, type StartOptions, startServer } from '../server.ts';
import type { TestServer } from './start-test-server.ts';

/** Another server on the database of the first, as a second process would be: own id, own pool, own workers. MySQL only. */
export function startBeside(
  first: TestServer,
  { roles, ...options }: StartOptions & { roles?: ProcessRole[] } = {},
): Promise<RunningServer> {
  const { config } = first;
  return startServer(
    { ...config, roles: roles ?? config.roles, http: { ...config.http, port: 0 } },
    { ticking: false, checkResponses: true, log: createLogger('silent'), ...options },
  );
}
