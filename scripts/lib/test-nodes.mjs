import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './build.mjs';
import { startDemo } from './demo.mjs';
import { ensureInstalled } from './install.mjs';
import { collect } from './processes.mjs';
import { Stop } from './project.mjs';

/** Smoke test: the demo starts, gets ready and stops on each of these Node versions. @returns {Promise<number>} */
export async function testNodes(versions) {
  await ensureInstalled('product');
  await ensureBuilt(['server', 'sidebar', 'sandbox', 'sandbox-page']);
  let failed = 0;
  for (const version of versions) {
    try {
      console.log(`✓ ${await smoke(await fetchNode(version))}`);
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      failed += 1;
      console.log(`✗ Node ${version}: ${error.message}`);
    }
  }
  console.log(`${versions.length - failed} passed, ${failed} failed, 0 skipped`);
  return failed === 0 ? 0 : 1;
}

/**
 * The platform's own package, because the package `node` needs an install script, which we deny; npx would then
 * silently run the Node that is already there.
 */
async function fetchNode(version) {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}@${version}`;
  const { code, output } = await collect('npx', [
    '-y',
    '--loglevel=error',
    '-p',
    name,
    '--',
    'node',
    '-p',
    'process.execPath',
  ]);
  if (code !== 0) throw new Stop(`npx could not fetch ${name}:\n${output}`);
  const execPath = output.trim().split('\n').at(-1);
  const { output: actual } = await collect(execPath, ['--version']);
  if (!actual.startsWith(`v${version}.`)) throw new Stop(`asked for Node ${version} and got ${actual.trim()}`);
  return execPath;
}

async function smoke(execPath) {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhike-node-'));
  try {
    const started = performance.now();
    const demo = await startDemo({ folder, port: 0, sandboxPort: 0, execPath });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    try {
      const response = await fetch(demo.addresses.sidebar, { redirect: 'manual' });
      if (response.status >= 500) throw new Stop(`the sidebar answered ${response.status}`);
    } finally {
      await demo.stop();
    }
    const { output: version } = await collect(execPath, ['--version']);
    return `Node ${version.trim()}: ready after ${seconds} s`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
