import { env } from '@wecom/jssdk';

/** Leaves for the sign-in page and comes back to where the person was. */
export function goToSignIn(): void {
  const here = `${location.pathname}${location.search}${location.hash}`;
  location.replace(`${env.isWeCom ? '/auth/wecom' : '/auth/login'}?to=${encodeURIComponent(here)}`);
}
