import type { Dependencies } from '../../../dependencies.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { findContactCode } from '../contact-code.ts';
import { ReceptionChannelNotUsable } from '../errors.ts';
import { findReceptionChannelId, saveReceptionChannelId } from '../store.ts';

/** A manager says which code people without a consultant see in the mini-program; null shows none. */
export async function chooseReceptionChannel(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  channelId: string | null,
): Promise<void> {
  await db.transaction(async (tx) => {
    if (channelId && !(await findContactCode(tx, channelId))) throw new ReceptionChannelNotUsable({ channelId });
    const before = await findReceptionChannelId(tx);
    if (before === channelId) return;
    await saveReceptionChannelId(tx, channelId, clock.now());
    await audit(tx, viewer, {
      action: 'customer_app.choose_reception',
      subject: { kind: 'customer_app', id: 'settings' },
      before: { receptionChannelId: before },
      after: { receptionChannelId: channelId },
    });
  });
}
