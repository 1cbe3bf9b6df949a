import type { CustomerSession } from '@zhike/shared/contracts/customer-app';
import type { Dependencies } from '../../../dependencies.ts';
import { recogniseCustomer } from '../recognise.ts';
import { deleteSomeExpiredSessions, insertSession } from '../store.ts';
import { hashToken, newToken } from '../token.ts';

/** The mini-program signs in again without being asked, so a month is no burden, and a stolen token does not live for ever. */
const SESSION_MS = 30 * 24 * 60 * 60 * 1000;

/** A login code of WeChat becomes a session of ours. */
export async function signIn(
  { db, wechat, clock }: Pick<Dependencies, 'db' | 'wechat' | 'clock'>,
  code: string,
): Promise<CustomerSession> {
  const identity = await wechat.codeToIdentity(code);
  const token = newToken();
  const createdAt = clock.machineNow();
  const expiresAt = createdAt + SESSION_MS;
  await db.transaction(async (tx) => {
    await deleteSomeExpiredSessions(tx, createdAt);
    await insertSession(tx, { tokenHash: hashToken(token), ...identity, createdAt, expiresAt });
    await recogniseCustomer(tx, identity, clock.now());
  });
  return { token, expiresAt };
}
