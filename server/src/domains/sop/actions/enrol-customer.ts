import type { Dependencies } from '../../../dependencies.ts';
import { findRow } from '../../../platform/database/find-row.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { getVisibleCustomer, isVisible } from '../../customer/scope.ts';
import { whoAnswerFor } from '../../customer/who-answers.ts';
import { planCalendar } from '../calendar.ts';
import { enrol } from '../enrol.ts';
import { stopEnrolment } from '../end.ts';
import { SopEnrolmentRow } from '../entity.ts';
import { EnrolmentEnded, EnrolmentNotFound, NobodyServes, SopIsOff } from '../errors.ts';
import { getSop } from '../store.ts';

type Needs = Pick<Dependencies, 'db' | 'clock' | 'config'>;

/** A person lets a customer begin. */
export async function enrolCustomer(
  deps: Needs,
  viewer: MemberViewer,
  customerId: string,
  sopId: string,
): Promise<SopEnrolmentRow> {
  const { db, clock, config } = deps;
  return db.transaction(async (tx) => {
    const customer = await getVisibleCustomer(tx, viewer, customerId);
    const sop = await getSop(tx, sopId);
    if (!sop.isOn) throw new SopIsOff({ sopId });
    if (!(await whoAnswerFor(tx, [customerId])).has(customerId)) throw new NobodyServes({ customerId });
    const because = { kind: 'hand', ref: viewer.userId, byUserId: viewer.userId } as const;
    const enrolment = await enrol(tx, await planCalendar(tx, config.timeZone), sop, customer, {
      because,
      now: clock.now(),
    });
    await audit(tx, viewer, {
      action: 'sop.enrol',
      subject: { kind: 'customer', id: customerId },
      after: { sop: sop.name },
    });
    return enrolment;
  });
}

/** A person ends a customer's way. */
export async function stopByHand(
  { db, clock }: Needs,
  viewer: MemberViewer,
  enrolmentId: string,
): Promise<SopEnrolmentRow> {
  return db.transaction(async (tx) => {
    const enrolment = await findRow(tx, SopEnrolmentRow, { id: enrolmentId }, { lock: true });
    if (!enrolment || !(await isVisible(tx, viewer.scope, enrolment.customerId)))
      throw new EnrolmentNotFound({ enrolmentId });
    if (!(await stopEnrolment(tx, enrolment, { reason: 'by_hand', byUserId: viewer.userId, now: clock.now() })))
      throw new EnrolmentEnded({ enrolmentId });
    await audit(tx, viewer, {
      action: 'sop.stop',
      subject: { kind: 'customer', id: enrolment.customerId },
      after: { sopId: enrolment.sopId },
    });
    return (await findRow(tx, SopEnrolmentRow, { id: enrolmentId }))!;
  });
}
