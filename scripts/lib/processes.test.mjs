import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findFreePort } from './ports.mjs';
import { startBeside } from './processes.mjs';
import { inProject } from './project.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'zhike-processes-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program that stays until it is told to go. */
function program(text) {
  const file = path.join(folder, 'program.mjs');
  writeFileSync(file, text);
  return file;
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('a child that dies is reported with its last words and its exit code', async () => {
  const file = program("console.error('the database is gone'); process.exit(3);");
  const child = startBeside('server', path.relative(inProject(), file), [], { env: process.env });
  expect(await child.ended).toEqual({ name: 'server', code: 3, lastLines: ['the database is gone'] });
});

test('a child that does not listen to a polite stop is killed', async () => {
  const file = program("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up');");
  let up;
  const isUp = new Promise((resolve) => {
    up = resolve;
  });
  const child = startBeside('deaf', path.relative(inProject(), file), [], { env: process.env, onStdoutLine: up });
  await isUp;
  await child.stop(100);
  expect(isAlive(child.pid)).toBe(false);
});

test('what a child has started ends with it, even what does not listen', async () => {
  const started = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log(process.pid);";
  const file = program(
    `import { spawn } from 'node:child_process';
    spawn(process.execPath, ['-e', ${JSON.stringify(started)}], { stdio: 'pipe' }).stdout.pipe(process.stdout);`,
  );
  let tellPid;
  const grandchild = new Promise((resolve) => {
    tellPid = resolve;
  });
  const child = startBeside('starter', path.relative(inProject(), file), [], {
    env: process.env,
    onStdoutLine: tellPid,
  });
  const pid = Number(await grandchild);
  expect(isAlive(pid)).toBe(true);
  await child.stop();
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 5000 });
});

test('children end when their parent is killed and can stop nobody any more', async () => {
  const childFile = program('setInterval(() => {}, 1000); console.log(process.pid);');
  const parentFile = path.join(folder, 'parent.mjs');
  writeFileSync(
    parentFile,
    `import { startBeside } from ${JSON.stringify(pathToFileURL(inProject('scripts/lib/processes.mjs')).href)};
    startBeside('child', ${JSON.stringify(path.relative(inProject(), childFile))}, [], { env: process.env, onStdoutLine: (pid) => console.log(pid) });`,
  );
  const parent = spawn(process.execPath, [parentFile], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output] = await once(parent.stdout, 'data');
  const pid = Number(output.toString());
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 5000 });
});

test('a taken port is passed over', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  expect(await findFreePort(port)).toBeGreaterThan(port);
  server.close();
});
