import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../platform/clock.ts';
import type { Received } from '../../platform/delivery/inbox.ts';
import { describeError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/log.ts';
import type { Metrics } from '../../platform/metrics.ts';
import { type CallbackKey, callbackKey, DecryptionFailed, decrypt, isSignatureValid } from './crypto.ts';
import { encryptedPart, isBase64 } from './envelope.ts';

export type ReceiverName = 'app' | 'archive' | 'contacts';

export interface CallbackReceiverOptions {
  corpId: string;
  receivers: Record<ReceiverName, { token: string; aesKey: string } | null>;
  whenStoreDown: 'close' | '503';
  store(received: Received): Promise<void>;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
}

const PATHS: Record<string, ReceiverName> = {
  '/wecom/callback': 'app',
  '/wecom/callback/archive': 'archive',
  '/wecom/callback/contacts': 'contacts',
};
const MAX_BODY_BYTES = 1024 * 1024;
/** WeCom hangs up after 5 s and repeats (doc 90238); a success that comes later than this is worth nothing. */
const STORE_PATIENCE_MS = 4_500;
const RETRY_MS = 100;
/** Whatever holds a welcome code is worth 20 seconds: it overtakes. Parsing comes later, so this is a plain search. */
const URGENT_MARK = Buffer.from('<WelcomeCode');

type Outcome =
  | 'stored'
  | 'verified'
  | 'bad_signature'
  | 'bad_receiver'
  | 'malformed'
  | 'too_large'
  | 'store_down'
  | 'not_configured';

/**
 * Answers `/wecom/callback…` in front of the router: verify, decrypt, store, acknowledge; everything else happens later.
 * 200 only after a durable commit. 403 bad signature or receiver, 400 malformed, 413 over 1 MiB (doc 90238, 90930).
 * Returns false for other paths.
 */
export function createCallbackReceiver({
  corpId,
  receivers,
  whenStoreDown,
  store,
  clock,
  log,
  metrics,
}: CallbackReceiverOptions) {
  const keys = new Map<ReceiverName, CallbackKey>();
  for (const [name, pair] of Object.entries(receivers)) if (pair) keys.set(name as ReceiverName, callbackKey(pair));

  return function answerCallback(request: IncomingMessage, response: ServerResponse): boolean {
    const url = request.url ?? '';
    if (!url.startsWith('/wecom/callback')) return false;
    const question = url.indexOf('?');
    const receiver = PATHS[question < 0 ? url : url.slice(0, question)];
    if (!receiver) return false;
    const query = signedQuery(question < 0 ? '' : url.slice(question + 1));
    const key = keys.get(receiver);
    const end = (status: number, body: string, outcome: Outcome) => {
      metrics.callbacks.inc({ receiver, outcome });
      response.writeHead(status, {
        'content-type': 'text/plain; charset=utf-8',
        'content-length': Buffer.byteLength(body),
      });
      response.end(body);
    };
    if (!key) end(404, 'this receiver is not configured', 'not_configured');
    else if (request.method === 'GET') answerUrlCheck(key, query, end);
    else if (request.method === 'POST') {
      answerPush(receiver, key, query, request, response, end).catch((error: unknown) => {
        log.error({ receiver, error: describeError(error) }, 'callback failed');
        response.destroy();
      });
    } else end(405, 'GET or POST', 'malformed');
    return true;
  };

  function answerUrlCheck(
    key: CallbackKey,
    query: SignedQuery,
    end: (status: number, body: string, outcome: Outcome) => void,
  ): void {
    if (!query.echostr) return end(400, 'echostr is missing', 'malformed');
    if (!isSignatureValid(key, query, query.echostr)) return end(403, 'signature does not match', 'bad_signature');
    const opened = open(key, query.echostr);
    if (!opened) return end(400, 'echostr cannot be decrypted', 'malformed');
    if (opened.receiverId !== corpId) return end(403, 'not our corp', 'bad_receiver');
    end(200, opened.message.toString('utf8'), 'verified');
  }

  async function answerPush(
    receiver: ReceiverName,
    key: CallbackKey,
    query: SignedQuery,
    request: IncomingMessage,
    response: ServerResponse,
    end: (status: number, body: string, outcome: Outcome) => void,
  ): Promise<void> {
    const started = clock.machineNow();
    const body = await readBody(request);
    if (body === 'too_large') {
      response.setHeader('connection', 'close');
      return end(413, 'over 1 MiB', 'too_large');
    }
    if (body === 'aborted') return;
    const encrypted = encryptedPart(body);
    if (!encrypted) return end(400, 'no <Encrypt>', 'malformed');
    if (!isSignatureValid(key, query, encrypted))
      return isBase64(encrypted)
        ? end(403, 'signature does not match', 'bad_signature')
        : end(400, '<Encrypt> is not Base64', 'malformed');
    const opened = open(key, encrypted);
    if (!opened) return end(400, 'cannot be decrypted', 'malformed');
    if (opened.receiverId !== corpId) return end(403, 'not our corp', 'bad_receiver');

    const received = { receiver, message: opened.message, urgent: opened.message.includes(URGENT_MARK) };
    if (await storeWithin(started + STORE_PATIENCE_MS, received)) {
      metrics.callbackCommit.observe((clock.machineNow() - started) / 1000);
      return end(200, 'success', 'stored');
    }
    if (whenStoreDown === '503') return end(503, 'not stored, please repeat', 'store_down');
    metrics.callbacks.inc({ receiver, outcome: 'store_down' });
    response.destroy();
  }

  /** False when the store stayed down until `deadline` (machine time, ms). */
  async function storeWithin(deadline: number, received: Received): Promise<boolean> {
    for (;;) {
      const left = deadline - clock.machineNow();
      if (left <= 0) return false;
      const outcome = await attemptWithin(left, received);
      if (outcome !== 'failed') return outcome === 'stored';
      await delay(Math.min(RETRY_MS, left));
    }
  }

  /** A commit that hangs must not hold the answer past the deadline; should it succeed later, the repeat is a duplicate. */
  function attemptWithin(ms: number, received: Received): Promise<'stored' | 'failed' | 'late'> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve('late'), ms);
      store(received).then(
        () => {
          clearTimeout(timer);
          resolve('stored');
        },
        (error: unknown) => {
          clearTimeout(timer);
          log.error({ receiver: received.receiver, error: describeError(error) }, 'callback not stored, trying again');
          resolve('failed');
        },
      );
    });
  }
}

