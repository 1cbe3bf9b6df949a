import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openPicture } from './fetch-picture.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serving(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const never = () => new AbortController().signal;

test('a redirect is followed, from where it stands', async () => {
  const at = await serving((request, response) => {
    if (request.url === '/a/b.png') response.writeHead(302, { location: '../c.png' }).end();
    else response.end(request.url);
  });
  const answer = await openPicture(`${at}/a/b.png`, true, never());
  expect(String(await answer!.reduce((all: string, some) => all + String(some), ''))).toBe('/c.png');
});

test.each(['http://[broken', 'http://', 'javascript:alert(1)'])(
  'a redirect to %s leads to no picture',
  async (location) => {
    const at = await serving((_request, response) => response.writeHead(302, { location }).end());
    expect(await openPicture(`${at}/a.png`, true, never())).toBeNull();
  },
);

test('what stands beside a redirect is not read to its end', async () => {
  let cutOff: Promise<unknown> | undefined;
  const at = await serving((_request, response) => {
    response.writeHead(302, { location: 'ftp://elsewhere/a.png' });
    const dripping = setInterval(() => response.write('x'), 5);
    cutOff = once(response, 'close').finally(() => clearInterval(dripping));
  });
  expect(await openPicture(`${at}/a.png`, true, never())).toBeNull();
  await cutOff;
});

test('a picture that drips in for ever is given up when the time for all is over', async () => {
  const at = await serving((_request, response) => {
    const dripping = setInterval(() => response.write('x'), 5);
    response.on('close', () => clearInterval(dripping));
  });
  const answer = await openPicture(`${at}/a.png`, true, AbortSignal.timeout(100));
  const failure = await answer!.toArray().then(
    () => null,
    (error: NodeJS.ErrnoException) => error.code,
  );
  expect(['ABORT_ERR', 'ECONNRESET']).toContain(failure);
  expect(await openPicture(`${at}/a.png`, true, AbortSignal.abort())).toBeNull();
});
