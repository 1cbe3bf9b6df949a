import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { inProject, root } from './project.mjs';

const nodeFlags = ['--enable-source-maps'];

/** The exit code a shell would report for a child that ended by `code` or `signal`. */
const exitCodeOf = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 0);

/** Node's arguments that make a child end when its parent is gone, however the parent died. */
const endWithParent = ['--import', pathToFileURL(inProject('scripts/lib/end-with-parent.mjs')).href];

/**
 * Runs a program to its end, collecting what it prints.
 * @returns {Promise<{ code: number, output: string, seconds: number }>}
 */
export function collect(command, args, { env = {}, cwd = root, onLine } = {}) {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const parts = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => parts.push(text));
      if (onLine) createInterface({ input: stream }).on('line', onLine);
    }
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({
        code: exitCodeOf(code, signal),
        output: parts.join(''),
        seconds: (performance.now() - started) / 1000,
      }),
    );
  });
}

/**
 * Runs a program in the foreground: our terminal is its terminal, our signals are its signals.
 * @returns {Promise<number>} its exit code
 */
export function runInForeground(command, args, { env = {}, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: 'inherit' });
    // In a terminal Ctrl-C reaches the child by itself; a signal sent to us alone has to be passed on.
    const passOn = (signal) => {
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, passOn);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, passOn);
      resolve(exitCodeOf(code, signal));
    });
  });
}

/** Runs one of our compiled programs (path below the root) in the foreground. */
export const runProgram = (file, args, options) =>
  runInForeground(process.execPath, [...nodeFlags, inProject(file), ...args], options);

/**
 * Starts a program that runs beside us until it is stopped, keeping its last lines for the case that it dies.
 * It has its own process group (Ctrl-C reaches it once, through us) and ends with us.
 */
export function startBeside(name, file, args, { env, log, onStdoutLine, onLine, execPath = process.execPath }) {
  const child = spawn(execPath, [...nodeFlags, ...endWithParent, inProject(file), ...args], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lastLines = [];
  const take = (line) => {
    lastLines.push(line);
    if (lastLines.length > 30) lastLines.shift();
    log?.write(`${line}\n`);
    onLine?.(line);
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    take(line);
    onStdoutLine?.(line);
  });
  createInterface({ input: child.stderr }).on('line', take);
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve({ name, code: 1, lastLines: [...lastLines, error.message] }));
    child.on('close', (code, signal) => resolve({ name, code: exitCodeOf(code, signal), lastLines }));
  });
  // Its whole group: it may have started others. Windows knows no groups.
  const signalAll = (signal) => {
    if (child.pid === undefined) return;
    if (process.platform === 'win32') return void child.kill(signal);
    try {
      process.kill(-child.pid, signal);
    } catch (error) {
      // Nobody is left.
      if (error.code !== 'ESRCH') throw error;
    }
  };
  return {
    name,
    pid: child.pid,
    ended,
    /** Asks it to end; kills it when it has not ended after `patienceMs`. */
    async stop(patienceMs = 8000) {
      signalAll('SIGTERM');
      const timer = setTimeout(() => signalAll('SIGKILL'), patienceMs);
      await ended;
      clearTimeout(timer);
      // Whom it has left behind nobody waits for: npm, asked to end, goes on.
      signalAll('SIGKILL');
    },
  };
}
