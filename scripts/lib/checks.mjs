import { existsSync } from 'node:fs';
import { collect } from './processes.mjs';
import { inProject, Stop } from './project.mjs';

const binary = (file, ...args) => collect(process.execPath, [inProject('node_modules', file), ...args]);
const oxlint = (...args) => binary('oxlint/bin/oxlint', ...args);
const biome = (...args) => binary('@biomejs/biome/bin/biome', 'format', '--colors=off', ...args);
const tsc = (...args) => binary('typescript/bin/tsc', ...args, '--pretty', 'false');

/** TypeScript projects that stand beside the references of the root tsconfig.json because a bundler builds or runs them. */
const bundledProjects = ['scripts/sandbox/page', 'miniprogram', 'miniprogram/test', 'e2e'];

const asResult = (problems) => ({ ok: problems.length === 0, output: problems.join('\n') });
const fromProcess = ({ code, output }) => ({ ok: code === 0, output: output.trim() });

/**
 * The checks that run no test: each answers whether all is well and, if not, what is wrong and where.
 * @type {{ name: string, says: string, run: () => Promise<{ ok: boolean, output: string }> }[]}
 */
export const checks = [
  {
    name: 'types',
    says: 'TypeScript finds no error',
    async run() {
      const projects = bundledProjects.filter((folder) => existsSync(inProject(folder, 'tsconfig.json')));
      const results = [
        await tsc('-b', inProject()),
        ...(await Promise.all(projects.map((folder) => tsc('-p', inProject(folder), '--noEmit')))),
      ];
      return {
        ok: results.every(({ code }) => code === 0),
        output: results
          .map(({ output }) => output)
          .join('')
          .trim(),
      };
    },
  },
  { name: 'lint', says: 'oxlint finds nothing', run: async () => fromProcess(await oxlint()) },
  {
    name: 'format',
    says: 'every file is formatted (else: npm run format)',
    run: async () => fromProcess(await biome('--reporter=summary')),
  },
  {
    name: 'architecture',
    says: 'imports point one way',
    async run() {
      const { checkArchitecture } = await import('../lint/architecture.mjs');
      return asResult(checkArchitecture());
    },
  },
  {
    name: 'mysql',
    says: 'no SQL that MySQL 8 refuses',
    async run() {
      const { checkMysqlConstructs } = await import('../lint/mysql-constructs.mjs');
      return asResult(checkMysqlConstructs());
    },
  },
  {
    name: 'lock-file',
    says: 'the lock file has the binaries of every platform and names no registry',
    async run() {
      const { checkLockFile } = await import('../lint/lock-file.mjs');
      return asResult(checkLockFile());
    },
  },
  {
    name: 'page-size',
    says: 'the sidebar loads at most 150 KB of JavaScript first, and no zod',
    async run() {
      const { ensureBuilt } = await import('./build.mjs');
      const { checkPageSizes } = await import('../lint/page-size.mjs');
      try {
        await ensureBuilt(['sidebar']);
      } catch (error) {
        if (error instanceof Stop) return asResult([error.message]);
        throw error;
      }
      return asResult(checkPageSizes());
    },
  },
  {
    name: 'dead-code',
    says: 'no file, export or package that nobody uses',
    run: async () => fromProcess(await binary('knip/bin/knip.js', '--no-progress', '--no-config-hints')),
  },
];

/**
 * Runs checks, at most two at a time, and tells of each as it ends.
 * @returns {Promise<{ name: string, ok: boolean, output: string, seconds: number }[]>}
 */
export async function runChecks(wanted, onEnd = () => {}) {
  const waiting = [...wanted];
  const results = [];
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const started = performance.now();
      const result = { ...check, ...(await check.run()), seconds: (performance.now() - started) / 1000 };
      results.push(result);
      onEnd(result);
    }
  };
  await Promise.all([work(), work()]);
  return results;
}

/** One line for a check that passed, everything it said for one that did not. */
export function describeCheck({ name, says, ok, output, seconds }) {
  const line = `${ok ? '✓' : '✗'} ${name}: ${says} (${seconds.toFixed(1)} s)`;
  return ok || !output ? line : `${line}\n${output.replace(/^/gm, '    ')}`;
}
