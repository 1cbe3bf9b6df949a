import { lookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';

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

export const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '');

/** By its very writing: an address inside, or this machine by name. */
export function isInside(url: URL): boolean {
  const host = hostOf(url);
  return isIP(host) ? isPrivateAddress(host) : /(^|\.)localhost\.?$/i.test(host);
}

export interface CheckedAddress {
  address: string;
  family: number;
}

/**
 * The address to connect to; null when none of them is public. A name may mean another address later, so whoever calls it asks anew and
 * connects to what was checked (`connectTo`). Throws a retryable error when the name is not known.
 */
export async function resolvePublic(url: URL, allowPrivate: boolean): Promise<CheckedAddress | null> {
  const host = hostOf(url);
  const found = isIP(host)
    ? [{ address: host, family: isIP(host) }]
    : await lookup(host, { all: true }).catch((cause: unknown) => {
        throw Object.assign(new Error(`the address of ${host} is not known`, { cause }), { retryable: true });
      });
  return found.find(({ address }) => allowPrivate || !isPrivateAddress(address)) ?? null;
}

/** For the `lookup` of a request: whatever the name means by now, this is where it goes. */
export const connectTo =
  ({ address, family }: CheckedAddress): LookupFunction =>
  (_host, options, answer) =>
    options.all ? answer(null, [{ address, family }]) : answer(null, address, family);
