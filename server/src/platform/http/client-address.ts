import { BlockList, isIP } from 'node:net';
import type { Middleware } from 'koa';

/**
 * Puts the client's address into `ctx.state.clientAddress`. `X-Forwarded-For` is believed only from the proxies named in TRUST_PROXY
 * (addresses or CIDR ranges), and only as far back as they reach.
 */
export function clientAddress(trusted: readonly string[]): Middleware {
  const proxies = new BlockList();
  for (const entry of trusted) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits) proxies.addSubnet(address, Number(bits), family);
    else proxies.addAddress(address, family);
  }
  const isProxy = (address: string) =>
    isIP(address) !== 0 && proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

  return function clientAddressMiddleware(ctx, next) {
    let address = plain(ctx.req.socket.remoteAddress ?? '');
    const forwarded = ctx
      .get('x-forwarded-for')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
    while (isProxy(address) && forwarded.length > 0) address = plain(forwarded.pop()!);
    ctx.state.clientAddress = address;
    return next();
  };
}

function plain(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
