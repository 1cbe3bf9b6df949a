import type { CallLane } from './call.ts';

/** What WeCom allows of one API: in any minute and in any hour, however their windows lie. */
export interface RateLimit {
  perMinute: number;
  perHour: number;
}

/** How far the calls taken so far reach into the future at the steady rate, epoch ms. In the past: all of the burst is free. */
export interface RateState {
  minuteUsedUntil: number;
  hourUsedUntil: number;
}

const MINUTE = 60_000;
const HOUR = 3_600_000;

/** Part of a limit that may go at once; the rest comes at a steady rate, so that burst + rate never exceed the limit in any window. */
const BURST = 0.2;

/** How much of the burst each lane may use: what is left is the reserve of the more urgent. */
const SHARE: Record<CallLane, number> = { urgent: 1, normal: 0.75, bulk: 0.5 };

interface Window {
  /** One call at the steady rate, ms. */
  cost: number;
  burst: number;
}

function windowOf(limit: number, length: number): Window {
  const burst = Math.max(1, Math.floor(limit * BURST));
  return { burst, cost: length / Math.max(1, limit - burst) };
}

/**
 * Takes up to `wanted` calls, at least none. With none, `waitMs` says when one will be free.
 * Pure: a leaky bucket per window, so no window boundary can be abused by two bursts around it.
 */
export function takeCalls(
  state: RateState,
  limit: RateLimit,
  lane: CallLane,
  now: number,
  wanted: number,
): { granted: number; waitMs: number; state: RateState } {
  const minute = windowOf(limit.perMinute, MINUTE);
  const hour = windowOf(limit.perHour, HOUR);
  const free = Math.min(
    freeCalls(state.minuteUsedUntil, minute, lane, now),
    freeCalls(state.hourUsedUntil, hour, lane, now),
  );
  const granted = Math.max(0, Math.min(wanted, Math.floor(free)));
  if (granted === 0) {
    const waitMs = Math.max(
      waitFor(state.minuteUsedUntil, minute, lane, now),
      waitFor(state.hourUsedUntil, hour, lane, now),
    );
    return { granted, waitMs, state };
  }
  return { granted, waitMs: 0, state: addCalls(state, limit, now, granted) };
}

/** Books calls that were made already (the urgent lane calls first and books afterwards). */
export function addCalls(state: RateState, limit: RateLimit, now: number, calls: number): RateState {
  const add = (usedUntil: number, window: Window) => Math.ceil(Math.max(usedUntil, now) + calls * window.cost);
  return {
    minuteUsedUntil: add(state.minuteUsedUntil, windowOf(limit.perMinute, MINUTE)),
    hourUsedUntil: add(state.hourUsedUntil, windowOf(limit.perHour, HOUR)),
  };
}

function capacity(window: Window, lane: CallLane): number {
  return Math.max(1, window.burst * SHARE[lane]) * window.cost;
}

function freeCalls(usedUntil: number, window: Window, lane: CallLane, now: number): number {
  // The small addition forgives rounding of `usedUntil` to whole ms.
  return (capacity(window, lane) - Math.max(0, usedUntil - now) + 1e-6) / window.cost;
}

function waitFor(usedUntil: number, window: Window, lane: CallLane, now: number): number {
  return Math.max(0, Math.ceil(Math.max(0, usedUntil - now) + window.cost - capacity(window, lane)));
}
