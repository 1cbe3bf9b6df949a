import type { ConversationKind, SenderKind } from './entity.ts';
import type { ReadMessage } from './read-message.ts';

/** Which conversation a message belongs to. */
export interface ConversationPlace {
  key: string;
  kind: ConversationKind;
  userId: string | null;
  externalUserId: string | null;
  chatId: string | null;
}

/**
 * Ids of external contacts begin with wm or wo, robots' with wb (doc 91774). A member may be called so as well: whoever is in our mirror
 * of the corp is a member, whatever the name.
 */
export function kindOfPerson(id: string, isMember: (id: string) => boolean): SenderKind {
  if (isMember(id)) return 'member';
  if (/^w[mo][\w-]{8,}$/.test(id)) return 'customer';
  return /^wb[\w-]{8,}$/.test(id) ? 'robot' : 'member';
}

/** Pure. A room is a customer group as soon as somebody from outside, or our mirror, says so; else it is internal. */
export function placeMessage(
  { senderId, receiverIds, roomId, msgId }: Pick<ReadMessage, 'senderId' | 'receiverIds' | 'roomId' | 'msgId'>,
  isMember: (id: string) => boolean,
  isCustomerGroup: (chatId: string) => boolean,
): ConversationPlace {
  const nobody = { userId: null, externalUserId: null, chatId: null };
  if (roomId) {
    const isExternal =
      isCustomerGroup(roomId) ||
      msgId.endsWith('_external') ||
      [senderId, ...receiverIds].some((id) => kindOfPerson(id, isMember) === 'customer');
    return isExternal
      ? { key: `group:${roomId}`, kind: 'group', ...nobody, chatId: roomId }
      : { key: `internal:${roomId}`, kind: 'internal', ...nobody, chatId: roomId };
  }
  const [receiverId = senderId] = receiverIds;
  const pair = [senderId, receiverId];
  const external = pair.find((id) => kindOfPerson(id, isMember) === 'customer');
  const member = pair.find((id) => kindOfPerson(id, isMember) === 'member');
  if (external !== undefined && member !== undefined)
    return {
      key: `single:${member}:${external}`,
      kind: 'single',
      userId: member,
      externalUserId: external,
      chatId: null,
    };
  return { key: `internal:${[...pair].sort().join(':')}`, kind: 'internal', ...nobody };
}
