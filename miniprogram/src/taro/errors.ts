/** Why a call brought no answer, in the terms the pages speak. */
export type RequestFailure = 'offline' | 'unreachable' | 'refused' | 'sign-in';

/** Any failure on the way to our server and back; the page chooses the words. */
export class RequestError extends Error {
  readonly failure: RequestFailure;
  /** HTTP status, when there was an answer at all. */
  readonly status: number | undefined;
  /** Our server's error code, e.g. `customer_app.signed_out`. */
  readonly code: string | undefined;
  /** Older phones' engines ignore Error's own `cause` option. */
  readonly cause: unknown;

  constructor(
    failure: RequestFailure,
    message: string,
    answer: { status?: number; code?: string } = {},
    cause?: unknown,
  ) {
    super(message);
    this.name = 'RequestError';
    this.failure = failure;
    this.status = answer.status;
    this.code = answer.code;
    this.cause = cause;
  }
}
