import { DomainError } from '../../platform/errors.ts';

export class LinkNotFound extends DomainError {
  readonly code = 'touch.link_not_found';
  readonly kind = 'not_found';
}

/** More beats a minute than any page sends. */
export class TooManyBeats extends DomainError<{ retryAfterSeconds: number }> {
  readonly code = 'touch.too_many_beats';
  readonly kind = 'limited';
}

/** More new visits a minute from one address than an office or a carrier's gateway has readers. */
export class TooManyVisits extends DomainError<{ retryAfterSeconds: number }> {
  readonly code = 'touch.too_many_visits';
  readonly kind = 'limited';
}
