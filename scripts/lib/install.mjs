import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { collect } from './processes.mjs';
import { withProgress } from './progress.mjs';
import { inProject, Stop } from './project.mjs';

const stampFile = inProject('node_modules/.zhike-installed');
/** npm's own, written when it is done. */
const recordFile = inProject('node_modules/.package-lock.json');
/** There while npm is at work. */
const atWorkFile = inProject('node_modules/.zhike-installing');

/** All but the mini-program, whose tools are half of all packages: who only starts the product does not wait for them. */
const productWorkspaces = ['shared', 'server', 'sidebar', 'scripts/sandbox'];

/**
 * Installs the packages of package-lock.json when they are not there yet; otherwise costs a few milliseconds.
 * @param {'product' | 'all'} scope what is needed: to run the product, or also to test and build everything
 */
export async function ensureInstalled(scope = 'all') {
  const lock = readFileSync(inProject('package-lock.json'));
  const digest = createHash('sha256').update(lock).digest('hex');
  const stamp = readStamp();
  if (stamp?.digest === digest && (stamp.scope === 'all' || stamp.scope === scope)) return;
  const write = (done) => writeFileSync(stampFile, JSON.stringify({ digest, scope: done }));
  if (isInstalled(JSON.parse(lock.toString('utf8')))) return write('all');
  // What somebody has installed is completed, never reduced.
  const isNew = stamp ? stamp.scope === 'product' : !existsSync(recordFile);
  const wanted = isNew ? scope : 'all';
  if (existsSync(atWorkFile)) removeUnrecorded(JSON.parse(lock.toString('utf8')));
  mkdirSync(inProject('node_modules'), { recursive: true });
  writeFileSync(atWorkFile, '');
  await install(
    wanted === 'all' ? [] : [...productWorkspaces.map((one) => `--workspace=${one}`), '--include-workspace-root'],
  );
  write(wanted);
  rmSync(atWorkFile, { force: true });
}

function readStamp() {
  return existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : undefined;
}

/** Somebody may have run `npm install` by hand: npm's own record of what lies in node_modules tells. */
function isInstalled(lock) {
  const present = recorded();
  return Object.entries(lock.packages).every(([place, wanted]) => {
    if (!place.includes('node_modules/') || wanted.optional || wanted.devOptional) return true;
    if (wanted.link) return present[place]?.link === true;
    return present[place]?.version === wanted.version;
  });
}

/** Where npm says that packages lie. */
function recorded() {
  return existsSync(recordFile) ? JSON.parse(readFileSync(recordFile, 'utf8')).packages : {};
}

/** npm was stopped while it unpacked: what it has not recorded may be half there, and npm would take it for whole. */
function removeUnrecorded(lock) {
  const present = recorded();
  for (const place of Object.keys(lock.packages)) {
    if (place.includes('node_modules/') && !present[place]) rmSync(inProject(place), { recursive: true, force: true });
  }
}

async function install(workspaces) {
  // npm's own path when npm started us; `npm` from PATH when `node scripts/…` was called directly.
  const npm = process.env.npm_execpath;
  const [command, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  // Not `npm ci`: it deletes all that is there before it installs, while this completes it. `--no-save` keeps to the locked versions
  // all the same and leaves the lock file alone.
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const args = [...before, 'install', '--no-save', '--prefer-offline', ...quiet, ...workspaces];
  await withProgress('安装依赖(只在第一次或依赖变化时)/ installing packages', async () => {
    const { code, output } = await collect(command, args, { env: { npm_config_ignore_scripts: 'true' } });
    if (code === 0) return;
    throw new Stop(
      `${output.trim()}\n\n依赖没有装好,以上是 npm 的说明。请检查能否访问 npm 软件源(npm ping),然后再运行一次。\n` +
        'The packages could not be installed; npm says why above. Check that the registry can be reached (npm ping).',
    );
  });
}
