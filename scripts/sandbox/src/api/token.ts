import { currentGrant, issueGrant } from '../world/grants.ts';
import type { Endpoint, TokenHolder } from './endpoint.ts';
import { fail } from './errors.ts';
import type { Sandbox } from '../sandbox.ts';

const hourMs = 3_600_000;

/** doc 91039: one token per secret; a repeated call inside its validity answers the same token. */
export const getToken: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/gettoken',
  doc: '91039',
  title: '获取 access_token',
  token: 'none',
  errors: [40001, 40013],
  handle({ sandbox, query, ip, now }) {
    // Repeated calls with a wrong secret block the calling IP for an hour, for every app behind it (doc 90313).
    const failures = `bad-secret ${ip}`;
    if (sandbox.rates.peek(failures, now, hourMs) >= sandbox.limits.badSecretsPerHour)
      fail(45009, 'ip blocked after wrong secrets');
    if (query.required('corpid') !== sandbox.credentials.corpId) fail(40013);
    const holder = holderOfSecret(sandbox, query.required('corpsecret'));
    if (!holder) {
      sandbox.rates.countIn(failures, now, hourMs);
      return fail(40001);
    }
    const grant =
      currentGrant(sandbox, 'access_token', holder) ??
      issueGrant(sandbox, 'access_token', holder, sandbox.limits.tokenSeconds);
    return { access_token: grant.text, expires_in: Math.round((grant.expiresAt - now) / 1_000) };
  },
};

function holderOfSecret(sandbox: Sandbox, secret: string): TokenHolder | undefined {
  const { agentSecret, contactSecret, archiveSecret } = sandbox.credentials;
  if (secret === agentSecret) return 'app';
  if (secret === contactSecret) return 'contact';
  if (secret === archiveSecret) return 'archive';
  return undefined;
}
