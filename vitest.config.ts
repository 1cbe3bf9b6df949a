import { defineConfig } from 'vitest/config';

const source = { resolve: { conditions: ['zhike-source', 'module', 'node', 'development|production'] }, ssr: { resolve: { conditions: ['zhike-source', 'module', 'node', 'development|production'] } } };

/** `*.test.ts` runs once; `*.db.test.ts` is behaviour on a database and runs on SQLite and on MariaDB/MySQL. */
export default defineConfig({
  test: {
    projects: [
      { ...source, test: { name: 'unit', include: ['{shared,server}/src/**/*.test.ts', 'scripts/**/*.test.ts'], exclude: ['**/*.db.test.ts', '**/node_modules/**', '**/dist/**'] } },
      { ...source, test: { name: 'sqlite', include: ['server/src/**/*.db.test.ts'], env: { ZHIKE_TEST_ENGINE: 'sqlite' }, testTimeout: 20_000, hookTimeout: 30_000 } },
      { ...source, test: { name: 'mysql', include: ['server/src/**/*.db.test.ts'], env: { ZHIKE_TEST_ENGINE: 'mysql' }, testTimeout: 30_000, hookTimeout: 60_000 } },
      { extends: './sidebar/vitest.config.ts', test: { name: 'sidebar' } },
      { test: { name: 'miniprogram', include: ['miniprogram/test/**/*.test.ts'], testTimeout: 120_000 } },
    ],
  },
});
