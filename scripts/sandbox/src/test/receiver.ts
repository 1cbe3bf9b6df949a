import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Credentials } from '../credentials.ts';
import { fieldOf, openCallback } from './open-callback.ts';

export interface Received {
  envelope: string;
  message: string;
  query: URLSearchParams;
  changeType: string;
  event: string;
  field: (name: string) => string | undefined;
}

/** A program of the enterprise that takes callbacks, and can be told to misbehave. */
export async function startReceiver(credentials: Credentials) {
  const received: Received[] = [];
  /** Status for the next answers; `hang` answers nothing. Repeats the last one. */
  let answers: (number | 'hang')[] = [200];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://receiver');
      if (request.method === 'GET') {
        const opened = openCallback(credentials, url.searchParams, url.searchParams.get('echostr') ?? '');
        return response.end(opened.message);
      }
      const envelope = Buffer.concat(parts).toString('utf8');
      const opened = openCallback(credentials, url.searchParams, fieldOf(envelope, 'Encrypt') ?? '');
      if (opened.receiveId !== credentials.corpId) throw new Error(`receiveid ${opened.receiveId}`);
      const { message } = opened;
      const field = (name: string): string | undefined => fieldOf(message, name);
      received.push({
        envelope,
        message,
        query: url.searchParams,
        field,
        changeType: field('ChangeType') ?? '',
        event: field('Event') ?? '',
      });
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer === 'hang') return;
      response.statusCode = answer ?? 200;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wecom/callback`;
  return {
    url,
    received,
    answerWith: (...next: (number | 'hang')[]) => {
      answers = next;
    },
    changes: () => received.map((callback) => callback.changeType || callback.event),
    /** Waits until so many have come, 3 s at most. */
    async waitFor(count: number): Promise<Received[]> {
      for (const until = Date.now() + 3_000; received.length < count && Date.now() < until; ) await sleep(5);
      if (received.length < count) throw new Error(`${received.length} of ${count} callbacks came`);
      return received;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;
