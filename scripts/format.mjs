import './lib/require-node.mjs';

const help = `Usage: npm run format [-- --check] [-- PATH…]

Brings every file (or those given) into the project's format, biome.json.
  --check   changes nothing; ends with 1 when a file is not formatted`;

const { runMain, inProject } = await import('./lib/project.mjs');

await runMain(async (args) => {
  if (args.includes('--help')) return console.log(help);
  const { ensureInstalled } = await import('./lib/install.mjs');
  const { runInForeground } = await import('./lib/processes.mjs');
  await ensureInstalled('product');
  const paths = args.filter((arg) => !arg.startsWith('--'));
  const write = args.includes('--check') ? [] : ['--write'];
  const biome = inProject('node_modules/@biomejs/biome/bin/biome');
  return runInForeground(process.execPath, [biome, 'format', ...write, ...paths]);
});
