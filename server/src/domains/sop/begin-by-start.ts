import type { SopDefinition, SopStart } from '@zhike/shared/contracts/sop';
import type { Dependencies } from '../../dependencies.ts';
import { matchesFilter } from '../../engines/filter/evaluate.ts';
import { loadFacts } from '../../engines/filter/facts.ts';
import { prepareFilter } from '../../engines/filter/prepare.ts';
import type { Filter } from '@zhike/shared/contracts/filter';
import type { Tx } from '../../platform/database/tx.ts';
import type { CustomerRow } from '../customer/entity.ts';
import { getCustomer } from '../customer/store.ts';
import { planCalendar } from './calendar.ts';
import { enrolMany, lastDaysOf } from './enrol.ts';
import { findStart } from './find-start.ts';
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
  let begun = 0;
  for (const sop of sops) {
    if (sop.onSince !== null && startsAt < sop.onSince) continue;
    if (!(await isStillSo(tx, deps, customer, sop.definition, now))) continue;
    if (!(await fits(tx, deps, customerId, sop.definition.auto!.filter, now))) continue;
    const calendar = await planCalendar(tx, deps.config.timeZone);
    const because = { kind: 'start', ref: eventId } as const;
    // In it already, or without a step for her any more: neither concerns anybody.
    const answers = await enrolMany(tx, calendar, sop, [customer], { because, startsAt, now });
    if (answers.get(customerId)?.enrolmentId !== undefined) begun += 1;
  }
  return begun;
}

/** Events come late and in any order: what she began by may be gone, what ends it may be there. */
async function isStillSo(
  tx: Tx,
  { config }: Dependencies,
  customer: CustomerRow,
  { start, stop, steps }: SopDefinition,
  now: number,
): Promise<boolean> {
  if ((await findStart(tx, customer, start, lastDaysOf({ steps }), { now, timeZone: config.timeZone })) === null)
    return false;
  if (customer.stageId !== null && stop.stageIds.includes(customer.stageId)) return false;
  if (stop.tagIds.length === 0) return true;
  const ending = { kind: 'tagged', tagIds: stop.tagIds } as const;
  return (await findStart(tx, customer, ending, 0, { now, timeZone: config.timeZone })) === null;
}

async function fits(
  tx: Tx,
  { filterFields, config }: Dependencies,
  customerId: string,
  filter: Filter | null,
  now: number,
): Promise<boolean> {
  if (!filter) return true;
  const context = { now, timeZone: config.timeZone };
  const prepared = await prepareFilter(tx, filterFields, filter);
  const facts = await loadFacts(tx, [customerId], prepared, context);
  return matchesFilter(prepared, facts.get(customerId)!, context);
}
