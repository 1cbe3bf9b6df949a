import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { NoAnswer, Transport } from '../wecom/transport.ts';

let server: Server;
const transport = new Transport();
afterEach(() => {
  transport.close();
  server.closeAllConnections();
  server.close();
});

/** Answers the first request of a connection, and hangs up on the second, as a server does that found it idle for too long. */
async function givenForgetfulServer(): Promise<{ url: URL; heard: string[] }> {
  const heard: string[] = [];
  const seen = new WeakSet<object>();
  server = createServer((request, response) => {
    heard.push(request.method!);
    if (seen.has(request.socket)) return void request.socket.resetAndDestroy();
    seen.add(request.socket);
    request.resume().on('end', () => setTimeout(() => response.end('{}'), 20));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`), heard };
}

test('when every kept connection turns out to be closed, a call that may be repeated still succeeds', async () => {
  const { url, heard } = await givenForgetfulServer();
  const call = (repeatable: boolean) =>
    transport.send({ method: 'POST', url, json: {}, repeatable, timeoutMs: 2_000, maxBytes: 100 });
  await Promise.all([call(true), call(true), call(true)]);
  heard.length = 0;
  expect((await call(true)).status).toBe(200);
  expect(heard).toHaveLength(2);
});

test('a call that creates something is not sent again: nobody knows whether the first one counted', async () => {
  const { url, heard } = await givenForgetfulServer();
  const call = () =>
    transport.send({ method: 'POST', url, json: {}, repeatable: false, timeoutMs: 2_000, maxBytes: 100 });
  await call();
  heard.length = 0;
  await expect(call()).rejects.toThrow(NoAnswer);
  expect(heard).toHaveLength(1);
});
