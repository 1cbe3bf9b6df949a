import { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

export interface DispatchedRequest {
  method: string;
  /** Path and query exactly as they stand in the request line. */
  url: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Where it seems to come from. */
  remoteAddress?: string;
}

export interface DispatchedAnswer {
  status: number;
  contentType: string;
  headers: Record<string, string>;
  /** Of an endless stream, what came first. */
  text: string;
}

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Takes what is written to it, and knows where it comes from. */
class Line extends Duplex {
  readonly written: Buffer[] = [];
  constructor(readonly remoteAddress: string) {
    super();
  }
  override _read(): void {}
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.written.push(chunk);
    done();
  }
}

/** One request through the server's own request listener with Node's own message classes, but without a network: many thousands a test. */
export function dispatch(handle: Handle, request: DispatchedRequest): Promise<DispatchedAnswer> {
  const line = new Line(request.remoteAddress ?? '127.0.0.1');
  const incoming = new IncomingMessage(line as unknown as Socket);
  const body = Buffer.from(request.body ?? '');
  incoming.method = request.method;
  incoming.url = request.url;
  incoming.httpVersion = '1.1';
  incoming.httpVersionMajor = 1;
  incoming.httpVersionMinor = 1;
  incoming.headers = { host: '127.0.0.1', 'content-length': String(body.length), ...request.headers };
  const response = new ServerResponse(incoming);
  response.assignSocket(line as unknown as Socket);
  const answered = new Promise<DispatchedAnswer>((resolve, reject) => {
    const read = () => {
      const headers = response.getHeaders();
      const raw = Buffer.concat(line.written);
      const text = raw.subarray(raw.indexOf('\r\n\r\n') + 4).toString('utf8');
      resolve({
        status: response.statusCode,
        contentType: String(headers['content-type'] ?? ''),
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
        text: headers['transfer-encoding'] === 'chunked' ? unchunk(text) : text,
      });
    };
    response.once('finish', read);
    response.once('close', () => reject(new Error(`${request.method} ${request.url}: closed without an answer`)));
    line.once('error', reject);
    response.once('pipe', () => {
      if (!String(response.getHeader('content-type')).startsWith('text/event-stream')) return;
      setImmediate(() => {
        read();
        response.emit('close');
      });
    });
  });
  incoming.push(body);
  incoming.push(null);
  incoming.complete = true;
  handle(incoming, response);
  return answered;
}

/** Good enough for answers without multi-byte characters across chunk ends. */
function unchunk(text: string): string {
  return text.replace(/(^|\r\n)[0-9a-f]+\r\n/g, '').replace(/\r\n0\r\n\r\n$/, '');
}
