export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'limited'
  | 'too_large'
  | 'upstream'
  | 'unavailable';

/** What can go wrong by rule. `code` is stable and a phrase key; `details` name the field or the ids, never a secret. */
export abstract class DomainError<Details extends Record<string, unknown> = Record<string, unknown>> extends Error {
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;

  constructor(
    readonly details: Details = {} as Details,
    options?: ErrorOptions,
  ) {
    super(undefined, options);
    this.name = new.target.name;
  }

  override get message(): string {
    return `${this.code} ${JSON.stringify(this.details)}`;
  }
}

export class InvalidInput extends DomainError<{ issues: { path: string; message: string }[] }> {
  readonly code = 'request.invalid';
  readonly kind = 'invalid';
}

export class NotSignedIn extends DomainError {
  readonly code = 'auth.not_signed_in';
  readonly kind = 'unauthenticated';
}

export class NotAllowed extends DomainError {
  readonly code = 'auth.not_allowed';
  readonly kind = 'forbidden';
}

export class NotFound extends DomainError<{ what: string }> {
  readonly code = 'common.not_found';
  readonly kind = 'not_found';
}

/** Says whether trying again later can help; decided where the error is made. */
export interface MaybeRetryable {
  readonly retryable: boolean;
}

export function isRetryable(error: unknown): boolean {
  if (typeof error === 'object' && error !== null && 'retryable' in error) return Boolean(error.retryable);
  // A broken rule stays broken; unknown faults (a database gone away, a bug fixed by the next release) are worth another try.
  return !(error instanceof DomainError);
}

/** One line for logs and run records: name, code or message, never a stack, cut to `max` characters. */
export function describeError(error: unknown, max = 500): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.length > max ? `${text.slice(0, max - 1)}…` : text;
}
