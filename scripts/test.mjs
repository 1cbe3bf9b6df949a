import './lib/require-node.mjs';

const help = `Usage: npm test [-- WORD…]

Runs everything: types, lint, format, import directions, SQL for MySQL 8, dead code; unit tests; behaviour on SQLite and
on MariaDB/MySQL; pages; mini-program; the built product in a browser. Installs and builds what is missing.

  WORD   a check (types, lint, format, architecture, mysql, lock-file, page-size, dead-code; "checks" for all of them)
         or a part of a test file's path: only those run

  TEST_DATABASE_URL  mysql://… for the tests. Otherwise a mariadbd on PATH, started privately (in memory where there is
                     plenty), otherwise root without password on 127.0.0.1:3306. Only databases named zhike_test_… are
                     created and dropped.
  ZHIKE_TEST_SEED    a number: what is sent at random is sent anew; the same number sends the same.
  CHROMIUM_PATH      the browser. Otherwise the usual places.
  CI=true            a missing database or browser is a failure, not only left out

The last line counts: "N passed, N failed, N skipped". Ends with 1 when something failed.`;

const { runMain } = await import('./lib/project.mjs');

await runMain(async (args) => {
  if (args.includes('--help')) return console.log(help);
  const { runTests } = await import('./lib/run-tests.mjs');
  return runTests(args);
});
