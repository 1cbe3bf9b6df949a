import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadResult } from './http-load.ts';

/** Requests a second that a server on `port` answers, driven from another process. Throws when an answer has another status. */
export async function requestsPerSecond(
  port: number,
  requests: string[],
  options: { connections?: number; durationMs: number; each?: 'again' | 'once' },
): Promise<number> {
  const child = fork(fileURLToPath(new URL('./http-load.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
  const result = await new Promise<LoadResult>((resolve, reject) => {
    child.once('message', (message) => resolve(message as LoadResult));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`load process ended with ${code}`)));
    child.send({
      port,
      connections: options.connections ?? 64,
      durationMs: options.durationMs,
      requests,
      expectStatus: 200,
      each: options.each ?? 'again',
    });
  });
  if (result.wrongStatus > 0) throw new Error(`${result.wrongStatus} of ${result.completed} answers were not 200`);
  return result.completed / result.seconds;
}
