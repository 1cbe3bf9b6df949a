import { type ChildProcess, spawn } from 'node:child_process';
import { builtFile } from './built-file.ts';
import { freePort } from './start-test-server.ts';
import { testEnvironment } from './test-config.ts';

/** Patience with a busy machine. */
const READY_WITHIN_MS = 60_000;

export interface ServerProcess {
  origin: string;
  /** Ends it, by default as a power cut does; resolves when it is gone. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

/** Of a server on a database of its own, at a port that is free. */
export async function processEnvironment(
  { url, folder }: { url: string; folder: string },
  more: Record<string, string> = {},
): Promise<Record<string, string>> {
  const port = String(await freePort());
  const place = { PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}`, DATABASE_URL: url, DATA_DIR: folder };
  return testEnvironment({ ...place, ...more });
}

/** The built server in a process of its own, so that it can be killed. Resolves when it is ready. */
export async function startProcess(environment: Record<string, string>, folder: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [await builtFile('main.js')], {
    // Its own folder: a developer's .env is not for tests.
    cwd: folder,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let lastWords = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (lastWords = (lastWords + text).slice(-2_000)));
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  void gone.then(() => process.off('exit', killWithUs));
  const end = (signal: NodeJS.Signals = 'SIGKILL') => (child.kill(signal), gone);

  const origin = `http://127.0.0.1:${environment.PORT}`;
  for (const deadline = Date.now() + READY_WITHIN_MS; ; ) {
    if (hasEnded(child)) throw new Error(`the server ended at its start: ${lastWords}`);
    const status = await fetch(`${origin}/readyz`).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return { origin, end };
    if (Date.now() > deadline) {
      await end();
      throw new Error(`the server was not ready in time: ${lastWords}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;
