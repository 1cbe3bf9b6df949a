import { availableParallelism } from 'node:os';
import { listFiles } from './content-hash.mjs';

/**
 * The vitest projects in the order they run. `needs` names what the machine must have, `builds` what is built before.
 * Of browser tests no more run at once than there are cores: beside more of them their waits would become guesses.
 */
const groups = [
  {
    builds: ['server', 'sidebar'],
    projects: [
      {
        name: 'unit',
        needs: [],
        has: (file) => /^(shared|server|scripts)\/.*(?<!\.(db|e2e|alone))\.test\.(ts|tsx|mjs)$/.test(file),
      },
      { name: 'unit-alone', needs: [], has: (file) => /^server\/.*\.alone\.test\.ts$/.test(file) },
      { name: 'sqlite', needs: [], has: (file) => /^server\/src\/.*\.db\.test\.ts$/.test(file) },
      { name: 'mysql', needs: ['mysql'], has: (file) => /^server\/src\/.*\.db\.test\.ts$/.test(file) },
      { name: 'sidebar', needs: [], has: (file) => /^sidebar\/.*(?<!\.alone)\.test\.tsx?$/.test(file) },
      { name: 'sidebar-alone', needs: [], has: (file) => /^sidebar\/.*\.alone\.test\.tsx?$/.test(file) },
    ],
  },
  {
    builds: ['miniprogram-weapp', 'miniprogram-h5'],
    projects: [{ name: 'miniprogram', needs: [], has: (file) => /^miniprogram\/test\/.*\.test\.ts$/.test(file) }],
  },
  {
    builds: ['server', 'sidebar', 'sandbox', 'sandbox-page'],
    workers: availableParallelism(),
    projects: [
      {
        name: 'e2e',
        needs: ['chromium'],
        has: (file) => /^(e2e|scripts\/sandbox\/page)\/.*\.e2e\.test\.ts$/.test(file),
      },
      {
        name: 'e2e-mysql',
        needs: ['chromium', 'mysql'],
        has: (file) => /^e2e\/(.*\/)?story[^/]*\.e2e\.test\.ts$/.test(file),
      },
    ],
  },
];

const folders = ['shared', 'server', 'scripts', 'sidebar', 'miniprogram', 'e2e'];

/**
 * The groups with the test files that `filters` (parts of paths) leave; what has no file is left out.
 * @param {string[]} filters none = everything
 */
export function planTests(filters) {
  const tests = listFiles(folders, (file) => /\.test\.(ts|tsx|mjs)$/.test(file)).filter(
    (file) => filters.length === 0 || filters.some((part) => file.includes(part)),
  );
  return groups
    .map(({ builds, workers, projects }) => ({
      builds,
      workers,
      projects: projects
        .map(({ name, needs, has }) => ({ name, needs, files: tests.filter(has) }))
        .filter(({ files }) => files.length > 0),
    }))
    .filter(({ projects }) => projects.length > 0);
}
