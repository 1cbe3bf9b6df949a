import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = object | ((request: IncomingMessage, response: ServerResponse) => void);

/**
 * The other end of the wire for tests of the client itself: every answer is stated, every call counted. Behaviour of WeCom belongs
 * into the sandbox.
 */
export async function startFakeWecom() {
  const answers = new Map<string, Answer[]>();
  const calls: { path: string; url: URL; body: string }[] = [];
  let tokens = 0;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://fake');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push({ path: url.pathname, url, body: Buffer.concat(chunks).toString('utf8') });
      const queue = answers.get(url.pathname) ?? [];
      const answer: Answer =
        (queue.length > 1 ? queue.shift() : queue[0]) ??
        (url.pathname === '/cgi-bin/gettoken'
          ? { errcode: 0, access_token: `token-${++tokens}`, expires_in: 7200 }
          : { errcode: 0, errmsg: 'ok' });
      if (typeof answer === 'function') return answer(request, response);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    calls,
    callsTo: (path: string) => calls.filter((call) => call.path === path),
    /** Answers in this order; the last one stays. Without any: success. */
    answer: (path: string, ...list: Answer[]) => void answers.set(path, list),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type FakeWecom = Awaited<ReturnType<typeof startFakeWecom>>;

export const html: Answer = (_request, response) => {
  response.setHeader('content-type', 'text/html');
  response.end('<html><body>502 Bad Gateway</body></html>');
};

/** Takes the request and never answers. */
export const silence: Answer = () => undefined;

/** Takes the request and cuts the line. */
export const cut: Answer = (request) => void request.socket.destroy();
