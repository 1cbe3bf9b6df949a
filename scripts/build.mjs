import './lib/require-node.mjs';

const help = `Usage: npm run build [-- --all] [-- --force]

Builds what runs in production: the server and its pages. What has not changed since the last build is kept.
  --all     also the sandbox with its page, and the mini-program (miniprogram/dist, miniprogram/dist-h5)
  --force   builds everything anew`;

const { runMain } = await import('./lib/project.mjs');

await runMain(async (args) => {
  if (args.includes('--help')) return console.log(help);
  const { ensureInstalled } = await import('./lib/install.mjs');
  const { ensureBuilt } = await import('./lib/build.mjs');
  const { buildSteps } = await import('./lib/build-steps.mjs');
  await ensureInstalled(args.includes('--all') ? 'all' : 'product');
  const names = args.includes('--all') ? buildSteps.map(({ name }) => name) : ['server', 'sidebar'];
  await ensureBuilt(names, { force: args.includes('--force') });
  console.log(`Built: ${names.join(', ')}`);
});
