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

/** She may not open the customer whom the task is about. A manager may hand over all the same. */
export class CustomerNotVisibleToReceiver extends DomainError<{ userId: string }> {
  readonly code = 'task.receiver_cannot_see_customer';
  readonly kind = 'conflict';
}

export class AlreadyTheirs extends DomainError<{ userId: string }> {
  readonly code = 'task.already_theirs';
  readonly kind = 'invalid';
}

/** Quiet hours over all working hours: nobody would ever be told. */
export class NoTimeForNotices extends DomainError {
  readonly code = 'task.no_time_for_notices';
  readonly kind = 'invalid';
}

export class DigestInQuietHours extends DomainError<{ time: string }> {
  readonly code = 'task.digest_in_quiet_hours';
  readonly kind = 'invalid';
}

export class EscalationWithoutMembers extends DomainError<{ userIds: string[] }> {
  readonly code = 'task.escalation_without_members';
  readonly kind = 'invalid';
}

export class TaskSettingsChanged extends DomainError<{ version: number }> {
  readonly code = 'task.settings_changed';
  readonly kind = 'conflict';
}
