import type { SopStart } from '@zhike/shared/contracts/sop';
import type { Dependencies } from '../../dependencies.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { getCustomer } from '../customer/store.ts';
import { planCalendar } from './calendar.ts';
import { enrolMany } from './enrol.ts';
import { findStart } from './find-start.ts';
import { lastDaysOf } from './last-days.ts';
import { whoMayBegin } from './may-begin.ts';
import { listSopsInUse } from './store.ts';

/** The SOPs in use that begin by themselves, by a start that `concerns` says has happened, let this customer begin. Returns how many. */
export async function beginByStart(
  tx: Tx,
  deps: Dependencies,
  { customerId, eventId, startsAt }: { customerId: string; eventId: string; startsAt: number },
  concerns: (start: SopStart) => boolean,
  now: number,
): Promise<number> {
  const sops = (await listSopsInUse(tx)).filter(
    ({ definition }) => definition.auto !== null && concerns(definition.start),
  );
  if (sops.length === 0) return 0;
  const customer = await getCustomer(tx, customerId);
  const moment = { now, timeZone: deps.config.timeZone };
  let begun = 0;
  for (const sop of sops) {
    const { definition } = sop;
    if (sop.onSince !== null && startsAt < sop.onSince) continue;
    // Events come late and in any order: what she began by may be gone, what ends it may be there.
    if ((await findStart(tx, customer, definition.start, lastDaysOf(definition), moment)) === null) continue;
    if ((await whoMayBegin(tx, deps, [customer], definition, now)).length === 0) continue;
    const calendar = await planCalendar(tx, deps.config.timeZone);
    const because = { kind: 'start', ref: eventId } as const;
    // In it already, or without a step for her any more: neither concerns anybody.
    const answers = await enrolMany(tx, calendar, sop, [customer], { because, startsAt, now });
    if (answers.get(customerId)?.enrolmentId !== undefined) begun += 1;
  }
  return begun;
}
