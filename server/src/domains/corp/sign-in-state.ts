import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DataKeys } from '../../platform/secrets.ts';

/** How long a person may take between leaving for WeCom and coming back, ms. */
export const SIGN_IN_WITHIN_MS = 10 * 60_000;
const DEFAULT_TARGET = '/manager/';

export type SignInWay = 'wecom' | 'login';

export interface SignInState {
  /** Goes to WeCom and comes back as `state`: letters and digits only (doc 91022). */
  nonce: string;
  /** Path of ours to open afterwards. */
  to: string;
  via: SignInWay;
  /** Epoch ms, machine time. */
  startedAt: number;
}

export function newSignInState(to: string, via: SignInWay, machineNow: number): SignInState {
  return { nonce: randomBytes(16).toString('hex'), to, via, startedAt: machineNow };
}

/** One cookie per round trip, so that two tabs signing in at once do not spoil each other. */
export const signInCookieName = (nonce: string) => `zhike_sign_in_${nonce.slice(0, 8)}`;

/** Sealed against changes, and worthless in any other browser: `state` alone opens nothing. */
export function sealSignInState(keys: DataKeys, state: SignInState): string {
  const body = Buffer.from(JSON.stringify(state)).toString('base64url');
  return `${body}.${signatureOf(keys, body)}`;
}

export function openSignInState(
  keys: DataKeys,
  sealed: string | undefined,
  nonce: string,
  machineNow: number,
): SignInState | null {
  const [body, signature] = sealed?.split('.') ?? [];
  if (!body || !signature) return null;
  const wanted = Buffer.from(signatureOf(keys, body));
  const given = Buffer.from(signature);
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return null;
  const state = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as SignInState;
  const isFresh = machineNow - state.startedAt < SIGN_IN_WITHIN_MS;
  return state.nonce === nonce && isFresh ? state : null;
}

function signatureOf(keys: DataKeys, body: string): string {
  return createHmac('sha256', keys.derived('sign-in state')).update(body).digest('base64url');
}

/** Only a path of our own site: what looks like another host, or would go round in circles, becomes the start page. */
export function safeTarget(to: unknown): string {
  if (typeof to !== 'string' || !to.startsWith('/') || to.length > 1000) return DEFAULT_TARGET;
  const base = 'http://own.invalid';
  if (!URL.canParse(to, base)) return DEFAULT_TARGET;
  const url = new URL(to, base);
  if (url.origin !== base || url.pathname.startsWith('//') || url.pathname.startsWith('/auth/')) return DEFAULT_TARGET;
  return `${url.pathname}${url.search}${url.hash}`;
}
