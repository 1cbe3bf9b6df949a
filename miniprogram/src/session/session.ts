import type { CustomerSession } from '@zhike/shared/contracts/customer-app';
import { RequestError } from '../taro/errors.ts';
import { isNewSignInAsked } from '../taro/login-code.ts';
import { type Call, request } from '../taro/request.ts';
import { stored } from '../taro/storage.ts';
import { signIn } from './sign-in.ts';

const session = stored<CustomerSession>(
  'session',
  (value): value is CustomerSession =>
    typeof value === 'object' && value !== null && 'token' in value && typeof value.token === 'string',
);

/** A second caller while a sign-in is under way waits for that one: a login code is good for one use only. */
let signingIn: Promise<CustomerSession> | null = null;

/** A call in the name of the person. Signs in silently when there is no session or the server no longer knows it. */
export async function signedRequest<Response>(call: Omit<Call, 'token'>): Promise<Response> {
  const known = isNewSignInAsked() ? null : session.read();
  if (!known) return request<Response>({ ...call, token: (await freshSession()).token });
  try {
    return await request<Response>({ ...call, token: known.token });
  } catch (error) {
    if (!(error instanceof RequestError) || error.status !== 401) throw error;
    session.clear();
    return request<Response>({ ...call, token: (await freshSession()).token });
  }
}

function freshSession(): Promise<CustomerSession> {
  signingIn ??= signIn()
    .then((signedIn) => {
      session.write(signedIn);
      return signedIn;
    })
    .finally(() => {
      signingIn = null;
    });
  return signingIn;
}
