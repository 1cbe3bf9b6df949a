import type { Context } from 'koa';
import type { Dependencies } from '../../dependencies.ts';
import { NotSignedIn } from '../../platform/errors.ts';
import { findCustomerOf } from './recognise.ts';
import { findSession } from './store.ts';
import { hashToken } from './token.ts';
import type { CustomerViewer } from './viewer.ts';

/** Who is behind `Authorization: Bearer …`; throws NotSignedIn, upon which the mini-program signs in again by itself. */
export function customerAuthentication({ db, clock }: Pick<Dependencies, 'db' | 'clock'>) {
  return async function authenticateCustomer(ctx: Context): Promise<CustomerViewer> {
    const token = /^Bearer ([\w-]{20,100})$/.exec(ctx.get('authorization'))?.[1];
    if (!token) throw new NotSignedIn();
    const session = await findSession(db.read, hashToken(token));
    if (!session || session.expiresAt <= clock.machineNow()) throw new NotSignedIn();
    const { tokenHash, openId, unionId } = session;
    return { sessionId: tokenHash, openId, unionId, ...(await findCustomerOf(db.read, { openId, unionId })) };
  };
}
