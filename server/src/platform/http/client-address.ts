import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Middleware } from 'koa';

/** Puts the client's address into `ctx.state.clientAddress`. */
export function clientAddress(trusted: readonly string[]): Middleware {
  const addressOf = clientAddressReader(trusted);
  return function clientAddressMiddleware(ctx, next) {
    ctx.state.clientAddress = addressOf(ctx.req);
    return next();
  };
}

/**
 * The client's address of a request. `X-Forwarded-For` is believed only from the proxies named in TRUST_PROXY (addresses or CIDR
 * ranges), and only as far back as they reach.
 */
export function clientAddressReader(trusted: readonly string[]): (request: IncomingMessage) => string {
  const proxies = new BlockList();
  for (const entry of trusted) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits) proxies.addSubnet(address, Number(bits), family);
    else proxies.addAddress(address, family);
  }
  const isProxy = (address: string) =>
    isIP(address) !== 0 && proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

  return ({ headers, socket }) => {
    let address = plain(socket.remoteAddress ?? '');
    const forwarded = String(headers['x-forwarded-for'] ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
    while (isProxy(address) && forwarded.length > 0) address = plain(forwarded.pop()!);
    return address;
  };
}

function plain(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
