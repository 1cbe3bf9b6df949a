import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSteps } from './build-steps.mjs';
import { hashFiles } from './content-hash.mjs';
import { collect } from './processes.mjs';
import { withProgress } from './progress.mjs';
import { inProject, Stop } from './project.mjs';

const everyStepReads = ['package-lock.json', 'tsconfig.base.json', 'scripts/lib/build-steps.mjs'];

const stampFile = (name) => inProject('.cache/build', `${name}.json`);

/** What a step would be built from now; equal digests mean that its output is still right. */
const digestOf = (step) => hashFiles([...everyStepReads, ...step.reads], process.versions.node.split('.')[0]);

const isPresent = (step) => step.writes.every((file) => existsSync(inProject(file)));

function isCurrent(step, digest) {
  if (!isPresent(step) || !existsSync(stampFile(step.name))) return false;
  return JSON.parse(readFileSync(stampFile(step.name), 'utf8')).digest === digest;
}

/** Whether a step has nothing to do. @param {string} name */
export function isBuilt(name) {
  const step = buildSteps.find((one) => one.name === name);
  return isCurrent(step, digestOf(step));
}

/**
 * Builds what is missing or changed, nothing else.
 * @param {string[]} names of `buildSteps`
 * @param {{ force?: boolean }} [options]
 */
export async function ensureBuilt(names, { force = false } = {}) {
  const steps = buildSteps.filter((step) => names.includes(step.name));
  for (const step of steps) {
    if (!force && isCurrent(step, digestOf(step))) continue;
    await alone(step, async () => {
      const digest = digestOf(step);
      if (!force && isCurrent(step, digest)) return;
      await withProgress(step.title, () => build(step));
      writeFileSync(stampFile(step.name), JSON.stringify({ digest }));
    });
  }
}

const LOCK_DIES_MS = 60_000;

/** Of two processes that want the same step at once, the second waits and finds it done. */
async function alone({ name }, work) {
  const lock = `${stampFile(name)}.lock`;
  mkdirSync(inProject('.cache/build'), { recursive: true });
  while (!taken(lock)) await sleep(100);
  const signOfLife = setInterval(() => utimesSync(lock, new Date(), new Date()), LOCK_DIES_MS / 6);
  try {
    await work();
  } finally {
    clearInterval(signOfLife);
    rmSync(lock, { recursive: true, force: true });
  }
}

function taken(lock) {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    // Whoever held it may have been killed.
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > LOCK_DIES_MS) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

async function build(step) {
  for (const { command, args, cwd } of step.commands({ present: isPresent(step) })) {
    const { code, output } = await collect(command, args, { cwd, env: { NODE_ENV: 'production' } });
    if (code !== 0)
      throw new Stop(
        `${output.trim()}\n\n构建 "${step.name}" 失败(代码 ${code}),原因见上 / building it failed, see above`,
      );
  }
  const missing = step.writes.filter((file) => !existsSync(inProject(file)));
  if (missing.length > 0)
    throw new Stop(
      `构建 "${step.name}" 没有报错,却没有写出 / building it went well but did not write: ${missing.join(', ')}`,
    );
}
