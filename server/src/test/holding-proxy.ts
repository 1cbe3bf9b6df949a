import { createServer, request, type ServerResponse } from 'node:http';

/**
 * Stands between the server and WeCom, and can keep back the answer to one call (WeCom has done it, and the server does not know) or the
 * call itself (WeCom never hears of it). Killed at that moment, it is as if the power went off just before, or just after, WeCom was asked.
 */
export async function startHoldingProxy(target: () => string) {
  const calls: string[] = [];
  let holding: { what: 'call' | 'answer'; path: string; isHeld: () => void } | null = null;
  const held: ServerResponse[] = [];
  const proxy = createServer((incoming, outgoing) => {
    const path = new URL(incoming.url ?? '/', 'http://proxy').pathname;
    calls.push(path);
    const isHeld = (what: 'call' | 'answer', response: ServerResponse) => {
      if (holding?.what !== what || holding.path !== path) return false;
      held.push(response);
      holding.isHeld();
      holding = null;
      return true;
    };
    if (isHeld('call', outgoing)) return;
    const { hostname, port } = new URL(target());
    const onward = request(
      { hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          if (isHeld('answer', outgoing)) return;
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(Buffer.concat(parts));
        });
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const hold = (what: 'call' | 'answer', path: string) =>
    new Promise<void>((isHeld) => (holding = { what, path, isHeld }));
  return {
    origin: `http://127.0.0.1:${address.port}`,
    /** Resolves when WeCom has answered this call; the server never hears it. */
    holdAnswer: (path: string) => hold('answer', path),
    /** Resolves when the server has called; WeCom never hears it. */
    holdCall: (path: string) => hold('call', path),
    timesCalled: (path: string) => calls.filter((one) => one === path).length,
    async close() {
      for (const response of held) response.destroy();
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
