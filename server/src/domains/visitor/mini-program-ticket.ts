import { createHmac, timingSafeEqual } from 'node:crypto';
import type { DataKeys } from '../../platform/secrets.ts';

/** The mini-program opens the page at once; the worst of networks takes less. */
const VALID_MS = 2 * 60_000;
const TICKET = /^([\w-]{43})\.([0-9a-z]{6,10})\.([\w-]{43})$/;

/**
 * A page inside the mini-program knows nothing of the session there. Its first address carries a ticket: whose session it is (by the hash
 * that opens nothing), for one link and two minutes. Times in ms of the machine's clock.
 */
export function sealTicket(keys: DataKeys, sessionId: string, linkKey: string, machineNow: number): string {
  const expires = (machineNow + VALID_MS).toString(36);
  return `${sessionId}.${expires}.${signatureOf(keys, sessionId, linkKey, expires)}`;
}

/** The session behind a ticket; null when it is not ours, for another link, or too old. */
export function openTicket(keys: DataKeys, ticket: string, linkKey: string, machineNow: number): string | null {
  const [, sessionId, expires, given] = TICKET.exec(ticket) ?? [];
  if (!sessionId || !expires || !given) return null;
  const isOurs = timingSafeEqual(Buffer.from(given), Buffer.from(signatureOf(keys, sessionId, linkKey, expires)));
  return isOurs && parseInt(expires, 36) > machineNow ? sessionId : null;
}

function signatureOf(keys: DataKeys, sessionId: string, linkKey: string, expires: string): string {
  return createHmac('sha256', keys.derived('mini-program ticket'))
    .update(`${sessionId} ${linkKey} ${expires}`)
    .digest('base64url');
}
