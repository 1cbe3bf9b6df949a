import { fork } from 'node:child_process';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MAX_PAGES } from '@zhike/shared/contracts/visitor';
import { describeError } from '../../../platform/errors.ts';
import { newId } from '../../../platform/id.ts';
import { pathOfBytes } from '../../media/files.ts';
import { folderOfPages, type PageSize, readPageSizes, SIZES_FILE } from './page-files.ts';
import type { RenderNews, RenderTask } from './render-child.ts';

// The program beside this one, with the ending that this one has: .ts from the sources, .js when built.
const program = fileURLToPath(new URL(`./render-child${import.meta.url.slice(-3)}`, import.meta.url));

/** Sources need the loader that this process was started with, or that its tests bring. */
const loader = program.endsWith('.ts') ? ['--import', 'tsx'] : [];

const MAX_PDF_BYTES = 20 * 1024 * 1024;
/** A page takes a fraction of a second; one that takes this long never ends. */
const PAGE_MS = 20_000;
const ALL_MS = 5 * 60_000;
/** Of the renderer's own memory; V8's part is limited beside it. */
const MAX_MEMORY_BYTES = 768 * 1024 * 1024;
const LOOK_EVERY_MS = 250;

/** What stands in `material.pages_problem`. */
export type PagesProblem =
  | 'encrypted'
  | 'too_many_pages'
  | 'too_big'
  | 'timeout'
  | 'out_of_memory'
  | 'unreadable'
  | 'missing';

export type Rendered = { pages: number } | { problem: PagesProblem };

/** The renderer was ended from outside (the server is being stopped), or did not come up: nothing is known of the file. */
export class RenderInterrupted extends Error {
  readonly retryable = true;
}

/** What a process does to itself, when its memory runs out or it falls over the file. */
const OWN_FAULTS: readonly (string | null)[] = ['SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGSEGV', 'SIGTRAP'];

/** Limits that a test makes smaller. */
export interface RenderLimits {
  pageMs: number;
  allMs: number;
  memoryBytes: number;
}
export const LIMITS: RenderLimits = { pageMs: PAGE_MS, allMs: ALL_MS, memoryBytes: MAX_MEMORY_BYTES };

/**
 * Makes the page images of a PDF, once per digest: what is there is not made again. In a process of its own, so that a file that is a
 * bomb, or a fault of the renderer, ends that process and nothing else.
 */
export async function renderPages(dataDir: string, sha256: string, limits = LIMITS): Promise<Rendered> {
  const made = await readPageSizes(dataDir, sha256);
  if (made) return { pages: made.length };
  const pdf = pathOfBytes(dataDir, sha256);
  const found = await stat(pdf).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!found) return { problem: 'missing' };
  if (found.size > MAX_PDF_BYTES) return { problem: 'too_big' };
  const draft = join(dataDir, 'pages', '.making', newId());
  try {
    const result = await inChild({ pdf, into: draft, maxPages: MAX_PAGES }, limits);
    if ('problem' in result) return result;
    await writeFile(join(draft, SIZES_FILE), JSON.stringify(result.sizes), { flush: true });
    await putInPlace(dataDir, sha256, draft);
    return { pages: result.sizes.length };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function putInPlace(dataDir: string, sha256: string, draft: string): Promise<void> {
  const folder = folderOfPages(dataDir, sha256);
  await mkdir(dirname(folder), { recursive: true });
  try {
    await rename(draft, folder);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    // Another process was quicker with the same file, and its images are as good; or somebody took away a part of them.
    if (await readPageSizes(dataDir, sha256)) return;
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  }
}

function inChild(
  task: RenderTask,
  { pageMs, allMs, memoryBytes }: RenderLimits,
): Promise<{ sizes: PageSize[] } | { problem: PagesProblem }> {
  return new Promise((resolve, reject) => {
    const child = fork(program, {
      // Nothing of ours is in its environment: no key, no address of the database.
      env: {},
      execArgv: [...loader, '--max-old-space-size=512'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    let answer: { sizes: PageSize[] } | { problem: PagesProblem } | null = null;
    let pageTimer: NodeJS.Timeout;
    const giveUp = (problem: PagesProblem) => {
      answer ??= { problem };
      child.kill('SIGKILL');
    };
    const waitForPage = () => {
      clearTimeout(pageTimer);
      pageTimer = setTimeout(() => giveUp('timeout'), pageMs);
    };
    const allTimer = setTimeout(() => giveUp('timeout'), allMs);
    const memoryTimer = setInterval(() => {
      void memoryOf(child.pid).then((bytes) => {
        if (bytes > memoryBytes) giveUp('out_of_memory');
      });
    }, LOOK_EVERY_MS);
    waitForPage();
    child.on('message', (news: RenderNews) => {
      waitForPage();
      if (!('page' in news)) answer ??= news;
    });
    const end = (why: string, isItsFault: boolean) => {
      clearTimeout(pageTimer);
      clearTimeout(allTimer);
      clearInterval(memoryTimer);
      if (answer) resolve(answer);
      // Gone without a word: V8 or the renderer ran out of memory, or fell over the file.
      else if (isItsFault) resolve({ problem: 'out_of_memory' });
      else reject(new RenderInterrupted(`the renderer was interrupted: ${why}`));
    };
    child.on('error', (error) => end(describeError(error), false));
    child.on('exit', (code, signal) => end(signal ?? String(code), signal === null || OWN_FAULTS.includes(signal)));
    child.send(task, (error) => {
      if (error) child.kill('SIGKILL');
    });
  });
}

/** Resident bytes of a process; 0 where the system does not tell (V8's own limit still holds). */
async function memoryOf(pid: number | undefined): Promise<number> {
  if (!pid || process.platform !== 'linux') return 0;
  const status = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  return Number(status.split(' ')[1] ?? 0) * 4096;
}
