import { welcomeMissed, welcomeSent } from '../../domains/channel/events.ts';
import { findCustomerByExternalId } from '../../domains/customer/store.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { RecordedEvent } from '../../platform/delivery/event.ts';
import { linkEventToCustomer } from '../../platform/delivery/link-event.ts';
import { done, type Outcome, skipped } from '../../platform/delivery/scenario.ts';
import { DomainError } from '../../platform/errors.ts';
import { scenario } from '../scenario.ts';

/** She is being archived at this moment: trying again a little later finds her. */
class NotArchivedYet extends DomainError<{ externalUserId: string }> {
  readonly code = 'customer.not_archived_yet';
  readonly kind = 'unavailable';
  readonly retryable = true;
  readonly retryAfterMs = 3000;
}

/** After this nobody will archive her any more: she was gone when WeCom was read. */
const GIVE_UP_AFTER_MS = 10 * 60_000;

/** The welcome overtakes the archiving, so its event does not know the customer; her timeline shall show it all the same. */
export const linkWelcomeToCustomer = scenario({
  name: 'link-welcome-to-customer',
  on: welcomeSent,
  run: (tx, event, _facts, _now, { clock }) => link(tx, event, clock.machineNow()),
});

export const linkMissedWelcomeToCustomer = scenario({
  name: 'link-missed-welcome-to-customer',
  on: welcomeMissed,
  run: (tx, event, _facts, _now, { clock }) => link(tx, event, clock.machineNow()),
});

async function link(tx: Tx, event: RecordedEvent<{ externalUserId: string }>, machineNow: number): Promise<Outcome> {
  if (event.customerId) return skipped('已经关联客户');
  const { externalUserId } = event.payload;
  const customer = await findCustomerByExternalId(tx, externalUserId);
  if (customer) {
    await linkEventToCustomer(tx, event.id, customer.id);
    return done();
  }
  if (machineNow - event.recordedAt > GIVE_UP_AFTER_MS) return skipped('客户没有归档,可能已删除好友');
  throw new NotArchivedYet({ externalUserId });
}
