import { DomainError } from '../../platform/errors.ts';

export class TagJobNotFound extends DomainError<{ jobId: string }> {
  readonly code = 'tagging.job_not_found';
  readonly kind = 'not_found';
}

export class TagJobFinished extends DomainError<{ jobId: string }> {
  readonly code = 'tagging.job_finished';
  readonly kind = 'conflict';
}
