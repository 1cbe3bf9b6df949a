import type { CareCalendar } from '@zhike/shared/contracts/care';
import { addDays, countDays } from '@zhike/shared/formulas/calendar';
import { MAX_CARE_DAYS_BEFORE } from '@zhike/shared/formulas/care-limits';
import { findRows } from '../../platform/database/find-row.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { heldValues } from '../customer/fields.ts';
import { fieldsFor } from '../field/custom-fields.ts';
import { CareCalendarRow } from './entity.ts';
import { nextKept } from './rules.ts';
import { plansInUse } from './store.ts';

export interface KeptBirthday {
  fieldId: string;
  /** Of the field: 生日. */
  name: string;
  calendar: CareCalendar;
  isOwnChoice: boolean;
  /** null while it is not noted. */
  born: string | null;
}

/** The birthdays of a customer that plans in use remember, of the fields that the viewer sees. */
export async function keptBirthdays(tx: Tx, viewer: MemberViewer, customerId: string): Promise<KeptBirthday[]> {
  const birthdays = (await plansInUse(tx)).flatMap(({ definition: { occasion } }) =>
    occasion.kind === 'birthday' ? [occasion] : [],
  );
  if (birthdays.length === 0) return [];
  const held = await heldValues(tx, customerId);
  const chosen = await findRows(tx, CareCalendarRow, { customerId });
  return (await fieldsFor(tx, viewer)).flatMap(({ id: fieldId, name }): KeptBirthday[] => {
    const birthday = birthdays.find((one) => one.fieldId === fieldId);
    if (!birthday) return [];
    const value = held.get(fieldId)?.value;
    const own = chosen.find((one) => one.fieldId === fieldId)?.calendar;
    const born = value?.kind === 'date' ? value.day : null;
    return [{ fieldId, name, calendar: own ?? birthday.calendar, isOwnChoice: own !== undefined, born }];
  });
}

/** Greetings may be some days late. */
const DAYS_LATE = 7;

/** The age that a greeting of today is about: of the birthday that is nearest, up to a month ahead or a week ago. null: none is near. */
export function ageNear(birthdays: readonly KeptBirthday[], today: string): number | null {
  const near = birthdays.flatMap(({ born, calendar }) => {
    if (born === null || born > today) return [];
    const { day, years } = nextKept(born, calendar, addDays(today, -DAYS_LATE));
    const away = Math.abs(day >= today ? countDays(today, day) - 1 : countDays(day, today) - 1);
    return years > 0 && day <= addDays(today, MAX_CARE_DAYS_BEFORE) ? [{ away, years }] : [];
  });
  return near.toSorted((a, b) => a.away - b.away)[0]?.years ?? null;
}
