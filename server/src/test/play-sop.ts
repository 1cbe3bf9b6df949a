import type { SopEnrolmentRow as EnrolmentRow } from '../domains/sop/entity.ts';
import { SopEnrolmentRow } from '../domains/sop/entity.ts';
import { nextMomentOf, tasksOnTheWay } from '../domains/sop/play/next-moment.ts';
import { getRow } from '../platform/database/find-row.ts';
import type { TestServer } from './start-test-server.ts';

/**
 * Plays a customer's way to its end, however many days that is: time jumps from one moment at which something is due to the next, and all
 * that is due then is done. `onMoment` is told each of them, and may act in it. Returns the enrolment at the end.
 */
export async function playSopToItsEnd(
  server: TestServer,
  enrolmentId: string,
  onMoment: (moment: number) => Promise<void> | void = () => undefined,
): Promise<EnrolmentRow> {
  for (let last = -1; ; ) {
    const enrolment = await getRow(server.db.read, SopEnrolmentRow, { id: enrolmentId });
    const moment = nextMomentOf(enrolment, await tasksOnTheWay(server.db.read, enrolmentId));
    if (moment === null) return enrolment;
    if (moment <= last) throw new Error(`nothing was done at ${new Date(moment).toISOString()}`);
    last = moment;
    server.clock.offsetMs += Math.max(0, moment - server.clock.now());
    await server.scheduler!.tick();
    // What WeCom does not take is tried again later; nobody waits for it here.
    await server.settle(0);
    await onMoment(moment);
  }
}
