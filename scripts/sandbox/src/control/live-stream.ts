import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Sandbox } from '../sandbox.ts';
import type { LiveEvent } from './live-event.ts';

const keepAliveMs = 15_000;
/** A watcher that reads slower than this many bytes behind is dropped; it reconnects and resumes. */
const mostBehindBytes = 4 * 1024 * 1024;

/** `GET /control/live`: everything that happens, as server-sent events. */
export function serveLive(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const write = (event: LiveEvent): void => {
    response.write(`id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`);
    if (response.writableLength > mostBehindBytes) response.destroy();
  };
  const { clock, live } = sandbox;
  write({
    seq: live.seq,
    at: clock.now(),
    machineAt: Date.now(),
    kind: 'hello',
    clock: { now: clock.now(), offsetMs: clock.offsetMs },
    text: '已连接沙盒',
  });
  const last = Number(request.headers['last-event-id'] ?? Number.NaN);
  if (Number.isInteger(last)) for (const event of live.since(last)) write(event);
  const stop = live.watch(write);
  const keepAlive = setInterval(() => response.write(': alive\n\n'), keepAliveMs);
  keepAlive.unref();
  request.on('close', () => {
    stop();
    clearInterval(keepAlive);
  });
}
