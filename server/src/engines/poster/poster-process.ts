import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PosterJob } from './draw-poster.ts';
import {
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

/** All that the drawing process is told of us: neither our keys nor our database. */
const PASSED_ON = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TMPDIR', 'TEMP'];

/** What drawing refuses, with the details that name it. */
const refusals = [PosterLinkTooLong, PosterPictureMissing, PosterPictureTooLarge, PosterPictureUnreadable];
const refusalByCode = new Map(refusals.map((refusal) => [new refusal({} as never).code as string, refusal]));

/** One process that draws one poster at a time. It is killed when it takes too long, and started by the next poster. */
export class PosterProcess {
  private child: ChildProcess | null = null;
  private nextId = 1;
  private current: { id: number; settle(png: Buffer): void; fail(error: Error): void; timer: NodeJS.Timeout } | null =
    null;

  /** @param timeoutMs after which a poster counts as hanging; its start is part of it */
  draw(job: PosterJob, timeoutMs: number): Promise<Buffer> {
    const child = (this.child ??= this.start());
    const id = this.nextId++;
    return new Promise((settle, fail) => {
      const timer = setTimeout(() => this.gone(child, new PosterTooSlow({ afterMs: timeoutMs })), timeoutMs);
      this.current = { id, settle, fail, timer };
      child.send({ id, job }, (error) => {
        if (error) this.gone(child, new PosterRendererEnded({ why: 'unreachable' }, { cause: error }));
      });
    });
  }

  /** What is being drawn fails. */
  close(): void {
    if (this.child) this.gone(this.child, new PosterRendererEnded({ why: 'closed' }));
  }

  private start(): ChildProcess {
    const env = Object.fromEntries(PASSED_ON.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
    // Fonts of the machine would make posters look different on each.
    const child = fork(program, {
      execArgv,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...env, DISABLE_SYSTEM_FONTS_LOAD: '1' },
    });
    // Waiting for work keeps nobody from ending.
    child.unref();
    child.channel?.unref();
    child.on('message', (answer: PosterAnswer) => this.receive(answer));
    child.on('error', (cause) => this.gone(child, new PosterRendererEnded({ why: 'error' }, { cause })));
    child.on('exit', (code, signal) => this.gone(child, new PosterRendererEnded({ why: signal ?? `exit ${code}` })));
    return child;
  }

  private receive(answer: PosterAnswer): void {
    const one = this.current;
    if (one?.id !== answer.id) return;
    this.current = null;
    clearTimeout(one.timer);
    if ('png' in answer) one.settle(Buffer.from(answer.png));
    else if ('failed' in answer) one.fail(new PosterRendererEnded({ why: answer.failed }));
    else {
      const refusal = refusalByCode.get(answer.refused.code)!;
      one.fail(new refusal(answer.refused.details as never));
    }
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
