import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const HELP = `Usage: node miniprogram/build.mjs weapp|h5 [--if-stale]

Builds the mini-program for WeChat (miniprogram/dist) or for a browser (miniprogram/dist-h5).
  --if-stale   does nothing when the last build was made from the same sources and settings

Settings (environment):
  TARO_APP_API_ORIGIN  origin of the Zhike server, e.g. https://crm.example.com; WeChat allows only hosts listed in its console.
                       weapp default: http://127.0.0.1:3000. h5 default: empty, the origin that serves the page.
  TARO_APP_APPID       appid of your mini-program; written to project.config.json (weapp only).`;

const LOCK_POLL_MS = 200;
const LOCK_WRITE_MS = 5_000;

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const targets = {
  weapp: { output: 'dist', proof: 'app.json', defaultOrigin: 'http://127.0.0.1:3000' },
  h5: { output: 'dist-h5', proof: 'index.html', defaultOrigin: '' },
};

await main(process.argv.slice(2));

async function main(args) {
  if (args.includes('--help')) return say(HELP);
  const [name, ...flags] = args;
  const target = targets[name];
  if (!target || flags.some((flag) => flag !== '--if-stale')) return fail(HELP);

  const origin = process.env.TARO_APP_API_ORIGIN ?? target.defaultOrigin;
  if (origin !== '' && !isOrigin(origin))
    return fail(`TARO_APP_API_ORIGIN must be an origin such as https://crm.example.com`);
  if (name === 'weapp' && origin === '')
    return fail('TARO_APP_API_ORIGIN must not be empty: a mini-program has no origin of its own');
  if (name === 'weapp' && process.env.TARO_APP_APPID) writeAppid(process.env.TARO_APP_APPID);

  const release = await takeTurn(name);
  try {
    await build(name, target, origin, flags.includes('--if-stale'));
  } finally {
    release();
  }
}

async function build(name, target, origin, onlyIfStale) {
  const output = join(here, target.output);
  const stamp = join(here, '.cache', `${name}.sha256`);
  const digest = digestOf(name, origin);
  const isCurrent =
    existsSync(stamp) && readFileSync(stamp, 'utf8') === digest && existsSync(join(output, target.proof));
  if (onlyIfStale && isCurrent) return;

  // Taro exits 0 on an invalid configuration and writes nothing: an old output would then pass for the new one.
  rmSync(stamp, { force: true });
  rmSync(output, { recursive: true, force: true });
  const { status, log } = await taroBuild(name, origin);
  if (status !== 0 || !existsSync(join(output, target.proof))) {
    return fail(
      `${log}\nThe ${name} build of the mini-program failed: ${target.output}/${target.proof} was not written.`,
    );
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
  say(`miniprogram/${target.output} is built (server: ${origin || 'same origin'})`);
}

/** Two builds of one target would delete each other's files; tests that run side by side both ask for one. */
async function takeTurn(name) {
  const lock = join(here, '.cache', `${name}.lock`);
  mkdirSync(dirname(lock), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAbandoned(lock)) rmSync(lock, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS));
  }
}

/** Its builder was killed. A lock that vanishes while we look was given back in time. */
function isAbandoned(lock) {
  const age = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  if (age === undefined) return false;
  const pid = Number(existsSync(lock) ? readFileSync(lock, 'utf8') : 0);
  // Just created and not written yet.
  if (!pid) return Date.now() - age > LOCK_WRITE_MS;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function taroBuild(name, origin) {
  // The package keeps its bin out of `exports`, so the file is found from package.json.
  const cli = createRequire(import.meta.url).resolve('@tarojs/cli/package.json');
  // --no-check: the check fetches a schema from the network.
  const build = spawn(process.execPath, [join(dirname(cli), 'bin', 'taro'), 'build', '--type', name, '--no-check'], {
    cwd: here,
    env: { ...process.env, NODE_ENV: 'production', TARO_APP_API_ORIGIN: origin, BROWSERSLIST_IGNORE_OLD_DATA: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  const keep = (chunk) => {
    log += chunk;
  };
  build.stdout.on('data', keep);
  build.stderr.on('data', keep);
  return new Promise((resolve, reject) => {
    build.on('error', reject);
    build.on('close', (status) => resolve({ status, log }));
  });
}

/** Everything the output depends on. The contracts are types only and leave no trace in it. */
function digestOf(name, origin) {
  const digest = createHash('sha256').update(`${name} ${origin}`);
  const files = ['src', 'config', 'babel.config.js', 'build.mjs', 'package.json'].flatMap((path) =>
    filesUnder(join(here, path)),
  );
  for (const file of [...files, join(root, 'package-lock.json')]) {
    digest.update(`\n${relative(root, file)}\n`).update(readFileSync(file));
  }
  return digest.digest('hex');
}

function filesUnder(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((entry) => filesUnder(join(path, entry)));
}

function writeAppid(appid) {
  const file = join(root, 'project.config.json');
  const project = JSON.parse(readFileSync(file, 'utf8'));
  if (project.appid !== appid) writeFileSync(file, `${JSON.stringify({ ...project, appid }, null, 2)}\n`);
}

function isOrigin(value) {
  return URL.canParse(value) && new URL(value).origin === value;
}

function say(message) {
  process.stdout.write(`${message}\n`);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
