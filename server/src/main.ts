import { existsSync } from 'node:fs';
import { readConfig } from './config.ts';
import { followSandboxClock } from './demo.ts';
import { describeError } from './platform/errors.ts';
import { Refused } from './platform/refused.ts';
import { startServer } from './server.ts';

if (process.argv.includes('--help')) {
  console.log(
    'Starts the Zhike server. Configuration comes from the environment and from .env in the current folder; see .env.example.',
  );
  process.exit(0);
}
if (existsSync('.env') && process.env.DEMO !== '1') process.loadEnvFile('.env');

try {
  const config = readConfig(process.env);
  const server = await startServer(config);
  // Of this process as a whole; a test runs several servers in one.
  server.deps.metrics.collectProcessMetrics();
  const stopFollowing = config.demo
    ? followSandboxClock(config.demo.sandboxOrigin, server.clock, server.deps.log)
    : () => undefined;
  server.deps.log.info(
    { origin: server.origin, roles: config.roles, publicUrl: config.http.publicUrl },
    'server ready',
  );

  let stopping = false;
  const stop = (reason: string) => {
    if (stopping) return;
    stopping = true;
    server.deps.log.info({ reason }, 'stopping');
    stopFollowing();
    // What does not end in time is taken up by the next start: everything under way is in the database.
    setTimeout(() => process.exit(1), 15_000).unref();
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        server.deps.log.error({ error: describeError(error) }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  // Started by another program with a channel (npm start does): end with it, however it ends.
  process.on('disconnect', () => stop('parent ended'));
} catch (error) {
  console.error(
    error instanceof Refused ? error.message : `启动失败 / could not start: ${describeError(error, 2_000)}`,
  );
  process.exit(1);
}
