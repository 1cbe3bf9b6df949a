import { newAccessToken, randomText } from '../ids.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Grant } from './types.ts';

const dayMs = 24 * 3_600_000;

/** Makes a token, ticket or code that ends after `seconds` of the sandbox clock. */
export function issueGrant(
  sandbox: Sandbox,
  kind: Grant['kind'],
  holder: string,
  seconds: number,
  extra: Partial<Pick<Grant, 'redirectHost' | 'scope' | 'personKind'>> = {},
): Grant {
  const { world, clock } = sandbox;
  // Old ones are remembered for a day, so that "expired" can be told from "never existed".
  if (world.grants.size > 2_000) {
    for (const old of world.grants.filter((grant) => grant.expiresAt < clock.now() - dayMs))
      world.grants.delete(old.text);
  }
  return world.grants.put({
    text:
      kind === 'access_token' || kind === 'wx_token' ? newAccessToken() : randomText(kind === 'user_ticket' ? 86 : 43),
    kind,
    holder,
    expiresAt: clock.now() + seconds * 1_000,
    used: false,
    revoked: false,
    redirectHost: '',
    scope: '',
    personKind: '',
    ...extra,
  });
}

/** The newest one of its holder that still holds, e.g. the token a repeated gettoken answers. */
export function currentGrant(sandbox: Sandbox, kind: Grant['kind'], holder: string): Grant | undefined {
  const now = sandbox.clock.now();
  let newest: Grant | undefined;
  for (const grant of sandbox.world.grants.values()) {
    if (grant.kind !== kind || grant.holder !== holder || grant.revoked || grant.expiresAt <= now) continue;
    if (!newest || grant.expiresAt > newest.expiresAt) newest = grant;
  }
  return newest;
}

/** Tokens die early (40014). Returns how many. */
export function revokeTokens(sandbox: Sandbox, holder?: string): number {
  const live = sandbox.world.grants.filter(
    (grant) =>
      (grant.kind === 'access_token' || grant.kind === 'wx_token') &&
      !grant.revoked &&
      (!holder || grant.holder === holder),
  );
  for (const grant of live) sandbox.world.grants.put({ ...grant, revoked: true });
  return live.length;
}
