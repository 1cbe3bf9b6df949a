/** The chat archive (会话内容存档) in the control API; see contract.ts for how it reads. */
import type { InternalRoom, Robot } from '../world/types.ts';
import type { Done } from './contract.ts';

export interface ArchiveEndpoints {
  'GET /control/archive': {
    response: {
      /** The newest; it is what messages are sealed with from now on. */
      keyVersion: number;
      /** By version, of the pairs the sandbox made itself. */
      privateKeys: Record<string, string>;
      /** All that were ever stored. */
      stored: number;
      /** Those young enough to be pulled. */
      available: number;
    };
  };
  /** The next key version from now on: the given public key (PEM, 2048 bits), or a pair made here, whose private half is in the answer. */
  'POST /control/archive/keys': {
    body: { publicKey?: string };
    response: { version: number; publicKey: string; privateKey: string };
  };
  /** Stores any message JSON as it is, whatever was agreed; msgid, action and msgtime are filled in where they are missing. */
  'POST /control/archive/messages': {
    body: { message: Record<string, unknown>; external?: boolean };
    response: { msgId: string };
  };
  /** One external member of a group agrees (default) or refuses. */
  'POST /control/archive/room-consent': {
    body: { roomId: string; externalUserId: string; agree?: boolean };
    response: Done;
  };
  /** A group of members only, for groupchat/get. The first is its creator. */
  'POST /control/archive/rooms': {
    body: { name: string; members: string[]; notice?: string };
    response: InternalRoom;
  };
  'POST /control/archive/robots': { body: { name: string; creator: string }; response: Robot };
  /**
   * Made-up talk of the people there are, up to 100 million messages; made when it is pulled, so it takes no memory. `days`: 4
   * by default, one less than can be pulled; raise `limits.archiveDays` for more. Where nobody is archived yet, everybody becomes so.
   */
  'POST /control/generate-chats': {
    body: { messages: number; days?: number; seed?: number; keyVersions?: number };
    response: { messages: number; chats: number; rooms: number; available: number; tookMs: number };
  };
}
