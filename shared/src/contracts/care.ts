import { z } from 'zod';
import { MAX_CARE_DAYS_BEFORE } from '../formulas/care-limits.ts';
import { Cursor, Day, Empty, Id, page, pageQuery, Timestamp } from './common.ts';
import { dayRange } from './day-range.ts';
import { MemberRef } from './customer.ts';
import { endpoint } from './endpoint.ts';
import { Filter } from './filter.ts';
import { bytesUpTo, ClockTime } from './welcome.ts';

/** Care (客情): birthdays, anniversaries and holidays become tasks with the greeting ready to send. */

/** By which calendar a birthday is kept. */
export const CareCalendar = z.enum(['solar', 'lunar']);
export type CareCalendar = z.infer<typeof CareCalendar>;

/** What is remembered. */
export const CareOccasion = z.discriminatedUnion('kind', [
  /** A date of hers (a custom field); `calendar`: of whoever has chosen none. */
  z.strictObject({ kind: z.literal('birthday'), fieldId: Id, calendar: CareCalendar }),
  /** Every year from a date of hers, or once after so many days; `fieldId` null: the day she was first added. */
  z.strictObject({
    kind: z.literal('anniversary'),
    fieldId: Id.nullable(),
    afterDays: z.int().min(1, '至少 1 天').max(3650).nullable(),
  }),
  /** One of `listFestivals`. */
  z.strictObject({ kind: z.literal('holiday'), festivalId: z.string().min(1).max(32) }),
]);
export type CareOccasion = z.infer<typeof CareOccasion>;

const shape = {
  title: z.string().trim().min(1, '请填写名称').max(30),
  occasion: CareOccasion,
  /** So many days before the day the task is opened. */
  daysBefore: z.int().min(0).max(MAX_CARE_DAYS_BEFORE).default(0),
  time: ClockTime.default('09:00'),
  /** By when on the day itself it shall be done. */
  dueTime: ClockTime.default('20:00'),
  /** What falls on a day off: on it all the same, or on the last working day before. */
  daysOff: z.enum(['as_is', 'before']).default('as_is'),
  /** Whom it is for; null: everybody. */
  filter: Filter.nullable().default(null),
  /** The greeting; may hold the variables of scripts. Empty: materials alone. */
  text: z.string().trim().pipe(bytesUpTo(4000)).default(''),
  materialIds: z.array(Id).max(9).default([]),
};

const saysSomething = ({ text, materialIds }: { text: string; materialIds: string[] }) =>
  text !== '' || materialIds.length > 0;
const nothingToSay = { message: '请写祝福语或选择素材', path: ['text'] };

export const CareDraft = z.strictObject(shape).refine(saysSomething, nothingToSay);
export type CareDraft = z.infer<typeof CareDraft>;
/** As a page sends it. */
export type CareDraftInput = z.input<typeof CareDraft>;

export const CareCounts = z.object({
  /** Tasks opened in the time asked about, and what became of them. */
  opened: z.int(),
  done: z.int(),
  dismissed: z.int(),
  open: z.int(),
  /** Of the open ones those past their deadline, put off or not. */
  overdue: z.int(),
});
export type CareCounts = z.infer<typeof CareCounts>;

/** A day on which nobody was reminded, because nothing of ours ran. */
export const CareMissed = z.object({ day: Day, customers: z.int() });

export const CarePlanView = z.object({
  id: Id,
  title: z.string(),
  isOn: z.boolean(),
  definition: z.object(shape),
  /** In Chinese: what the settings do. */
  summary: z.string(),
  /** Of the last 30 days, as far as the viewer sees the customers. */
  counts: CareCounts,
  missed: z.array(CareMissed),
  /** Of a holiday: when it is next. */
  nextDay: z.object({ day: Day, lunar: z.string() }).nullable(),
  materials: z.array(z.object({ id: Id, title: z.string(), kind: z.string() })),
  version: z.int(),
  updatedAt: Timestamp,
  updatedBy: MemberRef,
});
export type CarePlanView = z.infer<typeof CarePlanView>;

const editors = ['admin', 'manager'] as const;
const planParams = z.object({ planId: Id });

export const listCarePlans = endpoint({
  method: 'GET',
  path: '/api/care-plans',
  audience: 'member',
  roles: editors,
  summary: 'All care plans, those in use first',
  response: z.object({ items: z.array(CarePlanView) }),
});

export const getCarePlan = endpoint({
  method: 'GET',
  path: '/api/care-plans/:planId',
  audience: 'member',
  roles: editors,
  summary: 'One care plan',
  params: planParams,
  response: CarePlanView,
});

export const createCarePlan = endpoint({
  method: 'POST',
  path: '/api/care-plans',
  audience: 'member',
  roles: editors,
  summary: 'Add a care plan, switched off',
  body: CareDraft,
  response: CarePlanView,
});

