import { findRows } from '../../platform/database/find-row.ts';
import { execute, insertRows } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { newId } from '../../platform/id.ts';
import type { DataKeys } from '../../platform/secrets.ts';
import { CustomerPhoneRow, type FollowUserRow } from './entity.ts';

/** Digits only, without the prefix of mainland China: the form that is hashed, so that `+86 138-…` and `138…` meet. */
export function normalizePhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length === 13 && digits.startsWith('86') ? digits.slice(2) : digits;
}

/** Whether a search word can be a whole phone number. */
export function looksLikePhone(text: string): boolean {
  return /^[+\d\s-]+$/.test(text) && normalizePhone(text).length >= 7;
}

/** 13812345678 → 138****5678. Short numbers lose all but their last two digits. */
export function maskPhone(phone: string): string {
  const digits = phone.trim();
  if (digits.length < 8) return '*'.repeat(Math.max(0, digits.length - 2)) + digits.slice(-2);
  return `${digits.slice(0, 3)}${'*'.repeat(digits.length - 7)}${digits.slice(-4)}`;
}

export function hashPhone(keys: DataKeys, phone: string): string {
  return keys.lookupHash('phone', normalizePhone(phone));
}

/** What to look for: numbers stored before DATA_KEY was changed are found, too. */
export function phoneHashes(keys: DataKeys, phone: string): string[] {
  return keys.lookupHashes('phone', normalizePhone(phone));
}

/** Replaces the phone numbers noted on a relation. Returns whether they differ from the stored ones. */
export async function replacePhones(
  tx: Tx,
  keys: DataKeys,
  relation: Pick<FollowUserRow, 'id' | 'customerId'>,
  phones: string[],
): Promise<boolean> {
  const wanted = new Map(
    phones.filter((phone) => normalizePhone(phone)).map((phone) => [hashPhone(keys, phone), phone]),
  );
  const stored = await findRows(tx, CustomerPhoneRow, { followUserId: relation.id });
  const known = new Set([...wanted.values()].flatMap((phone) => phoneHashes(keys, phone)));
  const same = stored.length === wanted.size && stored.every((row) => known.has(row.phoneHash));
  if (same) return false;
  await execute(tx, 'DELETE FROM customer_phone WHERE follow_user_id = ?', [relation.id]);
  await insertRows(
    tx,
    'customer_phone',
    [...wanted].map(([hash, phone]) => ({
      id: newId(),
      customer_id: relation.customerId,
      follow_user_id: relation.id,
      phone_hash: hash,
      phone_encrypted: keys.encryptText(phone),
    })),
  );
  return true;
}

/** Phone numbers in full, by relation. Show them masked unless the look is audited. */
export async function readPhones(
  tx: Tx,
  keys: DataKeys,
  customerId: string,
): Promise<{ relationId: string; phone: string }[]> {
  const rows = await tx.find(CustomerPhoneRow, { where: { customerId }, order: { id: 'ASC' } });
  return rows.map((row) => ({ relationId: row.followUserId, phone: keys.decryptText(row.phoneEncrypted) }));
}
