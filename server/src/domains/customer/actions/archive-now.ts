import type { Dependencies } from '../../../dependencies.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { isWecomError } from '../../../wecom/errors.ts';
import { archiveRelation } from '../archive.ts';
import { CustomerGoneFromWecom } from '../errors.ts';

/** Nobody in our range is related to her (any more), or the id is of no external contact that the app may see. */
const UNKNOWN_TO_WECOM = [84061, 40096];

/**
 * Reads a person from WeCom now and archives every relation, for a chat that no callback has told of.
 * It is the same path as the callback's: whoever comes first archives, the other changes nothing.
 */
export async function archiveNow(
  deps: Pick<Dependencies, 'db' | 'clock' | 'wecom' | 'keys'>,
  viewer: MemberViewer,
  externalUserId: string,
): Promise<string> {
  const { db, clock, wecom } = deps;
  const readAt = clock.now();
  const detail = await wecom.externalContact.get(externalUserId).catch((error: unknown) => {
    if (isWecomError(error, ...UNKNOWN_TO_WECOM)) throw new CustomerGoneFromWecom({ externalUserId });
    throw error;
  });
  if (detail.followUsers.length === 0) throw new CustomerGoneFromWecom({ externalUserId });
  return db.transaction(async (tx) => {
    let customerId = '';
    for (const followUser of detail.followUsers) {
      const archived = await archiveRelation(tx, deps, {
        contact: detail.contact,
        followUser,
        readAt,
        viaSync: true,
        now: clock.now(),
      });
      customerId = archived.customerId;
    }
    await audit(tx, viewer, { action: 'customer.archive', subject: { kind: 'customer', id: customerId } });
    return customerId;
  });
}
