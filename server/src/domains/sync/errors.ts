import { DomainError } from '../../platform/errors.ts';

export class SyncAlreadyRunning extends DomainError {
  readonly code = 'sync.already_running';
  readonly kind = 'conflict';
}

export class SyncJobNotFound extends DomainError<{ jobId: string }> {
  readonly code = 'sync.job_not_found';
  readonly kind = 'not_found';
}

export class SyncJobFinished extends DomainError<{ jobId: string }> {
  readonly code = 'sync.job_finished';
  readonly kind = 'conflict';
}
