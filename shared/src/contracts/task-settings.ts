import { z } from 'zod';
import { MAX_DIGESTS, MAX_SPECIAL_DAYS } from '../formulas/task-limits.ts';
import { Day, Timestamp, UserId } from './common.ts';
import { endpoint } from './endpoint.ts';
import { WorkingHours } from './quality.ts';

/** When people work, and when and how they are reminded of tasks. One for the whole corp. */

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** A day that is otherwise than its weekday; wins over the official holidays. */
export const SpecialDay = z.strictObject({
  day: Day,
  isWorkday: z.boolean(),
  name: z.string().trim().max(20).default(''),
});
export type SpecialDay = z.infer<typeof SpecialDay>;

export const EscalateTo = z.enum(['leader', 'managers', 'members']);
export type EscalateTo = z.infer<typeof EscalateTo>;

const minutes = (max: number) => z.int().min(0).max(max);

export const TaskSettings = z.strictObject({
  hours: WorkingHours,
  /** Whether China's official holidays and make-up working days count. */
  followsHolidays: z.boolean(),
  days: z
    .array(SpecialDay)
    .max(MAX_SPECIAL_DAYS)
    .refine((days) => new Set(days.map(({ day }) => day)).size === days.length, 'each day once'),
  /** No notice of tasks from `from` to `to`, which may lie after midnight; null: none but outside of working hours. */
  quietHours: z
    .strictObject({ from: Clock, to: Clock })
    .refine(({ from, to }) => from !== to, 'not the whole day')
    .nullable(),
  reminders: z.strictObject({
    /** So long before the deadline; null: not before. */
    minutesBefore: minutes(1440).nullable(),
    /** When the deadline passes. */
    whenDue: z.boolean(),
  }),
  /** Each working day at these times everybody learns what the day asks for; empty: never. */
  digestTimes: z.array(Clock).max(MAX_DIGESTS),
  escalation: z.strictObject({
    isOn: z.boolean(),
    /** Working minutes after the deadline. */
    afterMinutes: z.int().min(1).max(6000),
    /** The leader of the department, every manager who sees the rep, or the named members. Who is not there: the next above, else admins. */
    to: EscalateTo,
    userIds: z.array(UserId).max(20),
  }),
});
export type TaskSettings = z.infer<typeof TaskSettings>;

export const TaskSettingsView = z.object({
  settings: TaskSettings,
  version: z.int(),
  changedAt: Timestamp.nullable(),
  /** The members named in the escalation, with their names. */
  escalateTo: z.array(z.object({ userId: UserId, name: z.string() })),
  /** The last year whose official holidays are known. */
  holidaysKnownUntil: z.int(),
  /** When work ends today; null on a day off or when it has ended. */
  workEndsAt: Timestamp.nullable(),
  can: z.object({ edit: z.boolean() }),
});
export type TaskSettingsView = z.infer<typeof TaskSettingsView>;

export const getTaskSettings = endpoint({
  method: 'GET',
  path: '/api/task-settings',
  audience: 'member',
  summary: 'When people work, and when they are reminded of tasks',
  response: TaskSettingsView,
});

export const updateTaskSettings = endpoint({
  method: 'PUT',
  path: '/api/task-settings',
  audience: 'member',
  roles: ['admin'],
  summary: 'Change working time, reminders and escalation, unless somebody else has changed them since `version`',
  body: z.object({ settings: TaskSettings, version: z.int() }),
  response: TaskSettingsView,
});
