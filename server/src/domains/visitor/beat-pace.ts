import type { Clock } from '../../platform/clock.ts';
import { isPrivateAddress } from '../../platform/http/public-address.ts';
import { TooManyBeats, TooManyVisits } from '../touch/errors.ts';

/** A page beats every five seconds at most, and a few more when it is left and come back to. */
const MOST_A_MINUTE = 60;
/** New visits of one address: many phones share the address of an office or a carrier; a flood of made-up browsers has one too. */
const MOST_NEW_A_MINUTE = 600;
const MINUTE = 60_000;

/** Counts beats per browser and new visits per address in this process; nothing is kept longer than a minute. */
export class BeatPace {
  private minute = 0;
  private counts = new Map<string, number>();

  constructor(private readonly clock: Pick<Clock, 'machineNow'>) {}

  /** Throws when one browser says more than any page of ours does. */
  take(token: string): void {
    if (this.count(token) > MOST_A_MINUTE) throw new TooManyBeats(this.untilNextMinute());
  }

  /**
   * Throws when one address begins more visits than its people can. An address of our own network is none of a reader: it is a proxy
   * that TRUST_PROXY does not name, with everybody behind it.
   */
  begin(address: string): void {
    if (isPrivateAddress(address)) return;
    if (this.count(`from ${address}`) > MOST_NEW_A_MINUTE) throw new TooManyVisits(this.untilNextMinute());
  }

  private count(whose: string): number {
    const minute = Math.floor(this.clock.machineNow() / MINUTE);
    if (minute !== this.minute) {
      this.minute = minute;
      this.counts = new Map();
    }
    const count = (this.counts.get(whose) ?? 0) + 1;
    this.counts.set(whose, count);
    return count;
  }

  private untilNextMinute() {
    return { retryAfterSeconds: Math.ceil((MINUTE - (this.clock.machineNow() % MINUTE)) / 1000) };
  }
}
