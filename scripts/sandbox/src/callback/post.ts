import http from 'node:http';
import https from 'node:https';

export interface PostAnswer {
  status: number;
  body: string;
}

/** Sends callbacks over kept connections, each within its own time-out. */
export class Poster {
  readonly #http = new http.Agent({ keepAlive: true, maxSockets: 64 });
  readonly #https = new https.Agent({ keepAlive: true, maxSockets: 64 });

  /** Rejects on connection failure and when the whole answer has not come after `timeoutMs`. */
  send(method: 'GET' | 'POST', url: string, body: string, timeoutMs: number): Promise<PostAnswer> {
    return new Promise((resolve, reject) => {
      const secure = url.startsWith('https:');
      const payload = Buffer.from(body);
      const request = (secure ? https : http).request(
        url,
        {
          method,
          agent: secure ? this.#https : this.#http,
          headers:
            method === 'POST' ? { 'content-type': 'text/xml; charset=utf-8', 'content-length': payload.length } : {},
        },
        (response) => {
          const parts: Buffer[] = [];
          let size = 0;
          response.on('data', (part: Buffer) => {
            size += part.length;
            // Nobody answers a callback with more; the rest is read and thrown away.
            if (size <= 65_536) parts.push(part);
          });
          response.on('end', () => {
            clearTimeout(timer);
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') });
          });
          response.on('error', reject);
        },
      );
      const timer = setTimeout(() => request.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
      request.on('error', (error) => {
        clearTimeout(timer);
        reject(error);
      });
      request.end(method === 'POST' ? payload : undefined);
    });
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}
