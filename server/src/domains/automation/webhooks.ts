import { createHmac, randomBytes } from 'node:crypto';
import { findRow } from '../../platform/database/find-row.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { hostOf, isInside } from '../../platform/http/public-address.ts';
import { WebhookRow } from './entity.ts';
import { WebhookAddressRefused } from './errors.ts';

export async function findWebhook(tx: Tx, webhookId: string): Promise<WebhookRow | null> {
  const row = await findRow(tx, WebhookRow, { id: webhookId });
  return row && row.deletedAt === null ? row : null;
}

/** As the specification of Standard Webhooks wants it: `whsec_` and base64 of 24 to 64 bytes. */
export const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

/** Standard Webhooks 1.0: the signature covers id, timestamp and the very bytes that are sent. */
export function signedHeaders(secret: string, { id, at, body }: { id: string; at: number; body: string }) {
  const timestamp = String(Math.floor(at / 1000));
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

/** What is inside by its very writing is refused when it is saved; what a name means is looked up at each call. */
export function refuseInside(url: URL, allowPrivate: boolean): void {
  if (isInside(url) && !allowPrivate) throw new WebhookAddressRefused({ host: hostOf(url) });
}
