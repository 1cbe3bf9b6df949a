import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProgram } from './find-program.mjs';
import { findFreePort } from './ports.mjs';
import { collect } from './processes.mjs';
import { inProject, Stop } from './project.mjs';

const usualUrl = 'mysql://root@127.0.0.1:3306';
const READY_WITHIN_MS = 30_000;
const MEMORY_FOLDER = '/dev/shm';
const ENOUGH_MEMORY = 4 * 1024 ** 3;

/** A database that lives as long as a test run need not survive a power cut: it spares half of its work and a third of the time. */
const forgetful = [
  'innodb-flush-log-at-trx-commit=0',
  'innodb-flush-method=nosync',
  'innodb-doublewrite=0',
  'performance-schema=0',
].map((option) => `--loose-${option}`);

/**
 * A MySQL or MariaDB for the tests: TEST_DATABASE_URL, else a private one where mariadbd is installed, else root without password on
 * 127.0.0.1:3306. Only databases named `zhike_test_…` are ever created or dropped on it.
 * @returns {Promise<{ url: string, says: string, stop(): Promise<void> } | undefined>}
 */
export async function findTestMysql({ given = process.env.TEST_DATABASE_URL, usual = usualUrl } = {}) {
  if (given) {
    const version = await versionOf(given).catch((error) => {
      throw new Stop(`TEST_DATABASE_URL is set, but the database does not answer: ${error.message}`);
    });
    return { url: given, says: `${version} from TEST_DATABASE_URL`, stop: async () => {} };
  }
  const [server, installer] = [['mariadbd'], ['mariadb-install-db']].map((names) =>
    findProgram(names, ['/usr/sbin', '/usr/local/sbin']),
  );
  if (server && installer) return startPrivately(server, installer);
  const version = await versionOf(usual).catch(() => undefined);
  return version && { url: usual, says: `${version} on 127.0.0.1:3306`, stop: async () => {} };
}

/** Drops what a test run has left behind, for instance because a process was killed. @param {string} prefix `zhike_test_…` */
export async function dropDatabases(url, prefix) {
  if (!/^zhike_test_\w+$/.test(prefix)) throw new Error(`"${prefix}" is not the prefix of a test run`);
  await withConnection(url, async (connection) => {
    // Underscores are escaped: in LIKE they stand for any character.
    const [rows] = await connection.query('SHOW DATABASES LIKE ?', [`${prefix.replaceAll('_', '\\_')}%`]);
    for (const row of rows) await connection.query(`DROP DATABASE IF EXISTS \`${Object.values(row)[0]}\``);
  });
}

const versionOf = (url) =>
  withConnection(url, async (connection) => (await connection.query('SELECT VERSION() AS v'))[0][0].v);

async function withConnection(url, work) {
  const mysql = createRequire(inProject('server/package.json'))('mysql2/promise');
  const connection = await mysql.createConnection({ uri: url, connectTimeout: 3000 });
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

async function startPrivately(server, installer) {
  const folder = mkdtempSync(path.join(roomyFolder(), 'zhike-mariadb-'));
  const [data, socket] = [path.join(folder, 'data'), path.join(folder, 's')];
  const asUser = process.getuid?.() === 0 ? ['--user=mysql'] : [];
  if (asUser.length > 0) {
    chmodSync(folder, 0o755);
    await mustSucceed('chown', ['mysql', folder]);
  }
  await mustSucceed(installer, [
    '--no-defaults',
    ...asUser,
    `--datadir=${data}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ]);
  const port = await findFreePort(0);
  const child = spawn(
    server,
    [
      '--no-defaults',
      ...asUser,
      `--datadir=${data}`,
      `--socket=${socket}`,
      `--pid-file=${path.join(folder, 'pid')}`,
      '--bind-address=127.0.0.1',
      `--port=${port}`,
      '--character-set-server=utf8mb4',
      '--transaction-isolation=READ-COMMITTED',
      ...forgetful,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let lastWords = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    lastWords = (lastWords + text).slice(-4000);
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  // However we end, the private server must not stay.
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    process.off('exit', killAtExit);
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `mysql://root@127.0.0.1:${port}`;
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline && child.exitCode === null) {
    const version = await versionOf(url).catch(() => undefined);
    if (version) return { url, says: `${version}, started privately`, stop };
    await sleep(100);
  }
  await stop();
  throw new Stop(`The private MariaDB did not start:\n${lastWords}`);
}

/** Memory where there is plenty of it: a container may have 64 MB. */
function roomyFolder() {
  if (!existsSync(MEMORY_FOLDER)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY_FOLDER);
  return bavail * bsize >= ENOUGH_MEMORY ? MEMORY_FOLDER : tmpdir();
}

async function mustSucceed(command, args) {
  const { code, output } = await collect(command, args);
  if (code !== 0) throw new Stop(`${command} failed (${code}):\n${output}`);
}
