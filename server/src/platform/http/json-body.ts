import type { IncomingMessage } from 'node:http';
import { DomainError, InvalidInput } from '../errors.ts';

const MAX_JSON_BYTES = 1024 * 1024;

export class BodyTooLarge extends DomainError<{ maxBytes: number }> {
  readonly code = 'request.too_large';
  readonly kind = 'too_large';
}

/** The JSON body of a request; an empty body counts as `{}`. Bounded, UTF-8 only. */
export async function readJsonBody(request: IncomingMessage, maxBytes = MAX_JSON_BYTES): Promise<unknown> {
  const bytes = await readBytes(request, maxBytes);
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new InvalidInput({ issues: [{ path: 'body', message: 'is not JSON in UTF-8' }] });
  }
}

export async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw new BodyTooLarge({ maxBytes });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new BodyTooLarge({ maxBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
