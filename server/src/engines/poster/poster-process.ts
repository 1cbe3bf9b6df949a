import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PosterJob } from './draw-poster.ts';
import {
  PosterCodeUnreadable,
  PosterLinkTooLong,
  PosterPictureMissing,
  PosterPictureTooLarge,
  PosterPictureUnreadable,
  PosterRendererEnded,
  PosterTooSlow,
} from './errors.ts';
import type { PosterAnswer } from './poster-child.ts';

// The program beside this one, with the ending that this one has: .ts from the sources, .js when built.
const ending = import.meta.url.slice(-3);
const program = fileURLToPath(new URL(`./poster-child${ending}`, import.meta.url));
const execArgv = ending === '.ts' ? ['--conditions=zhike-source', '--import', 'tsx'] : [];

/** What drawing refuses, with the details that name it. */
const refusals = [
  PosterCodeUnreadable,
  PosterLinkTooLong,
  PosterPictureMissing,
  PosterPictureTooLarge,
  PosterPictureUnreadable,
];
const refusalByCode = new Map(refusals.map((refusal) => [new refusal({} as never).code as string, refusal]));

/** To load the drawing library and the fonts, on a busy machine. */
const START_MS = 60_000;

interface Current {
  id: number;
  job: PosterJob;
  timeoutMs: number;
  timer: NodeJS.Timeout;
  settle(png: Buffer): void;
  fail(error: Error): void;
}

/** One process that draws one poster at a time. It is killed when it takes too long, and started by the next poster. */
export class PosterProcess {
  private child: ChildProcess | null = null;
  private isReady = false;
  private nextId = 1;
  private current: Current | null = null;

  /** @param environment all that the process is told of us: neither our keys nor our database */
  constructor(private readonly environment: Readonly<Record<string, string>>) {}

  /** @param timeoutMs after which a poster counts as hanging; the start of the process does not count */
  draw(job: PosterJob, timeoutMs: number): Promise<Buffer> {
    return new Promise((settle, fail) => {
      const child = (this.child ??= this.start());
      const timer = setTimeout(() => this.gone(child, new PosterRendererEnded({ why: 'did not start' })), START_MS);
      this.current = { id: this.nextId++, job, timeoutMs, timer, settle, fail };
      if (this.isReady) this.send(child, this.current);
    });
  }

  /** What is being drawn fails. */
  close(): void {
    if (this.child) this.gone(this.child, new PosterRendererEnded({ why: 'closed' }));
  }

  private start(): ChildProcess {
    this.isReady = false;
    // Fonts of the machine would make posters look different on each.
    const child = fork(program, {
      execArgv,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...this.environment, DISABLE_SYSTEM_FONTS_LOAD: '1' },
    });
    // Waiting for work keeps nobody from ending.
    child.unref();
    child.channel?.unref();
    child.on('message', (answer: PosterAnswer) => this.receive(child, answer));
    child.on('error', (cause) => this.gone(child, new PosterRendererEnded({ why: 'error' }, { cause })));
    child.on('exit', (code, signal) => this.gone(child, new PosterRendererEnded({ why: signal ?? `exit ${code}` })));
    return child;
  }

  private send(child: ChildProcess, one: Current): void {
    const { id, job, timeoutMs } = one;
    clearTimeout(one.timer);
    one.timer = setTimeout(() => this.gone(child, new PosterTooSlow({ afterMs: timeoutMs })), timeoutMs);
    child.send({ id, job }, (error) => {
      if (error) this.gone(child, new PosterRendererEnded({ why: 'unreachable' }, { cause: error }));
    });
  }

  private receive(child: ChildProcess, answer: PosterAnswer): void {
    if (this.child !== child) return;
    const one = this.current;
    if (answer === 'ready') {
      this.isReady = true;
      if (one) this.send(child, one);
      return;
    }
    if (one?.id !== answer.id) return;
    this.current = null;
    clearTimeout(one.timer);
    if ('png' in answer) one.settle(Buffer.from(answer.png));
    else if ('failed' in answer) one.fail(new PosterRendererEnded({ why: answer.failed }));
    else one.fail(refusalOf(answer.refused));
  }

  private gone(child: ChildProcess, error: Error): void {
    if (this.child !== child) return;
    this.child = null;
    child.kill('SIGKILL');
    const one = this.current;
    this.current = null;
    if (!one) return;
    clearTimeout(one.timer);
    one.fail(error);
  }
}

function refusalOf({ code, details }: { code: string; details: Record<string, unknown> }): Error {
  const refusal = refusalByCode.get(code);
  return refusal ? new refusal(details as never) : new PosterRendererEnded({ why: code });
}
