import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface SmallS3 {
  origin: string;
  objects: Map<string, Buffer>;
  /** What it was asked, e.g. `PUT 200`. */
  answers: string[];
  /** While set, everything is answered with it. */
  fault: { status: number; code: string } | null;
  close(): Promise<void>;
}

export const s3Account = {
  region: 'eu-test-1',
  bucket: 'chat-files',
  accessKey: 'AKIDTESTS',
  secretKey: 'k3y-of/the+tests',
};

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** As much of S3 as an object store needs, strict about signatures (version 4, computed here anew), digests and lengths. */
export async function startSmallS3(): Promise<SmallS3> {
  const s3: SmallS3 = { origin: '', objects: new Map(), answers: [], fault: null, close: async () => undefined };
  const server = createServer((request, response) => {
    void (async () => {
      const body = await buffer(request);
      const { status, bytes = Buffer.alloc(0), code }: Reply = s3.fault ?? answer(s3, request, body);
      s3.answers.push(`${request.method} ${status}`);
      const text = code ? Buffer.from(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`) : bytes;
      response.writeHead(status, {
        'content-type': code ? 'application/xml' : 'binary/octet-stream',
        ...(status === 204 ? {} : { 'content-length': text.length }),
      });
      response.end(status === 204 ? undefined : text);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  s3.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  s3.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return s3;
}

interface Reply {
  status: number;
  bytes?: Buffer;
  code?: string;
}

function answer({ objects }: SmallS3, request: IncomingMessage, body: Buffer): Reply {
  if (!isSigned(request)) return { status: 403, code: 'SignatureDoesNotMatch' };
  const { host = '' } = request.headers;
  const [, first = '', ...rest] = request.url!.split('/');
  const isHosted = host.startsWith(`${s3Account.bucket}.`);
  if (!isHosted && first !== s3Account.bucket) return { status: 404, code: 'NoSuchBucket' };
  const key = isHosted ? [first, ...rest].join('/') : rest.join('/');
  if (request.method === 'PUT') {
    if (request.headers['content-length'] !== String(body.length)) return { status: 411, code: 'MissingContentLength' };
    if (request.headers['x-amz-content-sha256'] !== sha256(body))
      return { status: 400, code: 'XAmzContentSHA256Mismatch' };
    objects.set(key, body);
    return { status: 200 };
  }
  if (request.method === 'DELETE') {
    objects.delete(key);
    return { status: 204 };
  }
  const bytes = objects.get(key);
  if (!bytes) return { status: 404, code: 'NoSuchKey' };
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  if (from === undefined) return { status: 200, bytes };
  if (Number(from) >= bytes.length) return { status: 416, code: 'InvalidRange' };
  return { status: 206, bytes: bytes.subarray(Number(from), Number(to) + 1) };
}

function isSigned(request: IncomingMessage): boolean {
  const [, scope = '', signedHeaders = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=AKIDTESTS\/(\S+), SignedHeaders=(\S+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    ) ?? [];
  const [date = '', region = '', service = ''] = scope.split('/');
  const moment = String(request.headers['x-amz-date']);
  const names = signedHeaders.split(';');
  const mustBeSigned = ['host', 'x-amz-content-sha256', 'x-amz-date'];
  if (region !== s3Account.region || service !== 's3' || mustBeSigned.some((name) => !names.includes(name)))
    return false;
  const [path = '', query = ''] = request.url!.split('?');
  const canonical = [
    request.method,
    path,
    query,
    ...names.map((name) => `${name}:${String(request.headers[name]).trim()}`),
    '',
    signedHeaders,
    request.headers['x-amz-content-sha256'],
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', moment, scope, sha256(canonical)].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce<Buffer | string>(hmac, `AWS4${s3Account.secretKey}`);
  return timingSafeEqual(Buffer.from(signature, 'hex'), hmac(key, toSign));
}
