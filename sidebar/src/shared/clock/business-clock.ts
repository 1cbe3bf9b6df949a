import { useSyncExternalStore } from 'react';

/** How far the server's business clock is ahead of this device's, ms. */
let offsetMs = 0;
const listeners = new Set<() => void>();
const TICK_MS = 30_000;
let shownNow = Date.now();

/** Told by GET /api/me. A device set wrong, or the demo's moved clock, must not turn 刚刚 into 明天. */
export function setBusinessTime(now: number): void {
  offsetMs = now - Date.now();
  tick();
}

/** Business time at this moment, epoch ms. */
export function businessNow(): number {
  return Date.now() + offsetMs;
}

/** Business time that moves on by itself, so that "5 分钟前" grows old on screen. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => shownNow);
}

let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    timer = setInterval(tick, TICK_MS);
    // A page that slept in the background shows yesterday's words until then.
    document.addEventListener('visibilitychange', tick);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    document.removeEventListener('visibilitychange', tick);
  };
}

function tick(): void {
  shownNow = businessNow();
  for (const listener of listeners) listener();
}
