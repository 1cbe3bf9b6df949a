import type { Sandbox } from '../sandbox.ts';
import type { RoomConsent } from '../world/types.ts';
import { roomConsentKey } from '../world/world.ts';

/** External people of a group, who have not been asked yet, from now on count as undecided. To be called when somebody joins. */
export function askRoomConsent(sandbox: Sandbox, roomId: string, externalUserIds: string[]): void {
  const { roomConsents } = sandbox.world;
  for (const externalUserId of externalUserIds) {
    if (roomConsents.has(roomConsentKey(roomId, externalUserId))) continue;
    const status = sandbox.settings.archive.autoAgree ? 'agree' : 'none';
    roomConsents.put({ roomId, externalUserId, status, at: sandbox.clock.now() });
  }
}

/** Who has left has nothing to say any more. */
export function forgetRoomConsent(sandbox: Sandbox, roomId: string, externalUserId: string): void {
  sandbox.world.roomConsents.delete(roomConsentKey(roomId, externalUserId));
}

/** What one external member says. No callback tells of it: `msg_audit_approved` names a member and is for single chats. */
export function answerRoomConsent(sandbox: Sandbox, roomId: string, externalUserId: string, agree: boolean): void {
  const status = agree ? 'agree' : 'disagree';
  sandbox.world.roomConsents.put({ roomId, externalUserId, status, at: sandbox.clock.now() });
}

/** Everybody of a group whose word counts (doc 91782: all external members). */
export function roomConsentsOf(sandbox: Sandbox, roomId: string): RoomConsent[] {
  return sandbox.world.roomConsents.filter((row) => row.roomId === roomId);
}

export function consentOf(sandbox: Sandbox, roomId: string, externalUserId: string): RoomConsent['status'] {
  return sandbox.world.roomConsents.get(roomConsentKey(roomId, externalUserId))?.status ?? 'none';
}
