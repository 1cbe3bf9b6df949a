import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ArchiveFault } from './errors.ts';
import type { NativeAnswer, NativeCall } from './native-child.ts';
import type { NativeSettings } from './native-library.ts';

// The program beside this one, with the ending that this one has: .ts from the sources, .js when built.
const program = fileURLToPath(new URL(`./native-child${import.meta.url.slice(-3)}`, import.meta.url));
const LOAD_MS = 30_000;

interface Waiting {
  settle(value: unknown): void;
  fail(error: Error): void;
  timer: NodeJS.Timeout;
}

/** One child process with the library in it: started when it is used, killed when it hangs, started again by the next use. */
export class NativeProcess {
  private child: ChildProcess | null = null;
  private loaded: Promise<unknown> | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;

  constructor(
    private readonly settings: NativeSettings,
    /** All that a library of others is told of us: not our keys, not our database. */
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  /** @param timeoutMs after which the child counts as hanging */
  async ask(request: NativeCall, timeoutMs: number): Promise<unknown> {
    this.loaded ??= this.load();
    await this.loaded;
    return this.send(request, timeoutMs);
  }

  close(): void {
    this.child?.kill('SIGKILL');
  }

  private load(): Promise<unknown> {
    // 'advanced': bytes and 64-bit numbers arrive as they are.
    const child = fork(program, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...this.environment },
    });
    this.child = child;
    child.on('message', (answer: NativeAnswer) => this.receive(answer));
    child.on('error', () => this.gone(child, new ArchiveFault('archive.library_crashed')));
    child.on('exit', (_code, signal) =>
      this.gone(child, new ArchiveFault('archive.library_crashed', signal ? { why: signal } : {})),
    );
    return this.send({ call: 'load', settings: this.settings }, LOAD_MS).catch((error: unknown) => {
      child.kill('SIGKILL');
      throw error;
    });
  }

  private send(request: NativeCall, timeoutMs: number): Promise<unknown> {
    const child = this.child;
    if (!child?.connected) return Promise.reject(new ArchiveFault('archive.library_crashed'));
    const id = this.nextId++;
    return new Promise((settle, fail) => {
      const timer = setTimeout(() => {
        // All others wait behind the one that hangs.
        this.gone(child, new ArchiveFault('archive.library_hung'));
        child.kill('SIGKILL');
      }, timeoutMs);
      this.waiting.set(id, { settle, fail, timer });
      child.send({ id, ...request }, (error) => {
        if (error) this.gone(child, new ArchiveFault('archive.library_crashed', {}, { cause: error }));
      });
    });
  }

  private receive(answer: NativeAnswer): void {
    const one = this.waiting.get(answer.id);
    if (!one) return;
    this.waiting.delete(answer.id);
    clearTimeout(one.timer);
    if ('missing' in answer) one.fail(new ArchiveFault('archive.library_missing', { why: answer.missing }));
    else one.settle(answer.value);
  }

  private gone(child: ChildProcess, error: ArchiveFault): void {
    if (this.child !== child) return;
    this.child = null;
    this.loaded = null;
    for (const [id, one] of this.waiting) {
      this.waiting.delete(id);
      clearTimeout(one.timer);
      one.fail(error);
    }
  }
}
