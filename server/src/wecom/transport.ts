import { randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { FilePart } from './call.ts';
import type { TransportProblem } from './errors.ts';

/** No usable answer. `sent` says if the request may have reached WeCom and taken effect. */
export class NoAnswer extends Error {
  constructor(
    readonly problem: TransportProblem,
    readonly sent: boolean,
    readonly httpStatus?: number,
    options?: ErrorOptions,
  ) {
    // Never the address: it holds the token.
    super(`no usable answer: ${problem}`, options);
    this.name = 'NoAnswer';
  }
}

export interface HttpRequest {
  method: 'GET' | 'POST';
  url: URL;
  json?: object;
  file?: FilePart;
  /** Sending it twice does no harm: it may go out once more when a kept connection turns out to be closed. */
  repeatable?: boolean;
  /** From now to the last byte of the answer, ms. */
  timeoutMs: number;
  maxBytes: number;
}

export interface HttpAnswer {
  status: number;
  contentType: string;
  bytes: Buffer;
}

const agentOptions = { keepAlive: true, keepAliveMsecs: 30_000, maxSockets: 64, scheduling: 'lifo' } as const;

/** HTTP with kept connections and one deadline over everything. Node's own client, because it tells whether a failed request was sent. */
export class Transport {
  private readonly plain = new http.Agent(agentOptions);
  private readonly secure = new https.Agent(agentOptions);

  async send(request: HttpRequest): Promise<HttpAnswer> {
    try {
      return await this.sendOnce(request);
    } catch (error) {
      // A kept connection that the other side closed at this very moment: nothing was read from it, a new one will do.
      // Really a new one: where one was closed for being idle, the other kept ones were too.
      if (error instanceof NoAnswer && error.cause instanceof StaleConnection) return this.sendOnce(request, true);
      throw error;
    }
  }

  close(): void {
    this.plain.destroy();
    this.secure.destroy();
  }

  private sendOnce(
    { method, url, json, file, repeatable, timeoutMs, maxBytes }: HttpRequest,
    afresh = false,
  ): Promise<HttpAnswer> {
    const { headers, body } = encodeBody(json, file);
    const secure = url.protocol === 'https:';
    return new Promise((resolve, reject) => {
      let sent = false;
      let answered = false;
      const request = (secure ? https : http).request(url, {
        method,
        agent: afresh ? false : secure ? this.secure : this.plain,
        headers: { accept: 'application/json', ...headers },
      });
      const timer = setTimeout(() => fail('timeout'), timeoutMs);
      const fail = (problem: TransportProblem, cause?: unknown) => {
        clearTimeout(timer);
        const stale = request.reusedSocket && !answered && isReset(cause) && (repeatable ?? method === 'GET');
        reject(new NoAnswer(problem, sent, undefined, { cause: stale ? new StaleConnection() : cause }));
        request.destroy();
      };
      request.on('socket', (socket) => {
        if (!socket.connecting) sent = true;
        else socket.once(secure ? 'secureConnect' : 'connect', () => (sent = true));
      });
      request.on('error', (error) => fail(sent ? 'broken_off' : 'unreachable', error));
      request.on('response', (response) => {
        answered = true;
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxBytes) fail('too_big');
          else chunks.push(chunk);
        });
        response.on('error', (error) => fail('broken_off', error));
        response.on('end', () => {
          clearTimeout(timer);
          if (!response.complete) return fail('broken_off');
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers['content-type'] ?? '',
            bytes: Buffer.concat(chunks),
          });
        });
      });
      request.end(body);
    });
  }
}

class StaleConnection extends Error {}

function isReset(error: unknown): boolean {
  const code = (error as { code?: string } | undefined)?.code;
  return code === 'ECONNRESET' || code === 'EPIPE';
}

function encodeBody(
  json: object | undefined,
  file: FilePart | undefined,
): { headers: Record<string, string | number>; body?: Buffer } {
  if (file) {
    const boundary = `----zhike${randomBytes(12).toString('hex')}`;
    // WeCom reads the name from `filename` as UTF-8 bytes; quotes and line ends would end the header.
    const name = file.fileName.replace(/["\\\r\n]/g, '_');
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="media"; filename="${name}"; filelength=${file.bytes.length}\r\nContent-Type: ${file.mimeType}\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
    return {
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': body.length },
      body,
    };
  }
  if (!json) return { headers: {} };
  const body = Buffer.from(JSON.stringify(json));
  return { headers: { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length }, body };
}
