import { DomainError } from '../../platform/errors.ts';

export class ChannelNotFound extends DomainError<{ channelId: string }> {
  readonly code = 'channel.not_found';
  readonly kind = 'not_found';
}

export class ChannelGroupNotFound extends DomainError<{ groupId: string }> {
  readonly code = 'channel.group_not_found';
  readonly kind = 'not_found';
}

/** Not in our books, gone, or without the customer-contact function: customers cannot add them. */
export class MembersNotUsable extends DomainError<{ userIds: string[] }> {
  readonly code = 'channel.members_not_usable';
  readonly kind = 'invalid';
}

export class DepartmentsNotUsable extends DomainError<{ departmentIds: number[] }> {
  readonly code = 'channel.departments_not_usable';
  readonly kind = 'invalid';
}

export class TagsNotUsable extends DomainError<{ tagIds: string[] }> {
  readonly code = 'channel.tags_not_usable';
  readonly kind = 'invalid';
}

export class StageNotUsable extends DomainError<{ stageId: string }> {
  readonly code = 'channel.stage_not_usable';
  readonly kind = 'invalid';
}

export class MaterialsNotUsable extends DomainError<{ assetIds: string[] }> {
  readonly code = 'channel.materials_not_usable';
  readonly kind = 'invalid';
}

/** WeCom has no pause: somebody must receive whoever still scans a printed code. */
export class PauseNeedsStandIn extends DomainError<{ channelId: string }> {
  readonly code = 'channel.pause_needs_stand_in';
  readonly kind = 'invalid';
}

/** E.g. pausing a draft, resuming what is not paused. */
export class WrongChannelStatus extends DomainError<{ channelId: string; status: string }> {
  readonly code = 'channel.wrong_status';
  readonly kind = 'conflict';
}

/** Somebody else has saved settings since these were read. */
export class ChangedMeanwhile extends DomainError<{ channelId: string }> {
  readonly code = 'channel.changed_meanwhile';
  readonly kind = 'conflict';
}

export class PictureNotReady extends DomainError<{ channelId: string }> {
  readonly code = 'channel.picture_not_ready';
  readonly kind = 'conflict';
}

/** A call that creates got no answer; the next try looks for what it may have made before it calls again. */
export class OutcomeUnknown extends DomainError<{ channelId: string }> {
  readonly code = 'channel.outcome_unknown';
  readonly kind = 'unavailable';
  readonly retryable = true;
}