interface SignedQuery {
  msgSignature: string;
  timestamp: string;
  nonce: string;
  echostr: string;
}

/** Percent-decoding only: `+` is a Base64 character here, not a space (doc 90930). */
function signedQuery(text: string): SignedQuery {
  const values: Record<string, string> = {};
  for (const part of text.split('&')) {
    const equals = part.indexOf('=');
    if (equals > 0) values[part.slice(0, equals)] = decode(part.slice(equals + 1));
  }
  return {
    msgSignature: values.msg_signature ?? '',
    timestamp: values.timestamp ?? '',
    nonce: values.nonce ?? '',
    echostr: values.echostr ?? '',
  };
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function open(key: CallbackKey, encrypted: string): { message: Buffer; receiverId: string } | null {
  try {
    return decrypt(key, encrypted);
  } catch (error) {
    if (error instanceof DecryptionFailed) return null;
    throw error;
  }
}

function readBody(request: IncomingMessage): Promise<string | 'too_large' | 'aborted'> {
  return new Promise((resolve) => {
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) {
      request.resume();
      return resolve('too_large');
    }
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) {
        chunks.length = 0;
        resolve('too_large');
      } else chunks.push(chunk);
    });
    // The envelope is ASCII; latin1 keeps every byte as it came.
    request.on('end', () => resolve((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString('latin1')));
    request.on('close', () => resolve('aborted'));
    request.on('error', () => resolve('aborted'));
  });
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
