import type { CustomerSession, CustomerSignIn } from '@zhike/shared/contracts/customer-app';
import { serverRoutes } from '../server-routes.ts';
import { RequestError } from '../taro/errors.ts';
import { getLoginCode } from '../taro/login-code.ts';
import { request } from '../taro/request.ts';

/** Trades a login code for a session of ours. The server asks WeChat; nothing secret is in this program. */
export async function signIn(): Promise<CustomerSession> {
  const body: CustomerSignIn = { code: await getLoginCode() };
  try {
    return await request<CustomerSession>({ ...serverRoutes.customerSignIn, body });
  } catch (error) {
    if (!(error instanceof RequestError) || error.failure !== 'refused' || isTemporary(error.status)) throw error;
    throw new RequestError('sign-in', 'the server refused the login code', error, error);
  }
}

/** 429 and 5xx pass by themselves; anything else is about this sign-in. */
function isTemporary(status: number | undefined): boolean {
  return status === undefined || status === 429 || status >= 500;
}
