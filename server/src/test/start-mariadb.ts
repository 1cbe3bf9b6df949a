import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import mysql from 'mysql2/promise';
import { freePort } from './start-test-server.ts';

export interface PrivateMariaDb {
  /** Of an empty database on it. */
  url: string;
  /** The same, through its Unix socket. */
  socketUrl: string;
  /** Kills it as a power cut does. */
  kill(): Promise<void>;
  /** Starts it again on the same files and port; resolves when it answers. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

const READY_WITHIN_MS = 20_000;

function find(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Programs for a MariaDB of one's own, or undefined where it is not installed. */
export function findMariaDb(): { server: string; installer: string } | undefined {
  const [server, installer] = [find('mariadbd'), find('mariadb-install-db')];
  return server && installer ? { server, installer } : undefined;
}

/** A MariaDB that this test alone uses and may kill. */
export async function startMariaDb({
  server,
  installer,
}: {
  server: string;
  installer: string;
}): Promise<PrivateMariaDb> {
  const folder = mkdtempSync(join(tmpdir(), 'zhike-test-mariadb-'));
  const asUser = process.getuid?.() === 0 ? ['--user=mysql'] : [];
  if (asUser.length > 0) {
    chmodSync(folder, 0o755);
    spawnSync('chown', ['mysql', folder]);
  }
  const data = `--datadir=${join(folder, 'data')}`;
  const installed = spawnSync(installer, [
    '--no-defaults',
    ...asUser,
    data,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ]);
  if (installed.status !== 0)
    throw new Error(`mariadb-install-db failed: ${installed.stderr.toString().slice(-1_000)}`);
  const port = await freePort();
  const root = `mysql://root@127.0.0.1:${port}`;
  let child: ReturnType<typeof spawn> | undefined;
  const killWithUs = () => child?.kill('SIGKILL');
  process.once('exit', killWithUs);

  const answers = async () => {
    const connection = await mysql.createConnection({ uri: root, connectTimeout: 1_000 }).catch(() => null);
    await connection?.end();
    return connection !== null;
  };
  const start = async () => {
    child = spawn(
      server,
      [
        '--no-defaults',
        ...asUser,
        data,
        `--socket=${join(folder, 's')}`,
        `--pid-file=${join(folder, 'pid')}`,
        '--bind-address=127.0.0.1',
        `--port=${port}`,
        '--character-set-server=utf8mb4',
        // What production has: an acknowledged commit survives the machine.
        '--innodb-flush-log-at-trx-commit=1',
      ],
      { stdio: 'ignore' },
    );
    for (const deadline = Date.now() + READY_WITHIN_MS; !(await answers()); ) {
      if (Date.now() > deadline) throw new Error('the private MariaDB did not start');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const kill = () =>
    new Promise<void>((resolve) => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('close', () => resolve());
      child.kill('SIGKILL');
    });

  await start();
  const connection = await mysql.createConnection({ uri: root });
  await connection.query('CREATE DATABASE zhike_test_private CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
  await connection.end();
  return {
    url: `${root}/zhike_test_private`,
    socketUrl: `mysql://root@localhost/zhike_test_private?socketPath=${join(folder, 's')}`,
    kill,
    start,
    async remove() {
      await kill();
      process.off('exit', killWithUs);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
