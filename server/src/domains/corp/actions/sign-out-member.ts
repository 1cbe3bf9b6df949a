import type { Dependencies } from '../../../dependencies.ts';
import { recordEvent } from '../../../platform/delivery/event.ts';
import { audit } from '../../audit/audit.ts';
import { memberSignedOut } from '../events.ts';
import { forgetViewer } from '../member-authentication.ts';
import { endSession } from '../session-store.ts';
import type { MemberViewer } from '../viewer.ts';

/** Ends the session she is asking in; her other devices stay signed in. */
export async function signOutMember(
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  { userId, sessionId }: MemberViewer,
): Promise<void> {
  await db.transaction(async (tx) => {
    await endSession(tx, sessionId);
    await audit(tx, { userId }, { action: 'session.close', subject: { kind: 'member', id: userId } });
    await recordEvent(tx, memberSignedOut({ occurredAt: clock.now(), memberUserId: userId, payload: { userId } }));
  });
  forgetViewer(db, userId);
}
