import { DomainError } from '../../platform/errors.ts';

export class WordGroupNotFound extends DomainError<{ groupId: string }> {
  readonly code = 'quality.word_group_not_found';
  readonly kind = 'not_found';
}

/** Somebody else has saved meanwhile. */
export class QualityChangedMeanwhile extends DomainError {
  readonly code = 'quality.changed_meanwhile';
  readonly kind = 'conflict';
}

/** A manager looks for words at members of own departments only. */
export class DepartmentsNotYours extends DomainError {
  readonly code = 'quality.departments_not_yours';
  readonly kind = 'forbidden';
}

export class TooManyWordGroups extends DomainError<{ max: number }> {
  readonly code = 'quality.too_many_word_groups';
  readonly kind = 'limited';
}

export class AmountNeeded extends DomainError<{ action: string }> {
  readonly code = 'quality.amount_needed';
  readonly kind = 'invalid';
}

export class HitNotFound extends DomainError<{ hitId: string }> {
  readonly code = 'quality.hit_not_found';
  readonly kind = 'not_found';
}

/** Nobody judges herself. */
export class HitIsYours extends DomainError<{ hitId: string }> {
  readonly code = 'quality.hit_is_yours';
  readonly kind = 'forbidden';
}

/** Another checker was faster. */
export class HitDecided extends DomainError<{ hitId: string; state: string }> {
  readonly code = 'quality.hit_decided';
  readonly kind = 'conflict';
}
