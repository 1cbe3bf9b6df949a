import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const code = fileURLToPath(new URL('./finance-sdk.c', import.meta.url));

/** Missing where it must be there (CI=true), the compiler fails the tests; elsewhere they are listed as skipped. */
export const skipsNative = spawnSync('gcc', ['--version']).status !== 0 && process.env.CI !== 'true';

/** WeCom's library as the tests have it, compiled into a folder. Returns its path. */
export function buildNativeLibrary(folder: string): string {
  const library = join(folder, 'libWeWorkFinanceSdk_C.so');
  const built = spawnSync('gcc', ['-shared', '-fPIC', '-o', library, code]);
  if (built.status !== 0) throw new Error(`gcc: ${built.error ?? built.stderr.toString()}`);
  return library;
}

/** The child is started from its TypeScript source in tests, and must be told how to read it. */
export const nativeChildEnvironment = {
  PATH: process.env.PATH ?? '',
  NODE_OPTIONS: `--conditions=zhike-source --import=${import.meta.resolve('tsx')}`,
};
