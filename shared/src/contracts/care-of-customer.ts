import { z } from 'zod';
import { CareCalendar } from './care.ts';
import { Day, Id } from './common.ts';
import { FieldDay } from './custom-field.ts';
import { endpoint } from './endpoint.ts';
import { ChatMessage } from './material-send.ts';
import { bytesUpTo } from './welcome.ts';

/** Care (客情) beside the chat: the birthdays of one customer, and the greeting that a task holds for her. */

export const CareDate = z.object({
  fieldId: Id,
  /** Of the field: 生日. */
  name: z.string(),
  calendar: CareCalendar,
  /** She keeps it so whatever the plans say. */
  isOwnChoice: z.boolean(),
  /** The date itself by the other calendar, 三月初八, and when it comes back; null while it is not noted, or lies ahead. */
  lunar: z.string().nullable(),
  next: z.object({ day: Day, daysLeft: z.int(), years: z.int(), lunar: z.string() }).nullable(),
});
export type CareDate = z.infer<typeof CareDate>;

export const getCareOfCustomer = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId/care',
  audience: 'member',
  summary: 'The birthdays of a customer that plans in use remember, and when each is next',
  params: z.object({ customerId: Id }),
  response: z.object({ items: z.array(CareDate) }),
});

export const chooseCareCalendar = endpoint({
  method: 'PUT',
  path: '/api/customers/:customerId/care-calendar',
  audience: 'member',
  summary: 'By which calendar she keeps a birthday; null: as the plan says',
  params: z.object({ customerId: Id }),
  body: z.object({ fieldId: Id, calendar: CareCalendar.nullable() }),
  response: z.object({ items: z.array(CareDate) }),
});

export const findSolarDay = endpoint({
  method: 'POST',
  path: '/api/lunar-days',
  audience: 'member',
  summary:
    'The solar day of a lunar date of birth; refused when that year has no such day (`calendar.date_impossible`)',
  body: z.object({
    year: z.int().min(1900).max(2100),
    month: z.int().min(1).max(12),
    day: z.int().min(1).max(30),
    isLeapMonth: z.boolean().default(false),
  }),
  response: z.object({ day: FieldDay }),
});

const taskParams = z.object({ taskId: Id });

export const getTaskWords = endpoint({
  method: 'GET',
  path: '/api/tasks/:taskId/words',
  audience: 'member',
  summary: 'The greeting of a task, filled in for its customer',
  params: taskParams,
  response: z.object({ text: z.string() }),
});

export const prepareTaskWords = endpoint({
  method: 'POST',
  path: '/api/tasks/:taskId/words/send',
  audience: 'member',
  summary: 'The greeting to hand to sendChatMessage',
  params: taskParams,
  body: z.object({
    /** As the rep changed it before sending; filled in by the server otherwise. */
    text: z.string().trim().min(1).pipe(bytesUpTo(4000)).optional(),
    /** Whether the task is done by it: it is the last of what is sent. */
    isLast: z.boolean(),
    idempotencyKey: z.string().min(8).max(64),
  }),
  response: z.object({ sendId: Id, message: ChatMessage }),
});
