import { eventType } from '../../platform/delivery/event.ts';

export const carePlanSaved = eventType<{ planId: string }>('care.saved');
/** A plan's hour has come. */
export const careDue = eventType<Record<string, never>>('care.due');
/** By which calendar a customer keeps a birthday. */
export const careCalendarChosen = eventType<{ fieldId: string; byUserId: string }>('care.calendar_chosen');
