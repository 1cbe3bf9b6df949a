import type { Clock } from '../../platform/clock.ts';
import { TooManyBeats } from '../touch/errors.ts';

/** A page beats every five seconds at most, and a few more when it is left and come back to. */
const MOST_A_MINUTE = 60;
const MINUTE = 60_000;

/** Counts beats per browser in this process; nothing is kept longer than a minute. */
export class BeatPace {
  private minute = 0;
  private counts = new Map<string, number>();

  constructor(private readonly clock: Pick<Clock, 'machineNow'>) {}

  /** Throws when one browser says more than any page of ours does. */
  take(token: string): void {
    const now = this.clock.machineNow();
    const minute = Math.floor(now / MINUTE);
    if (minute !== this.minute) {
      this.minute = minute;
      this.counts = new Map();
    }
    const count = (this.counts.get(token) ?? 0) + 1;
    this.counts.set(token, count);
    if (count > MOST_A_MINUTE)
      throw new TooManyBeats({ retryAfterSeconds: Math.ceil((MINUTE - (now % MINUTE)) / 1000) });
  }
}
