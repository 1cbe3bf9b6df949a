/** Who waits for the answer. `urgent` holds a welcome code: it keeps a reserve of every budget and never waits behind `bulk`. */
export type CallLane = 'urgent' | 'normal' | 'bulk';

/** What a caller may say about one call. */
export interface CallOptions {
  /** Default `normal`. Syncs use `bulk`. */
  lane?: CallLane;
  /** Deadline for the whole call, waiting included, ms. Default 10 s, urgent 3 s. */
  timeoutMs?: number;
  /** Ask although WeCom refused us this API a moment ago: for the doctor. */
  evenIfRefused?: boolean;
}

/** A file to send to WeCom. */
export interface FilePart {
  fileName: string;
  mimeType: string;
  bytes: Buffer;
}

/**
 * What a repeat of the call does. A call that got no answer may have taken effect: `read` and `idempotent` calls
 * are simply tried again, one that `creates` must be looked up first.
 */
export type CallEffect = 'read' | 'idempotent' | 'creates';

export interface WecomRequest {
  method: 'GET' | 'POST';
  /** From `/cgi-bin/` on; budgets, metrics and errors name the call by it. */
  path: string;
  effect: CallEffect;
  query?: Record<string, string | number | undefined>;
  body?: object;
  file?: FilePart;
}

/** A reply of WeCom with `errcode` 0. Fields that this program does not know yet stay in it. */
export type WecomReply = Record<string, unknown>;

/** Makes calls: token, budget, deadline, typed errors. The families in `api/` give names and types to them. */
export interface WecomCaller {
  call<Reply = WecomReply>(request: WecomRequest, options?: CallOptions): Promise<Reply>;
  /** For the few calls that answer bytes. */
  download(request: WecomRequest, options?: CallOptions): Promise<Download>;
  /** A picture from an address that WeCom gave: no token is sent there, size and deadline are bounded. */
  fetchPicture(url: string, options?: CallOptions): Promise<Download>;
}

export interface Download {
  bytes: Buffer;
  contentType: string;
}

/** WeCom counts time in seconds, this program in epoch ms. 0 and absent mean unknown. */
export function fromSeconds(seconds: number | string | undefined | null): number | null {
  const value = Number(seconds);
  return Number.isFinite(value) && value > 0 ? value * 1000 : null;
}

export function toSeconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.floor(ms / 1000);
}

/** WeCom ends a walk with an empty or an absent cursor. */
export function nextCursorOf(reply: { next_cursor?: string }): string | null {
  return reply.next_cursor || null;
}
