import Taro from '@tarojs/taro';
import { RequestError } from './errors.ts';
import { isOnline } from './network.ts';

/** A fresh one-time login code (5 minutes, single use): from WeChat, or in a browser from the address. */
export async function getLoginCode(): Promise<string> {
  if (ZHIKE_TARGET === 'h5') {
    const code = takeCodeFromAddress();
    if (!code && demoLoginUrl()) return leaveForDemoLogin();
    if (!code) throw new RequestError('sign-in', 'the address carries no login code', { code: 'login_code.missing' });
    return code;
  }
  try {
    const { code } = await Taro.login();
    return code;
  } catch (error) {
    throw new RequestError((await isOnline()) ? 'sign-in' : 'offline', 'WeChat gave no login code', {}, error);
  }
}

/** In a browser an address with a code asks to become that person, whoever was signed in before. */
export function isNewSignInAsked(): boolean {
  return ZHIKE_TARGET === 'h5' && new URLSearchParams(window.location.search).has('code');
}

/** The demo's server names the sandbox's login page in the html; it sends the browser back with a code. */
function demoLoginUrl(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name="zhike-demo-login"]')?.content;
}

/** Never settles: the page is about to be replaced. */
function leaveForDemoLogin(): Promise<never> {
  window.location.replace(`${demoLoginUrl()}?redirect_uri=${encodeURIComponent(window.location.href)}`);
  return new Promise(() => undefined);
}

/** Used once, then removed from the address: a reload must not send a spent code. */
function takeCodeFromAddress(): string | null {
  const address = new URL(window.location.href);
  const code = address.searchParams.get('code');
  address.searchParams.delete('code');
  window.history.replaceState(window.history.state, '', address);
  return code;
}
