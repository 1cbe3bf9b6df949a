import type { signOut } from '@zhike/shared/contracts/session';
import { call } from '../../shared/api/call.ts';

/** Ends the session and goes to the sign-in page. */
export async function endSession(): Promise<void> {
  await call<typeof signOut>('signOut');
  location.replace('/auth/login?to=/manager/');
}
