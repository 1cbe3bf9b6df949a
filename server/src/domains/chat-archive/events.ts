import { eventType } from '../../platform/delivery/event.ts';

/** WeCom is to be asked who agreed to archiving; recorded by the schedule only when it is. */
export const consentChecksDue = eventType<Record<string, never>>('archive.consent_checks_due');

/** The archive is late, or is no longer; recorded by the schedule only when that changed. */
export const archiveLagChanged = eventType<Record<string, never>>('archive.lag_changed');
