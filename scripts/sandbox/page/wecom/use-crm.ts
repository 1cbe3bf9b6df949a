import { useEffect, useState } from 'react';
import { control } from '../api/control.ts';
import { useResource } from '../api/use-resource.ts';

/** How often a CRM that does not answer yet is asked again. */
const PROBE_MS = 2_500;

/** Where the CRM's pages are for this member, and whether they answer; keeps asking while they do not. */
export function useCrm(memberId: string) {
  const crm = useResource(
    'GET /control/client/app',
    memberId ? { query: { member: memberId, host: location.hostname } } : null,
    (event) => event.kind === 'settings',
  );
  const { data, error, reload } = crm;
  const reachable = data?.reachable ?? false;
  useEffect(() => {
    if (reachable || (!data && !error)) return;
    const timer = setTimeout(reload, PROBE_MS);
    return () => clearTimeout(timer);
  }, [reachable, data, error, reload]);
  return crm;
}

/**
 * Makes OAuth inside this browser silent for this member (a cookie on the sandbox's origin). True when that is done: a frame
 * loaded earlier would be signed in as the member before.
 */
export function useClientMember(memberId: string): boolean {
  const [signedInAs, setSignedInAs] = useState('');
  useEffect(() => {
    if (!memberId) return;
    let current = true;
    // A failure leaves the frame waiting and the next choice tries again; the lost connection is shown by the live strip.
    const signIn = () =>
      control('POST /control/client/member', { body: { member: memberId } }).then(
        () => current && setSignedInAs(memberId),
        () => current && setTimeout(signIn, PROBE_MS),
      );
    void signIn();
    return () => {
      current = false;
    };
  }, [memberId]);
  return signedInAs === memberId && memberId !== '';
}

/** In the demo the CRM compares `member` with its session and signs in again when they differ. */
export function withMember(url: string, memberId: string): string {
  if (!URL.canParse(url)) return url;
  const address = new URL(url);
  address.searchParams.set('member', memberId);
  return address.href;
}
