import { DomainError } from '../../../platform/errors.ts';

export class MomentNotFound extends DomainError<{ momentId: string }> {
  readonly code = 'moment.not_found';
  readonly kind = 'not_found';
}

export class MomentNotRunning extends DomainError<{ momentId: string }> {
  readonly code = 'moment.not_running';
  readonly kind = 'conflict';
}

export class MomentFileUnfit extends DomainError<{ assetId: string }> {
  readonly code = 'moment.file_unfit';
  readonly kind = 'invalid';
}

/** Asked to publish are only the viewer's own people. */
export class MomentPublisherOutOfScope extends DomainError<{ userIds: string[]; departmentIds: number[] }> {
  readonly code = 'moment.publisher_out_of_scope';
  readonly kind = 'forbidden';
}

/** Whether the last call took effect is not known yet; asked again later. */
export class MomentOutcomeOpen extends DomainError<{ momentId: string }> {
  readonly code = 'moment.outcome_open';
  readonly kind = 'unavailable';
  readonly retryable = true;
}
