import type { CareCalendar } from '@zhike/shared/contracts/care';
import type { Dependencies } from '../../../dependencies.ts';
import { execute, upsertRows } from '../../../platform/database/sql.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { audit } from '../../audit/audit.ts';
import type { MemberViewer } from '../../corp/viewer.ts';
import { getVisibleCustomer } from '../../customer/scope.ts';
import { fieldFor } from '../../field/custom-fields.ts';
import { careCalendarChosen } from '../events.ts';

/** A member notes by which calendar a customer keeps a birthday; null: as the plans say. */
export async function chooseCalendar(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  viewer: MemberViewer,
  customerId: string,
  { fieldId, calendar }: { fieldId: string; calendar: CareCalendar | null },
): Promise<void> {
  await db.transaction(async (tx) => {
    await getVisibleCustomer(tx, viewer, customerId);
    const field = await fieldFor(tx, viewer, fieldId);
    const now = clock.now();
    if (calendar === null)
      await execute(tx, 'DELETE FROM care_calendar WHERE customer_id = ? AND field_id = ?', [customerId, fieldId]);
    else
      await upsertRows(
        tx,
        'care_calendar',
        [{ customer_id: customerId, field_id: fieldId, calendar, by_user_id: viewer.userId, set_at: now }],
        ['customer_id', 'field_id'],
        ['calendar', 'by_user_id', 'set_at'],
      );
    await audit(tx, viewer, {
      action: 'care.calendar',
      subject: { kind: 'customer', id: customerId },
      after: { fieldId, name: field.name, calendar },
    });
    await recordEvent(
      tx,
      careCalendarChosen({
        occurredAt: now,
        customerId,
        memberUserId: viewer.userId,
        payload: { fieldId, byUserId: viewer.userId },
      }),
    );
  });
}
