import cron from 'node-cron';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import { execute, insertRows, select } from '../database/sql.ts';
import { recordEvent } from '../delivery/event.ts';
import { describeError } from '../errors.ts';
import { acquireLease, releaseLease } from '../lease.ts';
import type { Logger } from '../log.ts';
import type { Schedule } from './schedule.ts';

const LEASE_NAME = 'scheduler';
const LEASE_TTL_MS = 15_000;
const RENEW_AFTER_MS = 5_000;

export interface SchedulerOptions {
  db: Database;
  clock: Clock;
  log: Logger;
  timeZone: string;
  processId: string;
  schedules: readonly Schedule[];
}

/** One process among all holds the scheduler's seat and fires what is due. Slots live in rows: a seat that changes hands fires nothing twice. */
export class Scheduler {
  private task: ReturnType<typeof cron.schedule> | null = null;
  private renewAt = 0;
  private seated = false;
  private ticking: Promise<void> | null = null;
  private readonly lastSlots = new Map<string, number>();

  constructor(private readonly options: SchedulerOptions) {}

  start(): void {
    // node-cron is only the ticker; deadlines live in rows.
    // A late tick is no loss: what is due stays due.
    const options = { suppressMissedWarning: true };
    const tick = () => {
      this.ticking ??= this.tick().finally(() => {
        this.ticking = null;
      });
    };
    this.task = cron.schedule('* * * * * *', tick, options);
  }

  async stop(): Promise<void> {
    await this.task?.destroy();
    await this.ticking;
    if (this.seated) await releaseLease(this.options.db, LEASE_NAME, this.options.processId);
  }

  /** Looks once at everything; also called directly by tests. */
  async tick(): Promise<void> {
    const { clock, log, schedules } = this.options;
    try {
      if (!(await this.holdSeat(clock.machineNow()))) return;
      for (const schedule of schedules) await this.fireIfDue(schedule, clock.now());
    } catch (error) {
      log.error({ error: describeError(error) }, 'scheduler tick failed, next one in a second');
    }
  }

  private async holdSeat(now: number): Promise<boolean> {
    if (now < this.renewAt) return this.seated;
    const { db, log, processId } = this.options;
    const seated = await acquireLease(db, LEASE_NAME, processId, now, LEASE_TTL_MS);
    if (seated !== this.seated) log.info({ seated }, 'scheduler seat');
    this.seated = seated;
    this.renewAt = now + RENEW_AFTER_MS;
    return seated;
  }

  private async fireIfDue(schedule: Schedule, now: number): Promise<void> {
    const { clock, db, timeZone, log } = this.options;
    const slot = schedule.slotOf(now, timeZone);
    if (this.lastSlots.get(schedule.name) === slot) return;
    if (schedule.isDue && !(await schedule.isDue(db.read, now, clock.machineNow()))) return;
    const fired = await db.transaction(async (tx) => {
      // "Not equal" and not "less": a clock that was moved back (in the demo) must not silence a schedule.
      const moved = await execute(tx, 'UPDATE schedule_slot SET slot = ? WHERE name = ? AND slot <> ?', [
        slot,
        schedule.name,
        slot,
      ]);
      if (moved === 0) {
        const [existing] = await select(tx, 'SELECT name FROM schedule_slot WHERE name = ?', [schedule.name]);
        if (
          existing ||
          (await insertRows(tx, 'schedule_slot', [{ name: schedule.name, slot }], { ignoreDuplicates: true })) === 0
        )
          return false;
      }
      await recordEvent(tx, schedule.event(now));
      return true;
    });
    this.lastSlots.set(schedule.name, slot);
    if (fired) log.debug({ schedule: schedule.name }, 'schedule fired');
  }
}
