import { expect } from 'vitest';
import type { TestServer } from './start-test-server.ts';

export interface Listener {
  /** What the page has heard so far. */
  heard: { type: string; customerId: string | null; conversationId?: string }[];
  /** True when the server has ended the stream. */
  ended: boolean;
  leave(): void;
}

/** An open page of a member: what it hears from now on. */
export async function listen(
  { origin, api }: Pick<TestServer, 'origin' | 'api'>,
  member: string | ReturnType<TestServer['api']['as']>,
): Promise<Listener> {
  const controller = new AbortController();
  const headers = await (typeof member === 'string' ? api.as(member) : member).headers();
  const answer = await fetch(`${origin}/api/live`, { headers, signal: controller.signal });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const listener: Listener = { heard: [], ended: false, leave: () => controller.abort() };
  void (async () => {
    let text = '';
    for await (const chunk of answer.body!) {
      text += Buffer.from(chunk).toString();
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1];
        if (data) listener.heard.push(JSON.parse(data) as Listener['heard'][number]);
        text = text.slice(end + 2);
      }
    }
    listener.ended = true;
  })().catch((error: unknown) => {
    if (!controller.signal.aborted) throw error;
  });
  return listener;
}
