import type { CustomerAppSettings } from '@zhike/shared/contracts/customer-app';
import type { Dependencies } from '../../dependencies.ts';
import { findRow } from '../../platform/database/find-row.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { execute, insertRows, select, upsertRows } from '../../platform/database/sql.ts';
import { ConsultantCodeRow, CustomerAppSettingsRow, CustomerSessionRow } from './entity.ts';

const SETTINGS_ID = 1;
/** Enough to keep up with sign-ins, little enough to be unnoticed by one. */
const EXPIRED_PER_SIGN_IN = 20;

export async function findSession(tx: Tx, tokenHash: string): Promise<CustomerSessionRow | null> {
  return findRow(tx, CustomerSessionRow, { tokenHash });
}

export async function insertSession(tx: Tx, session: CustomerSessionRow): Promise<void> {
  await tx.insert(CustomerSessionRow, session);
}

/** Each sign-in sweeps away a few sessions that ended, so the table follows the number of people and no job is needed. */
export async function deleteSomeExpiredSessions(tx: Tx, now: number): Promise<void> {
  const expired = await select<{ token_hash: string }>(
    tx,
    'SELECT token_hash FROM customer_session WHERE expires_at <= ? ORDER BY expires_at LIMIT ?',
    [now, EXPIRED_PER_SIGN_IN],
  );
  for (const { token_hash } of expired)
    await execute(tx, 'DELETE FROM customer_session WHERE token_hash = ?', [token_hash]);
}

export async function findConsultantCode(tx: Tx, userId: string): Promise<ConsultantCodeRow | null> {
  return findRow(tx, ConsultantCodeRow, { userId });
}

/** False when another request was first. */
export async function claimConsultantCode(tx: Tx, code: ConsultantCodeRow): Promise<boolean> {
  const row = { user_id: code.userId, channel_id: code.channelId, created_at: code.createdAt };
  return (await insertRows(tx, 'consultant_code', [row], { ignoreDuplicates: true })) > 0;
}

export async function forgetConsultantCode(tx: Tx, userId: string, channelId: string): Promise<void> {
  await execute(tx, 'DELETE FROM consultant_code WHERE user_id = ? AND channel_id = ?', [userId, channelId]);
}

async function findSettings(tx: Tx): Promise<CustomerAppSettingsRow | null> {
  return findRow(tx, CustomerAppSettingsRow, { id: SETTINGS_ID });
}

export async function readSettings(tx: Tx): Promise<CustomerAppSettings> {
  const settings = await findSettings(tx);
  return {
    receptionChannelId: settings?.receptionChannelId ?? null,
    opensMaterials: settings?.opensMaterials ?? false,
  };
}

/** The app id of the mini-program that materials open in; null while they open in WeChat's browser. */
export async function miniProgramOfMaterials({ config }: Pick<Dependencies, 'config'>, tx: Tx): Promise<string | null> {
  const { weapp } = config.wechat;
  return weapp && (await readSettings(tx)).opensMaterials ? weapp.appId : null;
}

export async function saveSettings(
  tx: Tx,
  { receptionChannelId, opensMaterials }: CustomerAppSettings,
  now: number,
): Promise<void> {
  const row = {
    id: SETTINGS_ID,
    reception_channel_id: receptionChannelId,
    opens_materials: opensMaterials ? 1 : 0,
    updated_at: now,
  };
  const changed = ['reception_channel_id', 'opens_materials', 'updated_at'] as const;
  await upsertRows(tx, 'customer_app_settings', [row], ['id'], [...changed]);
}

export async function findConsultantGroupId(tx: Tx): Promise<string | null> {
  return (await findSettings(tx))?.consultantGroupId ?? null;
}

export async function saveConsultantGroupId(tx: Tx, groupId: string, now: number): Promise<void> {
  const row = { id: SETTINGS_ID, consultant_group_id: groupId, updated_at: now };
  await upsertRows(tx, 'customer_app_settings', [row], ['id'], ['consultant_group_id', 'updated_at']);
}
