import type { LinkInMiniProgram } from '@zhike/shared/contracts/customer-app';
import { serverRoutes } from '../../../server-routes.ts';
import { signedRequest } from '../../../session/session.ts';

/** Where a tracked link is opened in the name of the person; the answer is good for two minutes. */
export function openLink(linkKey: string): Promise<LinkInMiniProgram> {
  const { method, path } = serverRoutes.openLinkInMiniProgram;
  return signedRequest<LinkInMiniProgram>({ method, path: path.replace(':linkKey', linkKey) });
}
