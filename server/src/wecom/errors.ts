import { DomainError, type ErrorKind } from '../platform/errors.ts';
import { faultOf, retryAfterOf, type WecomFault } from './errcodes.ts';

/** Why no usable answer came: names, never text of the answer. */
export type TransportProblem = 'unreachable' | 'timeout' | 'broken_off' | 'not_json' | 'http_status' | 'too_big';

interface WecomErrorDetails extends Record<string, unknown> {
  /** Path of the call. */
  api: string;
  errcode?: number;
  problem?: TransportProblem;
  httpStatus?: number;
}

const CODES = {
  retryable: 'wecom.unavailable',
  quota: 'wecom.over_limit',
  auth: 'wecom.not_authorized',
  permanent: 'wecom.refused',
  unknown_outcome: 'wecom.unknown_outcome',
} as const;

const KINDS: Record<WecomFault, ErrorKind> = {
  retryable: 'unavailable',
  quota: 'limited',
  auth: 'upstream',
  permanent: 'upstream',
  unknown_outcome: 'upstream',
};

/**
 * A call to WeCom that did not succeed. Branch on `errcode` (`isWecomError(error, 84061)`) or on `fault`; the text of
 * WeCom's `errmsg` is never looked at. Holds nothing of the request but its path.
 */
export class WecomError extends DomainError<WecomErrorDetails> {
  readonly code: (typeof CODES)[WecomFault];
  readonly kind: ErrorKind;
  readonly api: string;
  /** null: there was no answer from WeCom. */
  readonly errcode: number | null;
  readonly retryable: boolean;

  constructor(
    readonly fault: WecomFault,
    details: WecomErrorDetails,
    /** When a new try makes sense, ms from now; null leaves it to the caller. */
    readonly retryAfterMs: number | null = null,
    options?: ErrorOptions,
  ) {
    super(details, options);
    this.code = CODES[fault];
    this.kind = KINDS[fault];
    this.api = details.api;
    this.errcode = details.errcode ?? null;
    // A wrong configuration heals when a person repairs it, so what waits is kept; an unknown outcome is looked up, not repeated.
    this.retryable = fault === 'retryable' || fault === 'quota' || fault === 'auth';
  }
}

/** The error for an answer with this errcode. */
export function wecomRefused(api: string, errcode: number): WecomError {
  return new WecomError(faultOf(errcode), { api, errcode }, retryAfterOf(errcode));
}

/** True for WeCom's answer with one of these codes; without codes, for any failed call. */
export function isWecomError(error: unknown, ...errcodes: number[]): error is WecomError {
  return (
    error instanceof WecomError &&
    (errcodes.length === 0 || (error.errcode !== null && errcodes.includes(error.errcode)))
  );
}
