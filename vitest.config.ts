import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

/** Workspaces are tested from their TypeScript sources, never from a build that may be stale. */
const conditions = ['zhike-source', 'module', 'node', 'development|production'];
const source = { resolve: { conditions }, ssr: { resolve: { conditions } } };
const notOurs = ['**/node_modules/**', '**/dist/**', '**/dist-*/**'];

/** The sidebar brings its own configuration (jsx, happy-dom). */
const pages = './sidebar/vitest.config.ts';
const alone = 'sidebar/src/**/*.alone.test.{ts,tsx}';
const sidebar: TestProjectConfiguration[] = existsSync(new URL(pages, import.meta.url))
  ? [
      {
        extends: pages,
        test: {
          name: 'sidebar',
          include: ['sidebar/src/**/*.test.{ts,tsx}'],
          exclude: [alone, ...notOurs],
          isolate: false,
        },
      },
      { extends: pages, test: { name: 'sidebar-alone', include: [alone] } },
    ]
  : [];

/** Patience with a busy machine, not a measure of anything: a test that hangs ends, a slow one does not fail. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000 };

/**
 * Loading what is tested takes longer than most tests: a worker loads it once for all its files. `*.alone.test.*` replace a module, which
 * only works before anything has loaded it, and have a world of their own.
 *
 * `*.test.ts` runs once. `*.db.test.ts` is behaviour on a database and runs on SQLite and on MariaDB/MySQL.
 * `*.e2e.test.ts` drives the built product in a browser on SQLite; the main story runs on both.
 */
export default defineConfig({
  test: {
    // Two for each core: nearly half of the time a test waits, for a retry, a process or a disk.
    maxWorkers: availableParallelism() * 2,
    projects: [
      {
        ...source,
        test: {
          name: 'unit',
          include: ['{shared,server}/src/**/*.test.ts', 'scripts/**/*.test.{ts,tsx,mjs}'],
          exclude: ['**/*.db.test.ts', '**/*.e2e.test.ts', '**/*.alone.test.ts', ...notOurs],
          isolate: false,
          ...patience,
        },
      },
      { ...source, test: { name: 'unit-alone', include: ['server/src/**/*.alone.test.ts'], ...patience } },
      {
        ...source,
        test: {
          name: 'sqlite',
          include: ['server/src/**/*.db.test.ts'],
          env: { ZHIKE_TEST_ENGINE: 'sqlite' },
          isolate: false,
          ...patience,
        },
      },
      {
        ...source,
        test: {
          name: 'mysql',
          include: ['server/src/**/*.db.test.ts'],
          env: { ZHIKE_TEST_ENGINE: 'mysql' },
          isolate: false,
          ...patience,
        },
      },
      ...sidebar,
      {
        ...source,
        test: {
          name: 'miniprogram',
          include: ['miniprogram/test/**/*.test.ts'],
          exclude: notOurs,
          testTimeout: 120_000,
        },
      },
      {
        ...source,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.test.ts', 'scripts/sandbox/page/*.e2e.test.ts'],
          env: { ZHIKE_TEST_ENGINE: 'sqlite' },
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...source,
        test: {
          name: 'e2e-mysql',
          include: ['e2e/**/story*.e2e.test.ts'],
          env: { ZHIKE_TEST_ENGINE: 'mysql' },
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
