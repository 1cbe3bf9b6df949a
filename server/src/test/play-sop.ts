import { SopEnrolmentRow } from '../domains/sop/entity.ts';
import { nextMomentOf, tasksOnTheWay } from '../domains/sop/play/next-moment.ts';
import { getRow } from '../platform/database/find-row.ts';
import type { TestServer } from './start-test-server.ts';

/** Schedules look at most so often. */
const SLOT_MS = 5_000;

/**
 * Plays a customer's way to its end, however many days that is: time jumps from one moment at which something is due to the next, and all
 * that is due then is done. `onMoment` is told each of them, and may act in it. Returns the enrolment at the end.
 */
export async function playSopToItsEnd(
  server: TestServer,
  enrolmentId: string,
  onMoment: (moment: number) => Promise<void> | void = () => undefined,
): Promise<SopEnrolmentRow> {
  for (let last = -1; ; ) {
    const enrolment = await getRow(server.db.read, SopEnrolmentRow, { id: enrolmentId });
    const moment = nextMomentOf(enrolment, await tasksOnTheWay(server.db.read, enrolmentId));
    if (moment === null) return enrolment;
    if (moment <= last) throw new Error(`nothing was done at ${new Date(moment).toISOString()}`);
    last = moment;
    // The slot after it: in its own the schedules may have looked already.
    const lookAt = Math.max(moment, server.clock.now());
    server.clock.offsetMs += lookAt - (lookAt % SLOT_MS) + SLOT_MS - server.clock.now();
    // The corp's clock and ours at the same moment.
    await server.sandbox?.control('POST /control/clock', { body: { set: server.clock.now() } });
    await server.scheduler!.tick();
    // What WeCom does not take is tried again later; nobody waits for it here.
    await server.settle(0);
    await onMoment(moment);
  }
}
