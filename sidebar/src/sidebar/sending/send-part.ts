import type { PreparedSend } from '@zhike/shared/contracts/material-send';
import { ApiError, phraseOf } from '../../shared/api/api-error.ts';
import { sendToChat } from '../../shared/wecom/client.ts';
import { SdkError } from '../../shared/wecom/sdk-error.ts';
import { sayNotSent, saySendFailure, sendFailureOf } from '../../shared/wecom/send-failure.ts';
import { type ChatTarget, toClient } from './chat-target.ts';
import { reportOutcome } from './outcomes.ts';

/** Where one message stands on its way into the chat. */
export type PartState =
  | { at: 'waiting' }
  | { at: 'preparing' }
  /** WeCom does not have the file yet: tried again in so many seconds. */
  | { at: 'uploading'; seconds: number }
  | { at: 'client' }
  | { at: 'sent' }
  | { at: 'failed'; text: string };

export interface SendPart {
  /** Tells parts of one sending apart. */
  key: string;
  label: string;
  to: ChatTarget;
  /** The same key prepares the same sending. */
  prepare(idempotencyKey: string): Promise<PreparedSend>;
}

/** `unknown`: the client never answered; it may stand in the chat. */
export type SendAnswer = 'sent' | 'notSent' | 'unknown';

const WAITS = 20;
const NOT_UPLOADED = 'material.not_uploaded';

/**
 * Prepares one message, waits for its file if need be, and hands it to the client. Says where it stands; what the client said is reported
 * in the background, also when it says so late. `signal`: nobody waits any more; what the client has is not taken back.
 */
export async function sendPart(
  part: SendPart,
  idempotencyKey: string,
  show: (state: PartState) => void,
  signal: AbortSignal,
): Promise<SendAnswer> {
  let prepared: PreparedSend | null;
  try {
    prepared = await prepareWhenUploaded(part, idempotencyKey, show, signal);
  } catch (error) {
    show({ at: 'failed', text: sayNotPrepared(error) });
    return 'notSent';
  }
  if (!prepared) return 'notSent';
  const { sendId, message } = prepared;
  const sent = () => {
    reportOutcome(sendId, { outcome: 'sent' });
    show({ at: 'sent' });
  };
  show({ at: 'client' });
  try {
    await sendToChat(message, toClient(part.to), sent);
  } catch (error) {
    const failure = sendFailureOf(error);
    reportOutcome(sendId, { outcome: 'failed', failure: failure ?? 'other' });
    show({ at: 'failed', text: error instanceof SdkError ? sayNotSent(error) : phraseOf(error) });
    return failure === 'timeout' ? 'unknown' : 'notSent';
  }
  sent();
  return 'sent';
}

/** null: nobody waits any more. */
async function prepareWhenUploaded(
  part: SendPart,
  idempotencyKey: string,
  show: (state: PartState) => void,
  signal: AbortSignal,
): Promise<PreparedSend | null> {
  for (let waits = 0; ; waits++) {
    show({ at: 'preparing' });
    try {
      const prepared = await part.prepare(idempotencyKey);
      return signal.aborted ? null : prepared;
    } catch (error) {
      if (!isNotUploaded(error) || waits === WAITS) throw error;
      for (let seconds = secondsToWait(error); seconds > 0; seconds--) {
        if (signal.aborted) return null;
        show({ at: 'uploading', seconds });
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
      if (signal.aborted) return null;
    }
  }
}

const isNotUploaded = (error: unknown): error is ApiError => error instanceof ApiError && error.code === NOT_UPLOADED;

function secondsToWait({ details }: ApiError): number {
  const seconds = Number(details.retryAfterSeconds);
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 1), 30) : 3;
}

function sayNotPrepared(error: unknown): string {
  if (isNotUploaded(error)) return '文件还在上传到企业微信,请过几分钟再发';
  return error instanceof SdkError ? saySendFailure('other') : phraseOf(error);
}
