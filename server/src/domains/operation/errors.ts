import { DomainError } from '../../platform/errors.ts';

export class FailureSettled extends DomainError<{ id: string }> {
  readonly code = 'operation.failure_settled';
  readonly kind = 'conflict';
}
