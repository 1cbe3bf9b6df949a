import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface ForkedServer {
  name: string;
  port: number;
  stop(): Promise<void>;
}

/** Starts `receiver-server.ts` with the built server's modules in a process of its own. */
export async function forkReceiver(name: string, environment: Record<string, string>): Promise<ForkedServer> {
  const child = fork(fileURLToPath(new URL('./receiver-server.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: {
      PATH: process.env.PATH,
      DATA_KEY: Buffer.alloc(32, 9).toString('base64'),
      PUBLIC_URL: 'http://127.0.0.1:3000',
      WECOM_AGENT_ID: '1000002',
      WECOM_AGENT_SECRET: 'a-secret-that-is-never-used-here',
      ...environment,
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port));
    child.once('exit', (code) => reject(new Error(`${name}: server ended with ${code}`)));
  });
  return {
    name,
    port,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}
