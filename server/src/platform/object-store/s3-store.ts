import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AwsV4Signer } from 'aws4fetch';
import { DomainError } from '../errors.ts';
import { checkedKey, type ObjectStore, type StagedFile } from './object-store.ts';

export interface S3Settings {
  /** e.g. `https://s3.cn-north-1.amazonaws.com.cn`, without the bucket. */
  endpoint: string;
  region: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
  /** `ENDPOINT/BUCKET/KEY` instead of `BUCKET.ENDPOINT/KEY`. */
  pathStyle: boolean;
}

/** Until the answer begins, ms; a big file is on its way for as long as it takes. */
const ANSWER_MS = 30_000;
/** A slow line still carries so much, bytes a second. */
const SLOWEST_UPLOAD = 64 * 1024;
/** What an empty body digests to. */
const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** What the store answered instead; `reason` is its own code, e.g. `NoSuchBucket`. */
export class StoreRefused extends DomainError<{ status: number; reason: string }> {
  readonly code = 'store.refused';
  readonly kind = 'unavailable';
  readonly retryable = true;
}

/** Nobody answered, or not to the end. */
export class StoreUnreachable extends DomainError {
  readonly code = 'store.unreachable';
  readonly kind = 'unavailable';
  readonly retryable = true;
}

/** Files in a bucket of anything that speaks S3 with signature version 4. */
export function createS3Store(settings: S3Settings): ObjectStore {
  const base = new URL(settings.endpoint);
  if (!settings.pathStyle) base.host = `${settings.bucket}.${base.host}`;
  const folder = settings.pathStyle ? `${base.pathname.replace(/\/$/, '')}/${settings.bucket}` : '';
  const urlOf = (key: string) => `${base.origin}${folder}/${checkedKey(key)}`;

  async function ask(
    method: 'GET' | 'PUT' | 'DELETE',
    key: string,
    { headers = {}, file }: { headers?: Record<string, string>; file?: StagedFile } = {},
  ): Promise<Response> {
    const signed = await new AwsV4Signer({
      url: urlOf(key),
      method,
      service: 's3',
      region: settings.region,
      accessKeyId: settings.accessKey,
      secretAccessKey: settings.secretKey,
      // Signed with the bytes' own digest: what arrives damaged is refused by the store.
      headers: { ...headers, 'x-amz-content-sha256': file?.sha256 ?? EMPTY_SHA256 },
    }).sign();
    if (file) signed.headers.set('content-length', String(file.size));
    const stop = new AbortController();
    const uploadMs = file ? (file.size / SLOWEST_UPLOAD) * 1000 : 0;
    const timer = setTimeout(() => stop.abort(), ANSWER_MS + uploadMs);
    try {
      return await fetch(signed.url, {
        method,
        headers: signed.headers,
        redirect: 'error',
        signal: stop.signal,
        ...(file ? { body: bodyOf(file), duplex: 'half' as const } : {}),
      });
    } catch (error) {
      throw new StoreUnreachable({}, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    name: 's3',
    async put(key, file) {
      await expectOk(await ask('PUT', key, { file }));
    },
    async read(key, range) {
      const headers: Record<string, string> = range ? { range: `bytes=${range.first}-${range.last}` } : {};
      const answer = await ask('GET', key, { headers });
      if (answer.status === 404 && (await reasonOf(answer)) === 'NoSuchKey') return null;
      // The whole file for an answer would be read from its wrong end.
      if (range && answer.status === 200) throw await refusalOf(answer);
      if (!answer.ok || !answer.body) throw await refusalOf(answer);
      return Readable.fromWeb(answer.body as ReadableStream);
    },
    async remove(key) {
      const answer = await ask('DELETE', key);
      if (answer.status === 404 && (await reasonOf(answer)) === 'NoSuchKey') return;
      await expectOk(answer);
    },
  };
}

// Node's streams and those of the browser's types are the same thing under two names.
const bodyOf = (file: StagedFile) =>
  file.size === 0 ? null : (Readable.toWeb(createReadStream(file.path)) as unknown as NonNullable<RequestInit['body']>);

async function expectOk(answer: Response): Promise<void> {
  if (!answer.ok) throw await refusalOf(answer);
  await answer.body?.cancel();
}

async function refusalOf(answer: Response): Promise<StoreRefused> {
  return new StoreRefused({ status: answer.status, reason: await reasonOf(answer) });
}

const reasons = new WeakMap<Response, string>();

/** `<Code>` of the XML; '' where there is none. Never more of the body: it may repeat what was signed. */
async function reasonOf(answer: Response): Promise<string> {
  const known = reasons.get(answer);
  if (known !== undefined) return known;
  const isXml = answer.headers.get('content-type')?.includes('xml') ?? false;
  if (!isXml) await answer.body?.cancel();
  const text = isXml ? (await answer.text().catch(() => '')).slice(0, 4_000) : '';
  const reason = /<Code>([\w.]{1,64})<\/Code>/.exec(text)?.[1] ?? '';
  reasons.set(answer, reason);
  return reason;
}
