import type { NewEvent } from '../delivery/event.ts';
import type { Tx } from '../database/tx.ts';
import { startOfBusinessDay } from '../business-time.ts';

/** Something that is due again and again. Firing means recording an event; scenarios do the work. */
export interface Schedule {
  name: string;
  /** Start of the slot that `now` is in, epoch ms: a schedule fires once per slot. */
  slotOf(now: number, timeZone: string): number;
  /** One indexed read; false = nothing due, nothing written. Absent = every slot fires. */
  isDue?(tx: Tx, now: number, machineNow: number): Promise<boolean>;
  event(now: number): NewEvent;
}

/** For what must keep up when much is due at once; with nothing due it costs one indexed read a second. */
export const everyFiveSeconds = (now: number) => now - (now % 5_000);
export const everyMinute = (now: number) => now - (now % 60_000);
export const everyHour = (now: number) => now - (now % 3_600_000);
/** Once a business day, from `hour`:00 on. */
export const dailyAt = (hour: number) => (now: number, timeZone: string) =>
  startOfBusinessDay(now - hour * 3_600_000, timeZone) + hour * 3_600_000;
