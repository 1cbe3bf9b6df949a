import { DomainError } from '../../platform/errors.ts';

export class TaskNotFound extends DomainError<{ taskId: string }> {
  readonly code = 'task.not_found';
  readonly kind = 'not_found';
}

export class TaskNotYours extends DomainError<{ taskId: string }> {
  readonly code = 'task.not_yours';
  readonly kind = 'forbidden';
}

/** Done or dismissed meanwhile, here or on another screen. */
export class TaskClosed extends DomainError<{ taskId: string; status: string }> {
  readonly code = 'task.closed';
  readonly kind = 'conflict';
}

export class TaskStillOpen extends DomainError<{ taskId: string }> {
  readonly code = 'task.still_open';
  readonly kind = 'conflict';
}

export class TimeNotAhead extends DomainError<{ field: string }> {
  readonly code = 'task.time_not_ahead';
  readonly kind = 'invalid';
}

export class AssigneeNotUsable extends DomainError<{ userId: string }> {
  readonly code = 'task.assignee_not_usable';
  readonly kind = 'invalid';
}
