import type { Dependencies } from './dependencies.ts';
import { NotSignedIn } from './platform/errors.ts';
import type { Authenticators } from './routers.ts';

/** Who is asking, per audience. */
export function createAuthenticators(_deps: Dependencies): Authenticators {
  return {
    member: async () => {
      throw new NotSignedIn();
    },
    customer: async () => {
      throw new NotSignedIn();
    },
  };
}
