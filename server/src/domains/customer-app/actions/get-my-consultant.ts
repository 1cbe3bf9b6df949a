import type { MyConsultant } from '@zhike/shared/contracts/customer-app';
import type { Dependencies } from '../../../dependencies.ts';
import { findCorpName } from '../../corp/corp-name.ts';
import { findConsultant } from '../consultant.ts';
import { findContactCode } from '../contact-code.ts';
import { recogniseCustomer } from '../recognise.ts';
import { readSettings } from '../store.ts';
import type { CustomerViewer } from '../viewer.ts';
import { obtainConsultantCode } from './obtain-consultant-code.ts';

/** Who serves the person, with the code to add them; for somebody whom nobody serves, the way in. */
export async function getMyConsultant(
  deps: Pick<Dependencies, 'db' | 'clock' | 'config' | 'wecom' | 'log'>,
  viewer: CustomerViewer,
): Promise<MyConsultant> {
  const { db, clock } = deps;
  // Became a customer since she signed in: from now on her openid leads to her as well.
  if (viewer.customerId && !viewer.isLinked) await db.transaction((tx) => recogniseCustomer(tx, viewer, clock.now()));
  const corpName = await findCorpName(db.read);
  const found = viewer.customerId ? await findConsultant(db.read, viewer.customerId) : null;
  if (!found) {
    const { receptionChannelId: channelId } = await readSettings(db.read);
    return {
      status: 'unassigned',
      corpName,
      receptionCode: channelId ? await findContactCode(db.read, channelId) : null,
    };
  }
  const contactCode = await obtainConsultantCode(deps, { userId: found.userId, name: found.consultant.name });
  return { status: 'assigned', corpName, consultant: found.consultant, contactCode };
}
