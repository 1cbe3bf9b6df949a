import { DomainError } from '../../platform/errors.ts';

export class FilterFieldUnknown extends DomainError<{ field: string }> {
  readonly code = 'filter.field_unknown';
  readonly kind = 'invalid';
}

export class FilterOperatorNotForField extends DomainError<{ field: string; operator: string }> {
  readonly code = 'filter.operator_not_for_field';
  readonly kind = 'invalid';
}

/** A value that the field cannot have, whatever customer it is. */
export class FilterValueUnknown extends DomainError<{ field: string; value: string }> {
  readonly code = 'filter.value_unknown';
  readonly kind = 'invalid';
}
