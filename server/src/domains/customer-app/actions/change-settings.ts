import { isDeepStrictEqual } from 'node:util';
import type { CustomerAppSettings } from '@zhike/shared/contracts/customer-app';
import type { Dependencies } from '../../../dependencies.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { findContactCode } from '../contact-code.ts';
import { MiniProgramNotConfigured, ReceptionChannelNotUsable } from '../errors.ts';
import { readSettings, saveSettings } from '../store.ts';

/** A manager says which code people without a consultant see in the mini-program (null: none), and whether materials open in it. */
export async function changeSettings(
  { db, clock, config }: Pick<Dependencies, 'db' | 'clock' | 'config'>,
  viewer: MemberViewer,
  after: CustomerAppSettings,
): Promise<void> {
  const channelId = after.receptionChannelId;
  if (after.opensMaterials && !config.wechat.weapp) throw new MiniProgramNotConfigured();
  await db.transaction(async (tx) => {
    if (channelId && !(await findContactCode(tx, channelId))) throw new ReceptionChannelNotUsable({ channelId });
    const before = await readSettings(tx);
    if (isDeepStrictEqual(before, after)) return;
    await saveSettings(tx, after, clock.now());
    await audit(tx, viewer, {
      action: 'customer_app.change_settings',
      subject: { kind: 'customer_app', id: 'settings' },
      before: { ...before },
      after: { ...after },
    });
  });
}
