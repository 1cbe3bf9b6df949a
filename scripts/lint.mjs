import './lib/require-node.mjs';

const help = `Usage: npm run lint [-- --fix]

Looks for mistakes without running anything: oxlint with type information, the direction of imports
(scripts/lint/architecture-rules.mjs), SQL that MySQL 8 refuses (scripts/lint/mysql-constructs.mjs).
  --fix   lets oxlint repair what it safely can`;

const { runMain, inProject } = await import('./lib/project.mjs');

await runMain(async (args) => {
  if (args.includes('--help')) return console.log(help);
  const { ensureInstalled } = await import('./lib/install.mjs');
  const { runInForeground } = await import('./lib/processes.mjs');
  const { checks, describeCheck, runChecks } = await import('./lib/checks.mjs');
  await ensureInstalled();
  if (args.includes('--fix')) {
    await runInForeground(process.execPath, [inProject('node_modules/oxlint/bin/oxlint'), '--fix', '--silent']);
  }
  const wanted = checks.filter(({ name }) => ['lint', 'architecture', 'mysql'].includes(name));
  const results = await runChecks(wanted, (result) => console.log(describeCheck(result)));
  return results.every(({ ok }) => ok) ? 0 : 1;
});
