import { createHmac, randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { findRow } from '../../platform/database/find-row.ts';
import type { Tx } from '../../platform/database/tx.ts';
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

const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

/** Not an address of the public internet: this machine, the company's network, the cloud's metadata service. */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return inside.check(mapped, 'ipv4');
  if (/^::ffff:/i.test(address)) return true;
  return inside.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '');

/** What is inside by its very writing is refused when it is saved; what a name means is looked up at each call. */
export function refuseInside(url: URL, allowPrivate: boolean): void {
  const host = hostOf(url);
  const isInside = isIP(host) ? isPrivateAddress(host) : /(^|\.)localhost\.?$/i.test(host);
  if (isInside && !allowPrivate) throw new WebhookAddressRefused({ host });
}

/** The address to connect to. A name may mean another address later, so whoever calls it asks anew and connects to what was checked. */
export async function resolvePublic(url: URL, allowPrivate: boolean): Promise<{ address: string; family: number }> {
  const host = hostOf(url);
  const found = isIP(host)
    ? [{ address: host, family: isIP(host) }]
    : await lookup(host, { all: true }).catch((cause: unknown) => {
        throw Object.assign(new Error(`the address of ${host} is not known`, { cause }), { retryable: true });
      });
  const usable = found.find(({ address }) => allowPrivate || !isPrivateAddress(address));
  if (!usable) throw new WebhookAddressRefused({ host });
  return usable;
}
