import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { builtFile } from '../test/built-file.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const commands = readdirSync(here).flatMap((file) => /^([a-z-]+)\.ts$/.exec(file)?.[1] ?? []);

/** As `npm run` starts it, with nothing configured. */
async function run(command: string, ...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const file = await builtFile(`commands/${command}.js`);
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], { env: { PATH: process.env.PATH } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

test.each(commands)('%s explains itself without any configuration', async (command) => {
  const { code, stdout } = await run(command, '--help');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Usage: npm run /m);
});

test.each(commands)('%s says what it does not understand, and how it is used', async (command) => {
  const { code, stdout, stderr } = await run(command, '--nonsense');
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/--nonsense/);
  expect(stderr).toMatch(/^Usage: npm run /m);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('every command can be started by npm run', () => {
  const runner = readFileSync(new URL('../../../scripts/lib/run.mjs', import.meta.url), 'utf8');
  for (const command of commands) expect(runner).toContain(`serverCommand('${command}')`);
});
