/**
 * Two clocks. Business time (schedules, expiry, "today") can be moved by the sandbox in the demo;
 * machine time (leases, deadlines, back-off) never moves. Both in epoch ms.
 */
export interface Clock {
  now(): number;
  machineNow(): number;
}

export class SystemClock implements Clock {
  /** How far business time is ahead of machine time, ms. */
  offsetMs = 0;

  now(): number {
    return Date.now() + this.offsetMs;
  }

  machineNow(): number {
    return Date.now();
  }
}
