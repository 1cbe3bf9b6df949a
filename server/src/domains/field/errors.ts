import { DomainError } from '../../platform/errors.ts';

export class StageNotFound extends DomainError<{ stageId: string }> {
  readonly code = 'stage.not_found';
  readonly kind = 'not_found';
}

export class StageNameTaken extends DomainError<{ name: string }> {
  readonly code = 'stage.name_taken';
  readonly kind = 'conflict';
}

/** New customers must start somewhere. */
export class DefaultStageNeeded extends DomainError {
  readonly code = 'stage.default_needed';
  readonly kind = 'conflict';
}

/** The order must name every stage once: somebody has added or removed one meanwhile. */
export class StageOrderIncomplete extends DomainError {
  readonly code = 'stage.order_incomplete';
  readonly kind = 'conflict';
}

export class TooManyStages extends DomainError<{ max: number }> {
  readonly code = 'stage.too_many';
  readonly kind = 'limited';
}
