import type { Sandbox } from '../sandbox.ts';
import type { RoomConsent } from '../world/types.ts';
import { roomConsentKey } from '../world/world.ts';

/** External people of a group, who have not been asked yet, from now on count as undecided. To be called when somebody joins. */
export function askRoomConsent(sandbox: Sandbox, roomId: string, externalUserIds: string[]): void {
  const { roomConsents } = sandbox.world;
  for (const externalUserId of externalUserIds) {
    if (roomConsents.has(roomConsentKey(roomId, externalUserId))) continue;
    roomConsents.put({ roomId, externalUserId, status: 'none', at: sandbox.clock.now() });
  }
}

/** Who has left has nothing to say any more. */
export function forgetRoomConsent(sandbox: Sandbox, roomId: string, externalUserId: string): void {
  sandbox.world.roomConsents.delete(roomConsentKey(roomId, externalUserId));
}

export function consentOf(sandbox: Sandbox, roomId: string, externalUserId: string): RoomConsent['status'] {
  return sandbox.world.roomConsents.get(roomConsentKey(roomId, externalUserId))?.status ?? 'none';
}
