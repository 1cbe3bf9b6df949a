import type { Filter } from '@zhike/shared/contracts/filter';
import type { Dependencies } from '../../../dependencies.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { listCustomerIds } from '../../customer/list.ts';
import { beginnersOf } from '../beginners.ts';
import { planCalendar } from '../calendar.ts';
import { placeBeginners } from '../enrol.ts';
import { getSop } from '../store.ts';
import { countHindrances, noHindrance } from './hindrances.ts';

const PAGES = 10;
const PER_PAGE = 200;

/** Who would begin, as it would be now: up to 2,000 customers a time, the caller adds up and asks on. */
export async function previewEnrolling(
  deps: Pick<Dependencies, 'db' | 'clock' | 'filterFields' | 'config'>,
  viewer: MemberViewer,
  sopId: string,
  { filter, cursor }: { filter: Filter | null; cursor?: string },
) {
  const { db, clock, config } = deps;
  const sop = await getSop(db.read, sopId);
  const calendar = await planCalendar(db.read, config.timeZone);
  const wanted = filter ? { filter } : {};
  const counts = noHindrance();
  let customers = 0;
  let next: string | null | undefined = cursor ? decodeCursor(cursor, ['string'])[0] : undefined;
  for (let page = 0; page < PAGES && next !== null; page++) {
    const found = await listCustomerIds(db.read, deps, wanted, viewer.scope, { cursor: next, limit: PER_PAGE });
    const { served, nobodyServes } = await beginnersOf(db.read, found.ids);
    const placed = await placeBeginners(db.read, calendar, sop, served, { now: clock.now() });
    countHindrances(
      [...placed.values()].map(({ why }) => why),
      counts,
    );
    counts.nobodyServes += nobodyServes;
    customers += found.ids.length;
    next = found.nextCursor;
  }
  return { customers, ...counts, cursor: next ? encodeCursor([next]) : null };
}
