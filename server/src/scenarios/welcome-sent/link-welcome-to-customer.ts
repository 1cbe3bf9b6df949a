import type { Dependencies } from '../../dependencies.ts';
import { type MissedBecause, type WelcomeNews, welcomeMissed, welcomeSent } from '../../domains/channel/events.ts';
import { findCustomerByExternalId } from '../../domains/customer/store.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { RecordedEvent } from '../../platform/delivery/event.ts';
import { linkEventToCustomer } from '../../platform/delivery/link-event.ts';
import { done, type Outcome, skipped } from '../../platform/delivery/scenario.ts';
import { giveTaskItsCustomer } from '../../domains/task/store.ts';
import { DomainError } from '../../platform/errors.ts';
import { welcomeTaskKey, welcomeTaskTitle } from '../welcome-missed/open-welcome-task.ts';
import { scenario } from '../scenario.ts';

/** She is being archived at this moment: trying again a little later finds her. */
class NotArchivedYet extends DomainError<{ externalUserId: string }> {
  readonly code = 'customer.not_archived_yet';
  readonly kind = 'unavailable';
  readonly retryable = true;

  /** @param retryAfterMs as long as we have waited already: soon at first, then ever more patiently */
  constructor(
    externalUserId: string,
    readonly retryAfterMs: number,
  ) {
    super({ externalUserId });
  }
}

const SOON_MS = 400;
const PATIENT_MS = 30 * 60_000;
/** After this nobody will archive her any more: she was gone when WeCom was read. Archiving itself outlasts a day of outage. */
const GIVE_UP_AFTER_MS = 23 * 3_600_000;

interface Facts {
  customer: { id: string; name: string } | null;
}

/** The welcome overtakes the archiving, so its event does not know the customer; her timeline shall show it all the same. */
export const linkWelcomeToCustomer = scenario<WelcomeNews & { alreadyServed: boolean; latencyMs: number }, Facts>({
  name: 'link-welcome-to-customer',
  on: welcomeSent,
  gather: findCustomer,
  run: link,
});

export const linkMissedWelcomeToCustomer = scenario<WelcomeNews & { reason: MissedBecause }, Facts>({
  name: 'link-missed-welcome-to-customer',
  on: welcomeMissed,
  gather: findCustomer,
  async run(tx, event, facts) {
    // The task was opened for somebody nobody knew yet.
    if (facts.customer)
      await giveTaskItsCustomer(tx, welcomeTaskKey(event), {
        customerId: facts.customer.id,
        title: welcomeTaskTitle(facts.customer.name),
      });
    return link(tx, event, facts);
  },
});

/** Looks before the transaction: waiting for the archiving must not take others' work back. */
async function findCustomer(
  event: RecordedEvent<{ externalUserId: string }>,
  { db, clock }: Dependencies,
): Promise<Facts> {
  const { externalUserId } = event.payload;
  const customer = await findCustomerByExternalId(db.read, externalUserId);
  if (customer) return { customer };
  const waitedMs = clock.machineNow() - event.recordedAt;
  if (waitedMs > GIVE_UP_AFTER_MS) return { customer: null };
  throw new NotArchivedYet(externalUserId, Math.min(PATIENT_MS, Math.max(SOON_MS, waitedMs)));
}

async function link(tx: Tx, event: RecordedEvent, { customer }: Facts): Promise<Outcome> {
  if (event.customerId) return skipped('已经关联客户');
  if (!customer) return skipped('客户没有归档,可能已删除好友');
  linkEventToCustomer(tx, event.id, customer.id);
  return done();
}
