import { eventType } from '../../platform/delivery/event.ts';

/** Saved, switched or deleted. */
export const ruleChanged = eventType<{ ruleId: string; byUserId: string | null }>('rule.changed');
/** A rule acted for a customer: which actions did something. */
export const ruleActed = eventType<{ ruleId: string; versionId: string; hitId: string; kinds: string[] }>('rule.acted');
/** A rule would have acted on something that it had caused itself: stopped, and its author told. */
export const ruleLooped = eventType<{ ruleId: string }>('rule.looped');
export const ruleJobProgressed = eventType<{ jobId: string; status: string; doneCount: number; matchedCount: number }>(
  'rule_job.progressed',
);
/** An absence has lasted long enough, or a date rule looks. */
export const rulesDue = eventType<Record<string, never>>('rule.due');
