import type { Tx } from '../../platform/database/tx.ts';
import { recordEvent } from '../../platform/delivery/event.ts';
import { audit } from '../audit/audit.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { customFieldsChanged } from './events.ts';

/** A change of what custom fields there are: in the log, and told to the pages. `subjectId` is `all` for an order. */
export async function noteChange(
  tx: Tx,
  viewer: MemberViewer,
  change: {
    action: string;
    subjectId: string;
    fieldIds: string[];
    before?: Record<string, unknown>;
    after?: Record<string, unknown>;
    now: number;
  },
): Promise<void> {
  const { action, subjectId, fieldIds, before, after, now } = change;
  await audit(tx, viewer, { action, subject: { kind: 'custom_field', id: subjectId }, before, after });
  const payload = { fieldIds, byUserId: viewer.userId };
  await recordEvent(tx, customFieldsChanged({ occurredAt: now, payload }));
}
