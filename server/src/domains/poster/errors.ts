import { DomainError } from '../../platform/errors.ts';

/** The rep has no code to be added by: WeCom has not made one yet, or does not let her have one. */
export class PosterCodeMissing extends DomainError {
  readonly code = 'poster.code_missing';
  readonly kind = 'conflict';
}

/** More than WeCom takes as a picture. */
export class PosterTooLarge extends DomainError<{ maxBytes: number }> {
  readonly code = 'poster.too_large';
  readonly kind = 'invalid';
}

export class PosterNotFound extends DomainError {
  readonly code = 'poster.not_found';
  readonly kind = 'not_found';
}
