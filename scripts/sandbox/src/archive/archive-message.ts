import type { Sandbox } from '../sandbox.ts';
import { askRoomConsent, consentOf } from './room-consent.ts';
import { storeMessage } from './store-message.ts';

/** Something said in a chat, as the archive tells of it (wecom-callbacks §3.7, 3.8). */
export interface SaidMessage {
  /** userid, external_userid or robot id. */
  from: string;
  /** Everybody else in the chat. */
  toList: string[];
  /** '' in a single chat. */
  roomId: string;
  /** Sandbox clock, ms. */
  at: number;
  msgtype: string;
  /** What stands under the body key of that type, e.g. `{ content }` of a text. */
  body: Record<string, unknown>;
  /** Default `send`. */
  action?: 'send' | 'recall';
}

/** These hold their content under another key than their type's name (doc 91774). */
const bodyKeys: Record<string, string> = {
  docmsg: 'doc',
  external_redpacket: 'redpacket',
  markdown: 'info',
  meeting_notification: 'info',
  news: 'info',
  note: 'info',
  qydiskfile: 'info',
  solitaire: 'info',
  voiptext: 'info',
};

/**
 * Puts a message of a chat into the archive if it belongs there: a member with archiving takes part, and where external people do,
 * they have agreed. Returns its msgid, or `undefined` when it is not archived.
 */
export function archiveMessage(sandbox: Sandbox, said: SaidMessage): string | undefined {
  const people = [said.from, ...said.toList];
  if (!people.some((id) => sandbox.world.member(id)?.archived)) return undefined;
  const external = people.filter((id) => sandbox.world.customers.has(id));
  if (!hasConsent(sandbox, said, external)) return undefined;
  return storeMessage(
    sandbox,
    {
      action: said.action ?? 'send',
      from: said.from,
      tolist: said.toList,
      roomid: said.roomId,
      msgtime: said.at,
      msgtype: said.msgtype,
      [bodyKeys[said.msgtype] ?? said.msgtype]: said.body,
    },
    { external: external.length > 0 },
  );
}

function hasConsent(sandbox: Sandbox, said: SaidMessage, external: string[]): boolean {
  // The answer itself is always told.
  if (external.length === 0 || said.msgtype === 'agree' || said.msgtype === 'disagree') return true;
  if (said.roomId) {
    askRoomConsent(sandbox, said.roomId, external);
    const asked =
      sandbox.settings.archive.groupConsent === 'all' ? external : external.filter((id) => id === said.from);
    return asked.every((id) => consentOf(sandbox, said.roomId, id) === 'agree');
  }
  const members = [said.from, ...said.toList].filter((id) => sandbox.world.member(id));
  return external.every((id) => members.every((userId) => sandbox.world.relations.of(userId, id)?.consent === 'agree'));
}
