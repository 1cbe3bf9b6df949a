import { isInsideWecom } from '../wecom/inside-wecom.ts';

const KEY = 'zhike.sign-in';
const WITHIN_MS = 60_000;
const AT_MOST = 3;

/**
 * Leaves for the sign-in page and comes back to where the person was. Where cookies are refused, that would go on for ever:
 * after three times in a minute it stays and answers false, so that the page can say so.
 */
export function goToSignIn(): boolean {
  if (!mayLeaveAgain(Date.now())) return false;
  leaveForSignIn();
  return true;
}

/** The same, asked for by a person. */
export function leaveForSignIn(): void {
  const here = `${location.pathname}${location.search}${location.hash}`;
  location.replace(`${isInsideWecom() ? '/auth/wecom' : '/auth/login'}?to=${encodeURIComponent(here)}`);
}

function mayLeaveAgain(now: number): boolean {
  try {
    const before = (JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as number[]).filter((at) => at > now - WITHIN_MS);
    if (before.length >= AT_MOST) return false;
    sessionStorage.setItem(KEY, JSON.stringify([...before, now]));
  } catch {
    // Without storage nobody counts; WeCom's own page then stops the round.
  }
  return true;
}
