import { DomainError } from '../../platform/errors.ts';

export class MassMessageNotFound extends DomainError<{ massMessageId: string }> {
  readonly code = 'mass_message.not_found';
  readonly kind = 'not_found';
}

/** It has begun, or is over. */
export class MassMessageBegun extends DomainError<{ massMessageId: string }> {
  readonly code = 'mass_message.begun';
  readonly kind = 'conflict';
}

export class MassMessageNotRunning extends DomainError<{ massMessageId: string }> {
  readonly code = 'mass_message.not_running';
  readonly kind = 'conflict';
}

export class MassMessageChangedMeanwhile extends DomainError<{ massMessageId: string }> {
  readonly code = 'mass_message.changed_meanwhile';
  readonly kind = 'conflict';
}

/** WeCom says the same to everybody: there is nobody whose name could be filled in. */
export class MassTextHasVariables extends DomainError<{ field: string; names: string[] }> {
  readonly code = 'mass_message.variables';
  readonly kind = 'invalid';
}

export class MassMessageEmpty extends DomainError<{ field: string }> {
  readonly code = 'mass_message.empty';
  readonly kind = 'invalid';
}

/** Words stand in the text; a material of words is no attachment. Mini-programs need a picture. */
export class MaterialNotAttachable extends DomainError<{
  materialId: string;
  reason: 'text' | 'cover' | 'state' | 'poster';
}> {
  readonly code = 'mass_message.material_unfit';
  readonly kind = 'invalid';
}

export class MassStartNotAhead extends DomainError<{ field: string }> {
  readonly code = 'mass_message.start_not_ahead';
  readonly kind = 'invalid';
}

export class NobodyToRemind extends DomainError<{ massMessageId: string }> {
  readonly code = 'mass_message.nobody_to_remind';
  readonly kind = 'conflict';
}

/** WeCom does not have the file yet; it is being uploaded. */
export class MassFileNotReady extends DomainError<{ sliceId: string }> {
  readonly code = 'mass_message.file_not_ready';
  readonly kind = 'unavailable';
  readonly retryable = true;
}

/** Whether the last call took effect is not known yet; asked again later. */
export class MassOutcomeOpen extends DomainError<{ sliceId: string }> {
  readonly code = 'mass_message.outcome_open';
  readonly kind = 'unavailable';
  readonly retryable = true;
}
