import { DomainError } from '../../platform/errors.ts';

/** A day that no year has, or not the year it names. */
export class DateImpossible extends DomainError<{ calendar: 'solar' | 'lunar'; month: number; day: number }> {
  readonly code = 'calendar.date_impossible';
  readonly kind = 'invalid';
}
