import type { LiveEvent } from './control/live-event.ts';
import type { Clock } from './clock.ts';

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A live event before it gets its number and moments. */
export type LiveNews = DistributiveOmit<LiveEvent, 'seq' | 'at' | 'machineAt'>;

const kept = 1_000;

/** Tells everything that happens to whoever watches, and keeps the newest for those who come back. */
export class LiveHub {
  readonly #clock: Clock;
  readonly #recent: LiveEvent[] = [];
  readonly #watchers = new Set<(event: LiveEvent) => void>();
  #seq = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  tell(news: LiveNews): void {
    this.#seq += 1;
    const event = { seq: this.#seq, at: this.#clock.now(), machineAt: Date.now(), ...news } as LiveEvent;
    this.#recent.push(event);
    if (this.#recent.length > kept + 200) this.#recent.splice(0, 200);
    for (const watcher of this.#watchers) watcher(event);
  }

  since(seq: number): LiveEvent[] {
    return this.#recent.filter((event) => event.seq > seq);
  }

  get seq(): number {
    return this.#seq;
  }

  watch(watcher: (event: LiveEvent) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}
