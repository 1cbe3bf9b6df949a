import { type ChildProcess, fork, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface SandboxProcess {
  credentials: Record<string, string>;
  stop(): void;
}

/** The built sandbox in a process of its own, as everybody starts it. */
export async function spawnSandbox(args: string[], environment: Record<string, string> = {}): Promise<SandboxProcess> {
  const child = spawn(process.execPath, ['scripts/sandbox/dist/main.js', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, SANDBOX_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)));
  });
  return { credentials: JSON.parse(line) as Record<string, string>, stop: () => void child.kill('SIGKILL') };
}

interface LoopDelay {
  p50: number;
  p99: number;
  max: number;
}

export interface ServerProcess {
  child: ChildProcess;
  origin: string;
  /** How late its event loop has been since it started, ms; only `withLoopDelay`. */
  loopDelay(): Promise<LoopDelay>;
}

/** Environment of a server that talks to this sandbox. */
export function serverEnvironment(
  { credentials }: SandboxProcess,
  port: number,
  own: Record<string, string>,
): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    DATA_KEY: Buffer.alloc(32, 5).toString('base64'),
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'error',
    OPEN_API_KEY: 'key-of-the-benchmark-0123456789',
    WECOM_CORP_ID: credentials.corpId!,
    WECOM_AGENT_ID: String(credentials.agentId),
    WECOM_AGENT_SECRET: credentials.agentSecret!,
    WECOM_CALLBACK_TOKEN: credentials.callbackToken!,
    WECOM_CALLBACK_AES_KEY: credentials.callbackAesKey!,
    WECOM_API_BASE: credentials.api!,
    WECOM_OAUTH_BASE: credentials.oauth!,
    WECOM_LOGIN_BASE: credentials.login!,
    ...own,
  };
}

/** Starts the built server and waits for `/readyz`. */
export async function startBuiltServer(
  environment: Record<string, string>,
  { withLoopDelay = false } = {},
): Promise<ServerProcess> {
  const child = fork('server/dist/main.js', [], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // As in production, not with the loader that runs this benchmark.
    execArgv: withLoopDelay ? ['--import', new URL('loop-delay.mjs', import.meta.url).href] : [],
  });
  const origin = `http://127.0.0.1:${environment.PORT}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const ready = await fetch(`${origin}/readyz`).then(
      (answer) => answer.status === 200,
      () => false,
    );
    if (ready) return { child, origin, loopDelay: () => loopDelayOf(child) };
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function loopDelayOf(child: ChildProcess): Promise<LoopDelay> {
  return new Promise((resolve) => {
    child.once('message', (delay) => resolve(delay as LoopDelay));
    child.send('loop delay');
  });
}

export function killHard({ child }: ServerProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
