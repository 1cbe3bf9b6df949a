import type { IncomingMessage } from 'node:http';
import type { Sandbox } from '../sandbox.ts';
import type { ErrorCode } from './errors.ts';
import type { Parameters } from './parameters.ts';

/** Which secret an access token came from. */
export type TokenHolder = 'app' | 'contact' | 'archive';

export interface Call {
  sandbox: Sandbox;
  query: Parameters;
  /** The JSON body; empty for GET and for raw bodies. */
  body: Parameters;
  /** Raw bytes, only for endpoints with `rawBody`. */
  bytes: Buffer;
  request: IncomingMessage;
  ip: string;
  /** Sandbox clock, ms. */
  now: number;
}

/** Bytes instead of a JSON envelope. */
export class BinaryReply {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly headers: Record<string, string>;
  readonly status: number;

  constructor(bytes: Buffer, contentType: string, headers: Record<string, string> = {}, status = 200) {
    this.bytes = bytes;
    this.contentType = contentType;
    this.headers = headers;
    this.status = status;
  }
}

export type Reply = Record<string, unknown> | BinaryReply | void;

/** One emulated API call. */
export interface Endpoint {
  method: 'GET' | 'POST';
  path: string;
  /** Numbers of the official pages. */
  doc: string;
  /** What it does, in Chinese, for the live strip. */
  title: string;
  /**
   * Whose token: `app` the self-built app, `customer` the same and listed under 客户联系 → 可调用接口的应用, `contact` 通讯录同步,
   * `archive` 会话内容存档; `none` needs no token.
   */
  token: 'app' | 'customer' | 'contact' | 'archive' | 'none';
  /** False for the few that are not in the per-minute and per-hour rows (doc 90312). */
  counted?: boolean;
  rawBody?: boolean;
  /** Codes of its own, beyond those every call can answer. A test holds the code to this table. */
  errors: readonly ErrorCode[];
  handle(call: Call): Reply | Promise<Reply>;
}

/** Codes any call may answer before its own work begins. */
export const commonErrors: readonly ErrorCode[] = [
  -1, 40014, 40035, 40058, 40063, 41001, 42001, 45009, 45033, 48002, 48005, 60020,
];
