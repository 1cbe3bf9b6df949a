import type { Clock } from '../platform/clock.ts';
import type { CallLane } from './call.ts';

const LANES: readonly CallLane[] = ['urgent', 'normal', 'bulk'];
/** Places that a lane leaves free for the more urgent ones. */
const LEFT_FREE: Record<CallLane, number> = { urgent: 0, normal: 1, bulk: 3 };
const RECOVERY_MS = 60_000;

interface Waiting {
  enter(): void;
}

/** How many calls of one API run at once. Urgent ones overtake; 45033 halves the number, a quiet minute adds one again. */
export class ConcurrencyGate {
  private limit: number;
  private running = 0;
  private changedAt = 0;
  private readonly queues: Record<CallLane, Waiting[]> = { urgent: [], normal: [], bulk: [] };

  constructor(
    private readonly max: number,
    private readonly clock: Clock,
  ) {
    this.limit = max;
  }

  /** Resolves to the function that gives the place back; rejects with `onTimeout` after `timeoutMs`. */
  enter(lane: CallLane, timeoutMs: number, onTimeout: () => Error): Promise<() => void> {
    if (this.hasPlace(lane)) return Promise.resolve(this.take());
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.queues[lane].splice(this.queues[lane].indexOf(waiting), 1);
        reject(onTimeout());
      }, timeoutMs);
      const waiting: Waiting = {
        enter: () => {
          clearTimeout(timer);
          resolve(this.take());
        },
      };
      this.queues[lane].push(waiting);
    });
  }

  /** WeCom said: too many at once. */
  lower(): void {
    this.limit = Math.max(1, Math.floor(this.limit / 2));
    this.changedAt = this.clock.machineNow();
  }

  get current(): number {
    return this.limit;
  }

  private hasPlace(lane: CallLane): boolean {
    return this.running < Math.max(1, this.limit - LEFT_FREE[lane]);
  }

  private take(): () => void {
    this.running++;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.running--;
      this.recover();
      this.admit();
    };
  }

  private recover(): void {
    if (this.limit >= this.max || this.clock.machineNow() - this.changedAt < RECOVERY_MS) return;
    this.limit++;
    this.changedAt = this.clock.machineNow();
  }

  private admit(): void {
    for (const lane of LANES) {
      while (this.queues[lane].length > 0 && this.hasPlace(lane)) this.queues[lane].shift()!.enter();
    }
  }
}