export const updateCarePlan = endpoint({
  method: 'PUT',
  path: '/api/care-plans/:planId',
  audience: 'member',
  roles: editors,
  summary: 'Change a plan (`care.changed_meanwhile`); tasks that are open stay as they are',
  params: planParams,
  body: z.strictObject({ ...shape, version: z.int().positive() }).refine(saysSomething, nothingToSay),
  response: CarePlanView,
});

export const switchCarePlan = endpoint({
  method: 'POST',
  path: '/api/care-plans/:planId/switch',
  audience: 'member',
  roles: editors,
  summary: 'On: whoever has her day today or within the days before is remembered at once, nobody twice',
  params: planParams,
  body: z.object({ isOn: z.boolean() }),
  response: CarePlanView,
});

export const deleteCarePlan = endpoint({
  method: 'DELETE',
  path: '/api/care-plans/:planId',
  audience: 'member',
  roles: editors,
  summary: 'Remove a plan; its tasks stay',
  params: planParams,
  response: Empty,
});

export const FestivalView = z.object({ id: z.string(), name: z.string(), day: Day, lunar: z.string() });
export type FestivalView = z.infer<typeof FestivalView>;

export const listFestivals = endpoint({
  method: 'GET',
  path: '/api/care-festivals',
  audience: 'member',
  roles: editors,
  summary: 'The holidays that plans know, soonest first',
  response: z.object({ items: z.array(FestivalView) }),
});

export const CarePreview = z.object({
  /** Of this part: customers who get a task, and those whom nobody serves. */
  customers: z.int(),
  nobody: z.int(),
  reps: z.array(z.object({ member: MemberRef, customers: z.int() })),
  /** Days on which somebody has her day. */
  days: z.array(z.object({ day: Day, lunar: z.string(), customers: z.int() })),
  /** In Chinese: what the settings do. */
  summary: z.string(),
  /** There is more: ask on and add up. */
  cursor: z.string().nullable(),
});
export type CarePreview = z.infer<typeof CarePreview>;

export const previewCarePlan = endpoint({
  method: 'POST',
  path: '/api/care-plan-previews',
  audience: 'member',
  roles: editors,
  summary:
    'Who would be remembered within the next 30 days (of a holiday: the next time), a part at a time; nothing is written',
  body: z.object({ draft: CareDraft, cursor: Cursor.optional() }),
  response: CarePreview,
});

// What lies ahead

export const CareOfDay = z.object({
  plan: z.object({ id: Id, title: z.string(), kind: z.enum(['birthday', 'anniversary', 'holiday']) }),
  /** As far as the viewer sees them; many are not counted to the end. */
  customers: z.int(),
  isMore: z.boolean(),
});
export const CareDay = z.object({
  day: Day,
  lunar: z.string(),
  festivals: z.array(z.string()),
  isWorkday: z.boolean(),
  care: z.array(CareOfDay),
});
export type CareDay = z.infer<typeof CareDay>;

export const listCareDays = endpoint({
  method: 'GET',
  path: '/api/care-days',
  audience: 'member',
  roles: editors,
  summary: 'The next 30 days: holidays, and how many customers each plan in use remembers',
  response: z.object({ items: z.array(CareDay) }),
});

export const CareComing = z.object({
  customer: z.object({ id: Id, name: z.string(), avatar: z.string().nullable() }),
  /** Who would get the task now; null: nobody serves her. */
  assignee: MemberRef.nullable(),
  /** In Chinese: 36 岁生日 · 农历三月初八. */
  what: z.string(),
  opensAt: Timestamp,
});
export type CareComing = z.infer<typeof CareComing>;

export const listCareOfDay = endpoint({
  method: 'GET',
  path: '/api/care-days/:day/plans/:planId',
  audience: 'member',
  roles: editors,
  summary: 'Whom a plan remembers on a day, inside the viewer’s scope',
  params: z.object({ day: Day, planId: Id }),
  query: z.object(pageQuery),
  response: page(CareComing),
});

export const getCareStats = endpoint({
  method: 'GET',
  path: '/api/care-plans/:planId/stats',
  audience: 'member',
  roles: editors,
  summary: 'What became of the tasks of a plan whose day lies between two days, by rep and by day',
  params: planParams,
  query: dayRange(366 + MAX_CARE_DAYS_BEFORE),
  response: z.object({
    total: CareCounts,
    reps: z.array(CareCounts.extend({ member: MemberRef })),
    days: z.array(z.object({ day: Day, opened: z.int(), done: z.int() })),
    missed: z.array(CareMissed),
    /** Customers whom nobody served on their day: no task was opened for them. */
    nobody: z.int(),
  }),
});
