import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './build.mjs';
import { checks, describeCheck, runChecks } from './checks.mjs';
import { findChromium } from './find-chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { runInForeground } from './processes.mjs';
import { inProject, Stop } from './project.mjs';
import { dropDatabases, findTestMysql } from './test-mysql.mjs';
import { planTests } from './test-plan.mjs';

const SLOW_MS = 2000;
const SLOWEST = 20;

const missing = {
  mysql: 'no MySQL or MariaDB: set TEST_DATABASE_URL, let one listen on 127.0.0.1:3306, or install mariadb-server',
  chromium: 'no Chromium: set CHROMIUM_PATH, or install chromium',
};

/** Everything `npm test` does. @param {string[]} words names of checks, parts of test paths @returns {Promise<number>} */
export async function runTests(words) {
  await ensureInstalled();
  const { wantedChecks, groups, filters } = choose(words);
  const totals = { passed: 0, failed: 0, skipped: 0 };
  const slow = [];
  const failed = [];

  for (const result of await runChecks(wantedChecks, (one) => console.log(describeCheck(one)))) {
    count(totals, [{ state: result.ok ? 'passed' : 'failed' }]);
  }
  const machine = await lookAround(groups);
  try {
    for (const group of groups) {
      const projects = group.projects.filter((project) => isPossible(project, machine, totals));
      if (projects.length === 0 || !(await isBuilt(group, totals))) continue;
      const results = await runVitest(projects, filters, machine, group.workers);
      count(totals, results);
      slow.push(...results.filter(({ ms }) => ms > SLOW_MS));
      failed.push(...results.filter(({ state }) => state === 'failed'));
    }
  } finally {
    await machine.leave();
  }
  reportSlow(slow);
  reportFailed(failed);
  console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
  return totals.failed === 0 ? 0 : 1;
}

function choose(words) {
  const names = checks.map(({ name }) => name);
  const filters = words.filter((word) => word !== 'checks' && !names.includes(word));
  const onlyChecks = words.length > 0 && filters.length === 0;
  const groups = onlyChecks ? [] : planTests(filters);
  if (filters.length > 0 && groups.length === 0)
    throw new Stop(`No test file and no check has "${filters.join('" or "')}" in its name.`);
  const wantedChecks = checks.filter(
    ({ name }) => words.length === 0 || words.includes('checks') || words.includes(name),
  );
  return { wantedChecks, groups, filters };
}

/** What this machine has to offer, and how to leave it as it was. */
async function lookAround(groups) {
  const needs = new Set(groups.flatMap(({ projects }) => projects.flatMap((project) => project.needs)));
  const mysql = needs.has('mysql') ? await findTestMysql() : undefined;
  const chromium = needs.has('chromium') ? findChromium() : undefined;
  if (mysql) console.log(`Database: ${mysql.says}`);
  if (chromium) console.log(`Browser: ${chromium}`);
  const prefix = `zhike_test_${randomBytes(4).toString('hex')}_`;
  const env = { ZHIKE_TEST_PREFIX: prefix, NODE_ENV: 'test' };
  if (mysql) env.ZHIKE_TEST_MYSQL = mysql.url;
  if (chromium) env.CHROMIUM_PATH = chromium;
  const leave = async () => {
    if (!mysql) return;
    await dropDatabases(mysql.url, prefix);
    await mysql.stop();
  };
  return { has: (need) => ({ mysql, chromium })[need] !== undefined, env, leave };
}

/** Says loudly what is left out; where everything has to run (CI=true), leaving something out is a failure. */
function isPossible({ name, needs, files }, machine, totals) {
  const lacking = needs.filter((need) => !machine.has(need));
  if (lacking.length === 0) return true;
  const fails = process.env.CI === 'true';
  for (const need of lacking) {
    console.log(
      `\n!!! ${fails ? 'FAILED' : 'LEFT OUT'}: the ${files.length} test file(s) of "${name}": ${missing[need]}\n`,
    );
  }
  totals[fails ? 'failed' : 'skipped'] += files.length;
  return false;
}

async function isBuilt({ builds, projects }, totals) {
  try {
    await ensureBuilt(builds);
    return true;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.log(`✗ ${error.message}\n`);
    totals.failed += 1;
    totals.skipped += projects.flatMap(({ files }) => files).length;
    return false;
  }
}

/** @param {number | undefined} workers how many files at once; undefined: as vitest.config.ts says */
async function runVitest(projects, filters, machine, workers) {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhike-test-'));
  const resultsFile = path.join(folder, 'results.json');
  const code = await runInForeground(
    process.execPath,
    [
      inProject('node_modules/vitest/vitest.mjs'),
      'run',
      ...filters,
      ...projects.map(({ name }) => `--project=${name}`),
      ...(workers ? [`--maxWorkers=${workers}`] : []),
      '--reporter=default',
      `--reporter=${inProject('scripts/lib/vitest-reporter.mjs')}`,
    ],
    { env: { ...machine.env, ZHIKE_TEST_RESULTS: resultsFile } },
  );
  const results = existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, 'utf8')) : [];
  rmSync(folder, { recursive: true, force: true });
  // Vitest may find fault with more than a test: then that is one failure more.
  if (code !== 0 && results.every(({ state }) => state !== 'failed'))
    results.push({ project: '', file: '', name: `vitest ended with ${code}`, state: 'failed', ms: 0 });
  return results;
}

function count(totals, results) {
  for (const { state } of results) totals[state === 'passed' || state === 'failed' ? state : 'skipped'] += 1;
}

/** The slowest, so that what makes the suite long is seen; a list of all would hide what matters more. */
function reportSlow(slow) {
  if (slow.length === 0) return;
  console.log(`\nSlow tests (over ${SLOW_MS / 1000} s): ${slow.length}, the slowest first`);
  for (const { ms, project, file, name } of slow.toSorted((a, b) => b.ms - a.ms).slice(0, SLOWEST)) {
    console.log(`  ${(ms / 1000).toFixed(1).padStart(6)} s  [${project}] ${file}: ${name}`);
  }
  console.log('');
}

/** Once more at the end, where a log is read first. */
function reportFailed(failed) {
  for (const { project, file, name, errors = [] } of failed) {
    console.log(`✗ [${project}] ${file}: ${name}`);
    for (const error of errors) console.log(error.replaceAll(/^/gm, '    '));
    console.log('');
  }
}
