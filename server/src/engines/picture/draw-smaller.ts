import { fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describeError } from '../../platform/errors.ts';
import type { PictureAnswer, PictureJob } from './picture-child.ts';

// The program beside this one, with the ending that this one has: .ts from the sources, .js when built.
const ending = import.meta.url.slice(-3);
const program = fileURLToPath(new URL(`./picture-child${ending}`, import.meta.url));
/** Sources need the loader that this process was started with, or that its tests bring. */
const loader = ending === '.ts' ? ['--conditions=zhike-source', '--import', 'tsx'] : [];

/** A picture takes a fraction of a second; one that takes this long, start of the process included, never ends. */
const TIMEOUT_MS = 30_000;
const MAX_MEMORY_BYTES = 768 * 1024 * 1024;
const LOOK_EVERY_MS = 100;

/** Limits that a test makes smaller. */
export interface DrawLimits {
  timeoutMs: number;
  memoryBytes: number;
}
const LIMITS: DrawLimits = { timeoutMs: TIMEOUT_MS, memoryBytes: MAX_MEMORY_BYTES };

/** The process was ended from outside, or did not come up: nothing is known of the picture. */
export class DrawingInterrupted extends Error {
  readonly retryable = true;
}

/** What a process does to itself, when its memory runs out or it falls over the file. */
const OWN_FAULTS: readonly (string | null)[] = ['SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGSEGV', 'SIGTRAP'];

/** One at a time: what unpacks pictures may need much memory. */
let last: Promise<unknown> = Promise.resolve();

/** Draws a picture anew in a process of its own, so that a picture that is a bomb ends that process and nothing else. */
export function drawSmaller(job: PictureJob, limits = LIMITS): Promise<PictureAnswer> {
  const drawn = last.then(() => inChild(job, limits));
  last = drawn.catch(() => undefined);
  return drawn;
}

function inChild(job: PictureJob, { timeoutMs, memoryBytes }: DrawLimits): Promise<PictureAnswer> {
  return new Promise((resolve, reject) => {
    const child = fork(program, {
      // Nothing of ours is in its environment: no key, no address of the database.
      env: { DISABLE_SYSTEM_FONTS_LOAD: '1' },
      execArgv: [...loader, '--max-old-space-size=256'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    let answer: PictureAnswer | null = null;
    const giveUp = (problem: 'timeout' | 'out_of_memory') => {
      answer ??= { problem };
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => giveUp('timeout'), timeoutMs);
    const memoryTimer = setInterval(() => {
      void memoryOf(child.pid).then((bytes) => {
        if (bytes > memoryBytes) giveUp('out_of_memory');
      });
    }, LOOK_EVERY_MS);
    const end = (why: string, isItsFault: boolean) => {
      clearTimeout(timer);
      clearInterval(memoryTimer);
      if (answer) resolve(answer);
      else if (isItsFault) resolve({ problem: 'out_of_memory' });
      else reject(new DrawingInterrupted(`drawing a picture was interrupted: ${why}`));
    };
    child.on('message', (news: PictureAnswer) => {
      answer ??= news;
    });
    child.on('error', (error) => end(describeError(error), false));
    child.on('exit', (code, signal) => end(signal ?? String(code), signal !== null && OWN_FAULTS.includes(signal)));
    child.send(job, (error) => {
      if (error) child.kill('SIGKILL');
    });
  });
}

/** Resident bytes of a process; 0 where the system does not tell. */
async function memoryOf(pid: number | undefined): Promise<number> {
  if (!pid || process.platform !== 'linux') return 0;
  const status = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  return Number(status.split(' ')[1] ?? 0) * 4096;
}
