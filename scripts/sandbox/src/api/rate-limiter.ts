import type { Limits } from '../control/views-switches.ts';

interface Window {
  startedAt: number;
  count: number;
}

interface ApiUse {
  minute: Window;
  hour: Window;
  blockedUntil: number;
}

const minuteMs = 60_000;
const hourMs = 3_600_000;

/** Counts calls of one corp by API (doc 90312). Over the limit the API is closed for the block's length: 60 s, or 60 min. */
export class RateLimiter {
  readonly #uses = new Map<string, ApiUse>();
  readonly #windows = new Map<string, Window>();

  /** True when the call is over the limit (45009). */
  isOver(path: string, now: number, limits: Limits): boolean {
    const use = this.#uses.get(path) ?? {
      minute: { startedAt: now, count: 0 },
      hour: { startedAt: now, count: 0 },
      blockedUntil: 0,
    };
    this.#uses.set(path, use);
    // A clock set back must not leave an API closed for ever.
    if (use.blockedUntil > now && use.blockedUntil - now <= hourMs) return true;
    const own = limits.perApi[path];
    if (count(use.minute, now, minuteMs) > (own?.perMinute ?? limits.perMinute)) {
      use.blockedUntil = now + minuteMs;
      return true;
    }
    if (count(use.hour, now, hourMs) > (own?.perHour ?? limits.perHour)) {
      use.blockedUntil = now + hourMs;
      return true;
    }
    return false;
  }

  /** A counter of its own, e.g. messages to one member a minute: the count including this one. */
  countIn(name: string, now: number, lengthMs: number): number {
    const window = this.#windows.get(name) ?? { startedAt: now, count: 0 };
    this.#windows.set(name, window);
    return count(window, now, lengthMs);
  }

  /** The count so far, without adding. */
  peek(name: string, now: number, lengthMs: number): number {
    const window = this.#windows.get(name);
    if (!window || now - window.startedAt >= lengthMs || now < window.startedAt) return 0;
    return window.count;
  }

  clear(): void {
    this.#uses.clear();
    this.#windows.clear();
  }
}

function count(window: Window, now: number, lengthMs: number): number {
  if (now - window.startedAt >= lengthMs || now < window.startedAt) {
    window.startedAt = now;
    window.count = 0;
  }
  window.count += 1;
  return window.count;
}
