import { availableParallelism } from 'node:os';
import type { PosterJob } from './draw-poster.ts';
import { PosterRendererEnded, PostersBusy } from './errors.ts';
import { PosterProcess } from './poster-process.ts';

export interface PosterPoolOptions {
  /** Processes at most, by default one a core. Each takes some 150 MB once it draws. */
  size?: number;
  /** Posters that may wait for a process. */
  queue?: number;
  /** For one poster, ms; waiting for a process and its start do not count. */
  timeoutMs?: number;
  /** Without work for so long, processes end, ms. */
  idleMs?: number;
  /** Variables that the processes get; they need none of ours. */
  environment?: Readonly<Record<string, string>>;
}

interface Waiting {
  job: PosterJob;
  settle(png: Buffer): void;
  fail(error: unknown): void;
}

/** Draws posters in processes of their own, started when they are needed; the event loop stays free. */
export class PosterPool {
  private readonly idle: PosterProcess[] = [];
  private readonly all = new Set<PosterProcess>();
  private readonly waiting: Waiting[] = [];
  private readonly size: number;
  private readonly queue: number;
  private readonly timeoutMs: number;
  private readonly idleMs: number;
  private readonly environment: Readonly<Record<string, string>>;
  private rest: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor({ size, queue = 500, timeoutMs = 20_000, idleMs = 60_000, environment = {} }: PosterPoolOptions = {}) {
    this.size = size ?? availableParallelism();
    this.queue = queue;
    this.timeoutMs = timeoutMs;
    this.idleMs = idleMs;
    this.environment = environment;
  }

  /** Fails with `poster.busy` at once when too many wait. */
  draw(job: PosterJob): Promise<Buffer> {
    if (this.isClosed) return Promise.reject(new PosterRendererEnded({ why: 'closed' }));
    if (this.waiting.length >= this.queue) return Promise.reject(new PostersBusy({ waiting: this.waiting.length }));
    return new Promise((settle, fail) => {
      this.waiting.push({ job, settle, fail });
      this.next();
    });
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.rest);
    for (const one of this.waiting.splice(0)) one.fail(new PosterRendererEnded({ why: 'closed' }));
    for (const process of this.all) process.close();
  }

  private next(): void {
    const place = this.waiting.length > 0 ? (this.idle.pop() ?? this.grow()) : undefined;
    if (!place) return;
    const { job, settle, fail } = this.waiting.shift()!;
    clearTimeout(this.rest);
    void place
      .draw(job, this.timeoutMs)
      .then(settle, fail)
      .finally(() => {
        this.idle.push(place);
        if (this.idle.length === this.all.size) this.restLater();
        this.next();
      });
  }

  private grow(): PosterProcess | undefined {
    if (this.all.size >= this.size) return undefined;
    const process = new PosterProcess(this.environment);
    this.all.add(process);
    return process;
  }

  private restLater(): void {
    clearTimeout(this.rest);
    if (this.isClosed) return;
    this.rest = setTimeout(() => {
      for (const process of this.all) process.close();
    }, this.idleMs).unref();
  }
}
