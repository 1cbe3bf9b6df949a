import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { sendBeat } from '@zhike/shared/contracts/visitor';
import { createLogger } from '../../platform/log.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../test/start-test-server.ts';

let server: TestServer;
const logged: string[] = [];
beforeAll(async () => {
  const into = new Writable({
    write(line: Buffer, _encoding, done) {
      logged.push(line.toString());
      done();
    },
  });
  server = await startTestServer({ log: createLogger('warn', into) });
});
afterAll(() => server.close());

const countOf = async (status: string) => {
  const { values } = await server.deps.metrics.httpRequests.get();
  return values.some(({ labels }) => labels.route === sendBeat.path && labels.status === status);
};

test('a phone that goes away in the middle of a beat is no error of ours', async () => {
  const { hostname, port } = new URL(server.origin);
  const socket = connect(Number(port), hostname);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.write(
    `POST ${sendBeat.path} HTTP/1.1\r\nHost: ${hostname}\r\nCookie: zhike_visitor=${'c'.repeat(22)}\r\nContent-Length: 500\r\n\r\n{"key":`,
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
  socket.destroy();
  await vi.waitFor(async () => expect(await countOf('499')).toBe(true), { timeout: 5_000 });
  expect(logged.filter((line) => line.includes('beat not stored'))).toEqual([]);
});
