import type { Dependencies } from '../dependencies.ts';
import { dayStarted, hourStarted, nightStarted } from '../platform/scheduler/events.ts';
import { dailyAt, everyFiveSeconds, everyHour, everyMinute, type Schedule } from '../platform/scheduler/schedule.ts';
import { areAnyPagesDue, pagesDue } from '../domains/visitor/pages/make-pages.ts';
import { steeringDue } from '../domains/channel/events.ts';
import { isSteeringDue } from '../domains/channel/steer.ts';
import { isAnyRuleDue } from '../domains/automation/due.ts';
import { isAnyMassMessageDue } from '../domains/mass-message/actions/run-mass-message.ts';
import { isAnyResultDue } from '../domains/mass-message/commands/read-mass-results.ts';
import { massMessagesDue, massResultsDue } from '../domains/mass-message/events.ts';
import { isAnyMomentDue } from '../domains/mass-message/moments/commands/read-moments.ts';
import { momentsDue } from '../domains/mass-message/moments/events.ts';
import { careDue } from '../domains/care/events.ts';
import { isAnyCareDue } from '../domains/care/store.ts';
import { isAnyDateDue } from '../domains/sop/begin-by-date.ts';
import { sopDatesDue, sopStepsDue } from '../domains/sop/events.ts';
import { isAnyStepDue } from '../domains/sop/steps-due.ts';
import { rulesDue } from '../domains/automation/events.ts';
import { qualityDue } from '../domains/quality/events.ts';
import { isAnybodyOverdue } from '../domains/quality/overdue.ts';
import { isAnyConsentDue } from '../domains/chat-archive/consent-checks.ts';
import { archiveLagChanged, consentChecksDue } from '../domains/chat-archive/events.ts';
import { troubleWithFiles } from '../domains/chat-archive/files/backlog.ts';
import { chatFilesLate } from '../domains/chat-archive/files/events.ts';
import { hasLagChanged } from '../domains/chat-archive/lag.ts';
import { mediaRenewalDue } from '../domains/media/events.ts';
import { isAnyDueForRenewal } from '../domains/media/store.ts';
import { noticesLeftBehind } from '../domains/notice/events.ts';
import { STUCK_AFTER_MS } from '../domains/notice/notify.ts';
import { taskRemindersDue } from '../domains/task/events.ts';
import { isAnyReminderDue } from '../domains/task/reminder-store.ts';
import { isAnyStuck } from '../domains/notice/store.ts';

/** Everything that is due again and again. */
export const schedulesOf = (deps: Dependencies): readonly Schedule[] => [
  { name: 'hour', slotOf: everyHour, event: (now) => hourStarted({ occurredAt: now, payload: {} }) },
  { name: 'night', slotOf: dailyAt(3), event: (now) => nightStarted({ occurredAt: now, payload: {} }) },
  { name: 'day', slotOf: dailyAt(0), event: (now) => dayStarted({ occurredAt: now, payload: {} }) },
  {
    name: 'media-renewal',
    slotOf: everyMinute,
    isDue: isAnyDueForRenewal,
    event: (now) => mediaRenewalDue({ occurredAt: now, payload: {} }),
  },
  {
    name: 'stuck-notices',
    slotOf: everyMinute,
    isDue: (tx, _now, machineNow) => isAnyStuck(tx, machineNow - STUCK_AFTER_MS),
    event: (now) => noticesLeftBehind({ occurredAt: now, payload: {} }),
  },
  {
    name: 'overdue-replies',
    slotOf: everyFiveSeconds,
    isDue: (tx, now) => isAnybodyOverdue(tx, deps, now),
    event: (now) => qualityDue({ occurredAt: now, payload: {} }),
  },
  {
    name: 'archive-lag',
    slotOf: everyMinute,
    isDue: hasLagChanged,
    event: (now) => archiveLagChanged({ occurredAt: now, payload: {} }),
  },
  {
    name: 'archive-consents',
    slotOf: everyFiveSeconds,
    isDue: isAnyConsentDue,
    event: (now) => consentChecksDue({ occurredAt: now, payload: {} }),
  },
  {
    name: 'late-chat-files',
    slotOf: everyHour,
    isDue: async (tx, now) => (await troubleWithFiles(tx, now)) !== null,
    event: (now) => chatFilesLate({ occurredAt: now, payload: {} }),
  },
  {
    name: 'steer-codes',
    slotOf: everyFiveSeconds,
    isDue: isSteeringDue,
    event: (now) => steeringDue({ occurredAt: now, payload: {} }),
  },
  {
    name: 'sop-steps-due',
    slotOf: everyFiveSeconds,
    isDue: isAnyStepDue,
    event: (now) => sopStepsDue({ occurredAt: now, payload: {} }),
  },
  {
    name: 'care-due',
    slotOf: everyMinute,
    isDue: isAnyCareDue,
    event: (now) => careDue({ occurredAt: now, payload: {} }),
  },
  {
    name: 'sop-dates-due',
    slotOf: everyMinute,
    isDue: isAnyDateDue,
    event: (now) => sopDatesDue({ occurredAt: now, payload: {} }),
  },
  {
    name: 'mass-messages-due',
    slotOf: everyMinute,
    isDue: isAnyMassMessageDue,
    event: (now) => massMessagesDue({ occurredAt: now, payload: {} }),
  },
  {
    name: 'moments-due',
    slotOf: everyMinute,
    isDue: isAnyMomentDue,
    event: (now) => momentsDue({ occurredAt: now, payload: {} }),
  },
  {
    name: 'mass-results-due',
    slotOf: everyMinute,
    isDue: isAnyResultDue,
    event: (now) => massResultsDue({ occurredAt: now, payload: {} }),
  },
  {
    name: 'rules-due',
    slotOf: everyFiveSeconds,
    isDue: (tx, now) => isAnyRuleDue(tx, deps, now),
    event: (now) => rulesDue({ occurredAt: now, payload: {} }),
  },
  {
    name: 'task-reminders',
    slotOf: everyFiveSeconds,
    isDue: isAnyReminderDue,
    event: (now) => taskRemindersDue({ occurredAt: now, payload: {} }),
  },
  {
    name: 'pages-of-brochures',
    slotOf: everyFiveSeconds,
    isDue: areAnyPagesDue,
    event: (now) => pagesDue({ occurredAt: now, payload: {} }),
  },
];
