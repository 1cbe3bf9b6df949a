import { setTimeout as sleep } from 'node:timers/promises';
import type { SopHappening, SopPlay } from '@zhike/shared/contracts/sop-play';
import type { Dependencies } from '../../../dependencies.ts';
import { findRow, getRow } from '../../../platform/database/find-row.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { audit } from '../../audit/audit.ts';
import { memberCards } from '../../corp/store.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { isVisible } from '../../customer/scope.ts';
import { taskRemindersDue } from '../../task/events.ts';
import { enrolCustomer } from '../actions/enrol-customer.ts';
import { planCalendar } from '../calendar.ts';
import { SopEnrolmentRow } from '../entity.ts';
import { ClockNotOurs, EnrolmentNotFound, SopIsOff, SopPlayStuck } from '../errors.ts';
import { sopStepsDue } from '../events.ts';
import { presentEnrolments } from '../present.ts';
import { findActiveEnrolment, getSop } from '../store.ts';
import { nextMomentOf, tasksOnTheWay } from './next-moment.ts';
import { type Standing, sayHappenings } from './say-happenings.ts';

const LOOK_EVERY_MS = 50;
const WAIT_MS = 15_000;

/** Begins to play an SOP with a customer: she is enrolled, unless she is under way in it. Nothing is moved yet. */
export async function beginPlay(
  deps: Dependencies,
  viewer: MemberViewer,
  sopId: string,
  customerId: string,
): Promise<SopPlay> {
  if (!deps.moveClock) throw new ClockNotOurs();
  const sop = await getSop(deps.db.read, sopId);
  if (!sop.isOn) throw new SopIsOff({ sopId });
  const underWay = await findActiveEnrolment(deps.db.read, sopId, customerId);
  if (underWay && !(await isVisible(deps.db.read, viewer.scope, customerId)))
    throw new EnrolmentNotFound({ enrolmentId: underWay.id });
  const enrolment = underWay ?? (await enrolCustomer(deps, viewer, customerId, sopId));
  await deps.db.transaction((tx) =>
    audit(tx, viewer, { action: 'sop.play', subject: { kind: 'customer', id: customerId }, after: { sop: sop.name } }),
  );
  const { standing, nextAt } = await look(deps, enrolment.id);
  const now = deps.clock.now();
  const began: SopHappening = { at: now, kind: 'began', text: standing.enrolment.because };
  return { enrolment: standing.enrolment, happened: [began], now, nextAt };
}

/**
 * Moves the clock to the next moment on a customer's way and waits until what is due then has been done: by the same events that the
 * schedules record, so that nothing is played that would not happen.
 */
export async function playOn(deps: Dependencies, viewer: MemberViewer, enrolmentId: string): Promise<SopPlay> {
  const { db, clock, moveClock } = deps;
  if (!moveClock) throw new ClockNotOurs();
  const enrolment = await findRow(db.read, SopEnrolmentRow, { id: enrolmentId });
  if (!enrolment || !(await isVisible(db.read, viewer.scope, enrolment.customerId)))
    throw new EnrolmentNotFound({ enrolmentId });
  const before = await look(deps, enrolmentId);
  if (before.nextAt === null)
    return { enrolment: before.standing.enrolment, happened: [], now: clock.now(), nextAt: null };
  if (before.nextAt > clock.now()) await moveClock(before.nextAt);
  const now = clock.now();
  await db.transaction(async (tx) => {
    await recordEvent(tx, sopStepsDue({ occurredAt: now, payload: {} }));
    await recordEvent(tx, taskRemindersDue({ occurredAt: now, payload: {} }));
  });
  const after = await lookUntilPast(deps, enrolmentId, before.nextAt);
  const happened = await say(deps, before.standing, after.standing, now);
  return { enrolment: after.standing.enrolment, happened, now, nextAt: after.nextAt };
}

async function look(
  { db, config }: Dependencies,
  enrolmentId: string,
): Promise<{ standing: Standing; nextAt: number | null }> {
  const enrolment = await getRow(db.read, SopEnrolmentRow, { id: enrolmentId });
  const tasks = await tasksOnTheWay(db.read, enrolmentId);
  const [view] = await presentEnrolments(db.read, [enrolment], await planCalendar(db.read, config.timeZone));
  return { standing: { enrolment: view!, tasks }, nextAt: nextMomentOf(enrolment, tasks) };
}

/** A moment is past when nothing waits for it any more: the step is settled, the reminder taken. */
async function lookUntilPast(deps: Dependencies, enrolmentId: string, moment: number): ReturnType<typeof look> {
  for (const deadline = Date.now() + WAIT_MS; Date.now() < deadline; await sleep(LOOK_EVERY_MS)) {
    const enrolment = await getRow(deps.db.read, SopEnrolmentRow, { id: enrolmentId });
    const nextAt = nextMomentOf(enrolment, await tasksOnTheWay(deps.db.read, enrolmentId));
    if (nextAt === null || nextAt > moment) return look(deps, enrolmentId);
  }
  throw new SopPlayStuck({ enrolmentId });
}

async function say({ db }: Dependencies, before: Standing, after: Standing, now: number): Promise<SopHappening[]> {
  const members = await memberCards(db.read, [...new Set(after.tasks.map((task) => task.assigneeUserId))]);
  return sayHappenings(before, after, now, (userId) => members.get(userId)?.name ?? userId);
}
