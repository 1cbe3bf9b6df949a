import { existsSync, readdirSync } from 'node:fs';
import { ensureBuilt } from './build.mjs';
import { buildSteps } from './build-steps.mjs';
import { ensureInstalled } from './install.mjs';
import { runInForeground, runProgram } from './processes.mjs';
import { inProject, Stop } from './project.mjs';

const serverCommand = (name) => ({ builds: ['server'], file: `server/dist/commands/${name}.js` });

/** What `npm run …` can start, with what has to be built before. */
const commands = {
  sandbox: { builds: ['sandbox', 'sandbox-page'], file: 'scripts/sandbox/dist/main.js' },
  doctor: serverCommand('doctor'),
  'db-migrate': serverCommand('migrate'),
  'db-revert': serverCommand('revert'),
  backup: serverCommand('backup'),
  restore: serverCommand('restore'),
  'rotate-data-key': serverCommand('rotate-data-key'),
  'rebuild-behaviour': serverCommand('rebuild-behaviour'),
};

/** @param {string[]} args name of the command and what is passed on to it @returns {Promise<number>} its exit code */
export async function run([name, ...args]) {
  await ensureInstalled('product');
  if (name === 'bench') return bench(args);
  if (name === 'pictures') return takePictures(args);
  if (name === 'generate-routes') return runSource('scripts/generate-routes.ts', args);
  const command = commands[name];
  if (!command)
    throw new Stop(
      `Usage: node scripts/run.mjs ${[...Object.keys(commands), 'bench', 'pictures', 'generate-routes'].join('|')} [ARGUMENT…]`,
    );
  await ensureBuilt(command.builds);
  return runProgram(command.file, args);
}

async function bench([name, ...args]) {
  const names = existsSync(inProject('scripts/bench'))
    ? readdirSync(inProject('scripts/bench'))
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
        .map((file) => file.slice(0, -3))
    : [];
  const list = `Usage: npm run bench -- NAME [ARGUMENT…]   (npm run bench -- NAME --help)\n\nBenchmarks:\n${names.map((one) => `  ${one}`).join('\n')}`;
  if (name === '--help' || name === '-h') {
    console.log(list);
    return 0;
  }
  if (!names.includes(name))
    throw new Stop(`${name ? `There is no benchmark "${name}".` : 'Which benchmark?'}\n${list}`);
  // Benchmarks measure what runs in production: the built server, and the sandbox it talks to.
  await ensureBuilt(['server', 'sandbox']);
  return runSource(`scripts/bench/${name}.ts`, args);
}

/** From the built demo, as somebody new would start it; the browser is a tool of developers. */
async function takePictures(args) {
  await ensureInstalled();
  await ensureBuilt(buildSteps.filter(({ forDemo }) => forDemo).map(({ name }) => name));
  return runSource('scripts/take-pictures.ts', args);
}

const runSource = (file, args) =>
  runInForeground(process.execPath, ['--conditions=zhike-source', '--import', 'tsx', inProject(file), ...args], {
    // tsx reads one tsconfig for everything it loads; the server's entities need its decorators.
    env: { TSX_TSCONFIG_PATH: inProject('server/tsconfig.json') },
  });
