import { DomainError } from '../../platform/errors.ts';

export class SopNotFound extends DomainError<{ sopId: string }> {
  readonly code = 'sop.not_found';
  readonly kind = 'not_found';
}

/** Somebody saved it after the editor had been opened. */
export class SopChangedMeanwhile extends DomainError<{ version: number }> {
  readonly code = 'sop.changed_meanwhile';
  readonly kind = 'conflict';
}

export class TooManySops extends DomainError<{ max: number }> {
  readonly code = 'sop.too_many';
  readonly kind = 'limited';
}

export type MissingPart = {
  part: 'script' | 'material' | 'stage' | 'tag' | 'field' | 'step';
  id: string;
  /** Where in the definition, as `steps.2.deed.materialIds`. */
  path?: string;
};

/** A script, material, stage, tag or field that it names is not there, or can no longer be used: the first, and all of them. */
export class SopPartMissing extends DomainError<MissingPart & { issues?: MissingPart[] }> {
  readonly code = 'sop.part_missing';
  readonly kind = 'invalid';
}

/** Conditions that nobody can be asked about; `code` says what is wrong with each. */
export class SopConditionWrong extends DomainError<{ issues: { path: string; code: string }[] }> {
  readonly code = 'sop.condition_wrong';
  readonly kind = 'invalid';
}

export class SopIsOff extends DomainError<{ sopId: string }> {
  readonly code = 'sop.is_off';
  readonly kind = 'conflict';
}

export class AlreadyInSop extends DomainError<{ sopId: string; customerId: string }> {
  readonly code = 'sop.already_in';
  readonly kind = 'conflict';
}

/** She lacks what the steps count from: the tag, the stage, the date. */
export class NoSopStart extends DomainError<{ customerId: string }> {
  readonly code = 'sop.no_start';
  readonly kind = 'conflict';
}

/** Her steps would be nobody's tasks. */
export class NobodyServes extends DomainError<{ customerId: string }> {
  readonly code = 'sop.nobody_serves';
  readonly kind = 'conflict';
}

/** Every step would be past already. */
export class NoSopStepAhead extends DomainError<{ customerId: string }> {
  readonly code = 'sop.no_step_ahead';
  readonly kind = 'conflict';
}

export class EnrolmentNotFound extends DomainError<{ enrolmentId: string }> {
  readonly code = 'sop.enrolment_not_found';
  readonly kind = 'not_found';
}

export class EnrolmentEnded extends DomainError<{ enrolmentId: string }> {
  readonly code = 'sop.enrolment_ended';
  readonly kind = 'conflict';
}

/** Only the demo may move the clock: elsewhere it is everybody's real time. */
export class ClockNotOurs extends DomainError {
  readonly code = 'sop.clock_not_ours';
  readonly kind = 'conflict';
}

/** What was due is not done yet; it goes on by itself, and playing can go on after it. */
export class SopPlayStuck extends DomainError<{ enrolmentId: string }> {
  readonly code = 'sop.play_stuck';
  readonly kind = 'unavailable';
}

export class SopEnrolJobNotFound extends DomainError<{ jobId: string }> {
  readonly code = 'sop.enrol_job_not_found';
  readonly kind = 'not_found';
}

export class SopEnrolJobFinished extends DomainError<{ jobId: string }> {
  readonly code = 'sop.enrol_job_finished';
  readonly kind = 'conflict';
}

/** With the materials that its script brings, a step has more than one message holds. */
export class TooMuchForMass extends DomainError<{ max: number }> {
  readonly code = 'sop.too_much_for_mass';
  readonly kind = 'invalid';
}
