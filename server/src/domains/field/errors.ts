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

export class CustomFieldNotFound extends DomainError<{ fieldId: string }> {
  readonly code = 'custom_field.not_found';
  readonly kind = 'not_found';
}

export class CustomFieldNameTaken extends DomainError<{ name: string }> {
  readonly code = 'custom_field.name_taken';
  readonly kind = 'conflict';
}

/** Whoever brings a field back must rename the one that has its name first. */
export class FieldToRestoreHasNamesake extends DomainError<{ name: string }> {
  readonly code = 'custom_field.namesake_in_use';
  readonly kind = 'conflict';
}

export class TooManyCustomFields extends DomainError<{ max: number }> {
  readonly code = 'custom_field.too_many';
  readonly kind = 'limited';
}

/** A field of choices has something to choose. */
export class FieldOptionsNeeded extends DomainError {
  readonly code = 'custom_field.options_needed';
  readonly kind = 'invalid';
}

export class FieldOptionTaken extends DomainError<{ label: string }> {
  readonly code = 'custom_field.option_taken';
  readonly kind = 'invalid';
}

export class TooManyFieldOptions extends DomainError<{ max: number }> {
  readonly code = 'custom_field.too_many_options';
  readonly kind = 'limited';
}

/** The order must name every field in use once: somebody has added or retired one meanwhile. */
export class CustomFieldOrderIncomplete extends DomainError {
  readonly code = 'custom_field.order_incomplete';
  readonly kind = 'conflict';
}

export class FieldValueNotForKind extends DomainError<{ fieldId: string }> {
  readonly code = 'custom_field.value_not_for_kind';
  readonly kind = 'invalid';
}

export class FieldOptionNotFound extends DomainError<{ optionId: string }> {
  readonly code = 'custom_field.option_not_found';
  readonly kind = 'invalid';
}

/** It is for other departments than the viewer's. */
export class CustomFieldNotForYou extends DomainError<{ fieldId: string }> {
  readonly code = 'custom_field.not_for_you';
  readonly kind = 'forbidden';
}
