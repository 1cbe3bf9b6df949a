import './lib/require-node.mjs';

const { runMain } = await import('./lib/project.mjs');

await runMain(async (args) => {
  const { run } = await import('./lib/run.mjs');
  return run(args);
});
