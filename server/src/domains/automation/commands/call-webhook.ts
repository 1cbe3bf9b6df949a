import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { command } from '../../command.ts';
import { connectTo, hostOf, resolvePublic } from '../../../platform/http/public-address.ts';
import { WebhookAddressRefused, WebhookNotFound } from '../errors.ts';
import { noteProblem } from '../store.ts';
import { findWebhook, signedHeaders } from '../webhooks.ts';

export interface Call {
  webhookId: string;
  hitId: string;
  ruleId: string;
  version: number;
  customerId: string;
  cause: { kind: string; at: number };
  actedAt: number;
}

const TIMEOUT_MS = 15_000;
const MINUTE = 60_000;

/** `retryable`: 429, 5xx and no answer at all; 410 and other refusals are final (Standard Webhooks). */
class WebhookFailed extends Error {
  constructor(
    readonly status: number,
    readonly retryable: boolean,
    readonly retryAfterMs?: number,
  ) {
    super(`webhook answered ${status}`);
    this.name = 'WebhookFailed';
  }
}

/** What a delivery's last error says was answered: the words that WebhookFailed wrote. */
export function answerIn(note: string | null): number | null {
  const status = /^WebhookFailed: webhook answered (\d{3})$/.exec(note ?? '')?.[1];
  return status === undefined ? null : Number(status);
}

/**
 * The queue's key of a call: its rule, then its place, which grows with time. So what a rule has called is found along the index on that
 * key. No two calls share one, so none waits for another.
 */
export const deliveryKey = (ruleId: string, place: string) => `call-webhook:${ruleId}:${place}`;
const placeOfCall = ({ hitId, webhookId }: Call) => `${hitId}:${webhookId}`;

/** Tells another system that a rule acted: ids and moments, no names and no words. */
export const callWebhook = command<Call, void>({
  name: 'call-webhook',
  repeatIsHarmless: '每次重试使用同一个 webhook-id,接收方据此去重',
  serialKey: (call) => deliveryKey(call.ruleId, placeOfCall(call)),
  async send(call, { db, keys, clock, config }) {
    const webhook = await findWebhook(db.read, call.webhookId);
    // Nothing was sent, so nothing may count as delivered.
    if (!webhook) throw new WebhookNotFound({ webhookId: call.webhookId });
    const { hitId, ruleId, version, customerId, cause, actedAt } = call;
    const timestamp = new Date(actedAt).toISOString();
    const body = JSON.stringify({ type: 'rule.acted', timestamp, data: { hitId, ruleId, version, customerId, cause } });
    const secret = keys.decryptText(webhook.secretEncrypted);
    const headers = signedHeaders(secret, { id: `msg_${hitId}`, at: clock.machineNow(), body });
    await post(new URL(webhook.url), headers, body, config.webhooks.allowPrivate);
  },
  async onGaveUp(tx, { ruleId }, _error, now) {
    await noteProblem(tx, ruleId, 'automation.webhook_failed', now);
  },
});

/** Connects to the very address that was checked: a name that answers differently the second time leads nowhere. Redirects are not followed. */
async function post(url: URL, headers: Record<string, string>, body: string, allowPrivate: boolean): Promise<void> {
  const address = await resolvePublic(url, allowPrivate);
  if (!address) throw new WebhookAddressRefused({ host: hostOf(url) });
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const { status, retryAfter } = await new Promise<{ status: number; retryAfter?: string }>((resolve, reject) => {
    const call = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        lookup: connectTo(address),
        timeout: TIMEOUT_MS,
      },
      (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] });
      },
    );
    call.on('timeout', () => call.destroy(new Error('webhook did not answer in time')));
    call.on('error', reject);
    call.end(body);
  });
  if (status >= 200 && status < 300) return;
  const seconds = Number(retryAfter);
  const wait = Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, 60 * MINUTE) : undefined;
  throw new WebhookFailed(status, status === 429 || status >= 500, wait);
}
