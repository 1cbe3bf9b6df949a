import type { Dependencies } from './dependencies.ts';
import { customerAuthentication } from './domains/customer-app/authentication.ts';
import { NotSignedIn } from './platform/errors.ts';
import type { Authenticators } from './routers.ts';

/** Who is asking, per audience. */
export function createAuthenticators(deps: Dependencies): Authenticators {
  return {
    member: async () => {
      throw new NotSignedIn();
    },
    customer: customerAuthentication(deps),
  };
}
