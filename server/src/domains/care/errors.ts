import { DomainError } from '../../platform/errors.ts';

export class CarePlanNotFound extends DomainError<{ planId: string }> {
  readonly code = 'care.not_found';
  readonly kind = 'not_found';
}

/** Somebody saved it after the editor had been opened. */
export class CareChangedMeanwhile extends DomainError<{ version: number }> {
  readonly code = 'care.changed_meanwhile';
  readonly kind = 'conflict';
}

export class TooManyCarePlans extends DomainError<{ max: number }> {
  readonly code = 'care.too_many';
  readonly kind = 'limited';
}

/** A field, holiday or material that it names is not there, or can no longer be used. */
export class CarePartMissing extends DomainError<{ part: 'field' | 'festival' | 'material'; id: string }> {
  readonly code = 'care.part_missing';
  readonly kind = 'invalid';
}

/** Names in braces that nothing would be filled in for. */
export class CareVariablesUnknown extends DomainError<{ field: string; names: string[] }> {
  readonly code = 'care.variables_unknown';
  readonly kind = 'invalid';
}

/** The task has no words of its own. */
export class TaskHasNoWords extends DomainError<{ taskId: string }> {
  readonly code = 'care.no_words';
  readonly kind = 'conflict';
}
