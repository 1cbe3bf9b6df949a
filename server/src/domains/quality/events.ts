import { eventType } from '../../platform/delivery/event.ts';

/** Words or actions to look for were changed. */
export const qualityChanged = eventType<{ byUserId: string }>('quality_rule.changed');
export const qualityHitFound = eventType<{ hitId: string; userId: string; level: string }>('quality_hit.found');
export const qualityHitDecided = eventType<{ hitId: string; userId: string; decision: string; byUserId: string }>(
  'quality_hit.decided',
);
/** Somebody has waited too long for an answer or a follow-up. */
export const qualityDue = eventType<Record<string, never>>('quality.due');
