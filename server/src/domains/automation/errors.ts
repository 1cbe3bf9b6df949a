import { DomainError } from '../../platform/errors.ts';

export class RuleNotFound extends DomainError<{ ruleId: string }> {
  readonly code = 'automation.rule_not_found';
  readonly kind = 'not_found';
}

export class RuleVersionNotFound extends DomainError<{ version: number }> {
  readonly code = 'automation.version_not_found';
  readonly kind = 'not_found';
}

/** Somebody has saved a version since the page was opened. */
export class RuleChangedMeanwhile extends DomainError<{ ruleId: string }> {
  readonly code = 'automation.changed_meanwhile';
  readonly kind = 'conflict';
}

/** A manager changes own rules; those of others reach further than she may see. */
export class RuleNotYours extends DomainError<{ ruleId: string }> {
  readonly code = 'automation.rule_not_yours';
  readonly kind = 'forbidden';
}

export class RuleJobNotFound extends DomainError<{ jobId: string }> {
  readonly code = 'automation.job_not_found';
  readonly kind = 'not_found';
}

export class RuleJobFinished extends DomainError<{ jobId: string }> {
  readonly code = 'automation.job_finished';
  readonly kind = 'conflict';
}

export class RuleHitNotFound extends DomainError<{ hitId: string }> {
  readonly code = 'automation.hit_not_found';
  readonly kind = 'not_found';
}

/** Its dry run looked at another wording than what is saved now, or has not ended. */
export class TrialNotApplicable extends DomainError<{ jobId: string }> {
  readonly code = 'automation.trial_not_applicable';
  readonly kind = 'conflict';
}

export class WebhookNotFound extends DomainError<{ webhookId: string }> {
  readonly code = 'automation.webhook_not_found';
  readonly kind = 'invalid';
}

/** An address inside the company's network, or none that can be called. */
export class WebhookAddressRefused extends DomainError<{ host: string }> {
  readonly code = 'automation.webhook_address_refused';
  readonly kind = 'invalid';
}
