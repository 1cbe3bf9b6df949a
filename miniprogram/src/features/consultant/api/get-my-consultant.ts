import type { MyConsultant } from '@zhike/shared/contracts/customer-app';
import { serverRoutes } from '../../../server-routes.ts';
import { signedRequest } from '../../../session/session.ts';

/** Who serves the person, or how to find somebody who will. */
export function getMyConsultant(): Promise<MyConsultant> {
  return signedRequest<MyConsultant>(serverRoutes.getMyConsultant);
}
