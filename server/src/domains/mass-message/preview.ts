import type { CustomerFilter as AskedFilter } from '@zhike/shared/contracts/customer-list';
import type { Dependencies } from '../../dependencies.ts';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { readFilter } from '../customer/list-filter.ts';
import { listCustomerIds } from '../customer/list.ts';
import { findQuota, overQuota, soonOverQuota } from './quota.ts';
import { quotaAt } from './rules.ts';
import { sendersFor } from './senders.ts';

const PAGES = 10;
const PER_PAGE = 200;

/** Whom a filter reaches, as it would be now: up to 2,000 customers a time, the caller adds up and asks on. */
export async function previewMassMessage(
  deps: Pick<Dependencies, 'db' | 'clock' | 'keys' | 'filterFields' | 'config'>,
  viewer: MemberViewer,
  { filter, cursor }: { filter: AskedFilter; cursor?: string },
) {
  const { db, clock, config } = deps;
  const wanted = await readFilter(deps, filter);
  const settings = await findQuota(db.read);
  const quota = quotaAt(settings.rule, clock.now(), config.timeZone);
  const perRep = new Map<string, number>();
  let [customers, unreachable, over, soonOver] = [0, 0, 0, 0];
  let next: string | null | undefined = cursor ? decodeCursor(cursor, ['string'])[0] : undefined;
  for (let page = 0; page < PAGES && next !== null; page++) {
    const found = await listCustomerIds(db.read, deps, wanted, viewer.scope, { cursor: next, limit: PER_PAGE });
    const senders = await sendersFor(db.read, found.ids);
    customers += found.ids.length;
    unreachable += found.ids.length - senders.size;
    const skipped = await overQuota(db.read, [...senders.keys()], quota);
    over += skipped.size;
    const others = [...senders.keys()].filter((id) => !skipped.has(id));
    soonOver += (await soonOverQuota(db.read, others, quota)).size;
    for (const [customerId, { userId }] of senders)
      if (settings.over === 'send' || !skipped.has(customerId)) perRep.set(userId, (perRep.get(userId) ?? 0) + 1);
    next = found.nextCursor;
  }
  const cards = await memberCards(db.read, [...perRep.keys()]);
  return {
    customers,
    unreachable,
    overQuota: over,
    soonOverQuota: soonOver,
    reps: [...perRep].map(([userId, count]) => ({
      member: cards.get(userId) ?? { userId, name: userId, avatar: null },
      customers: count,
    })),
    cursor: next ? encodeCursor([next]) : null,
  };
}
