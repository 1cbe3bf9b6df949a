import type { IncomingMessage } from 'node:http';

/** The body was larger than allowed; the rest has not been read. */
export class BodyTooLarge extends Error {}

export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > maxBytes) {
        request.pause();
        reject(new BodyTooLarge(`body over ${maxBytes} bytes`));
      } else {
        parts.push(part);
      }
    });
    request.on('end', () => resolve(parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)));
    request.on('error', reject);
    request.on('aborted', () => reject(new Error('request aborted')));
  });
}
