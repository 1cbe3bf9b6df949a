import type { Dependencies } from './dependencies.ts';
import { memberAuthentication } from './domains/corp/member-authentication.ts';
import { customerAuthentication } from './domains/customer-app/authentication.ts';
import type { Authenticators } from './routers.ts';

/** Who is asking, per audience. */
export function createAuthenticators(deps: Dependencies): Authenticators {
  return {
    member: memberAuthentication(deps),
    customer: customerAuthentication(deps),
  };
}
