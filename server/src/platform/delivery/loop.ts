import { describeError } from '../errors.ts';
import type { Logger } from '../log.ts';

export interface LoopOptions {
  name: string;
  /** Does one portion; true when there may be more right away. */
  work(): Promise<boolean>;
  /** How often to look when nobody wakes it, ms. */
  pollMs: number;
  log: Logger;
}

/** Repeats `work` until there is nothing left, then sleeps until woken or until the next look. A failing `work` is tried again, ever slower. */
export class Loop {
  private stopping = false;
  private woken = false;
  private wakeSleeper: (() => void) | null = null;
  private finished: Promise<void> | null = null;

  constructor(private readonly options: LoopOptions) {}

  start(): void {
    this.finished ??= this.run();
  }

  wake = (): void => {
    this.woken = true;
    this.wakeSleeper?.();
  };

  /** Ends after the portion under way. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.finished;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping) {
      this.woken = false;
      let more = false;
      try {
        more = await this.options.work();
        failures = 0;
      } catch (error) {
        failures += 1;
        this.options.log.error(
          { loop: this.options.name, failures, error: describeError(error) },
          'loop failed, will try again',
        );
      }
      if (more || this.stopping) continue;
      await this.sleep(failures > 0 ? Math.min(5_000, 100 * 2 ** failures) : this.options.pollMs, failures > 0);
    }
  }

  /** Back-off after a failure is slept to its end, whoever calls; stopping ends any sleep. */
  private sleep(ms: number, isBackOff: boolean): Promise<void> {
    if (this.woken && !isBackOff) return Promise.resolve();
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        this.wakeSleeper = null;
        resolve();
      };
      const timer = setTimeout(finish, ms);
      this.wakeSleeper = () => {
        if (!isBackOff || this.stopping) finish();
      };
    });
  }
}
