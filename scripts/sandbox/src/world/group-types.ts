/** Customer groups (客户群) as the sandbox remembers them. Plain values, like the other records. Moments in ms. */
import type { ChatContent } from '../control/views.ts';

/** How somebody came in, as the detail API counts (doc 92122): 1 invited directly, 2 by an invitation link, 3 by the code. */
export type JoinScene = 1 | 2 | 3;

/** Frozen once it is in a group: lists are copied, never changed, so that older readings can keep theirs. */
export interface GroupMember {
  /** userid of a member of the corp, external_userid of anybody else. */
  id: string;
  type: 1 | 2;
  joinedAt: number;
  joinScene: JoinScene;
  /** userid, when a member of the corp invited; else empty. */
  inviter: string;
  /** Of the join way, when it was one. */
  state: string;
  nickname: string;
}

export interface GroupChat {
  chatId: string;
  /** Creation order: the cursor of every list. */
  seq: number;
  /** What a mini-program opened in the group learns (doc 94822). */
  openGid: string;
  name: string;
  owner: string;
  admins: string[];
  notice: string;
  createdAt: number;
  /** 0 normal, 1 the owner left the company, 2 being transferred, 3 transferred (doc 92120). */
  status: 0 | 1 | 2 | 3;
  /** Most members; 0 = `limits.groupMembers`. */
  capacity: number;
  /** member_version: 32 hex, another one after every change of the members. */
  version: string;
  members: readonly GroupMember[];
  dismissed: boolean;
  /** Group welcome template the owner chose in the client; empty for none. */
  welcomeTemplateId: string;
}

/** A way to join (加入群聊, doc 92229). */
export interface JoinWay {
  configId: string;
  seq: number;
  scene: 1 | 2;
  remark: string;
  autoCreateRoom: boolean;
  roomBaseName: string;
  roomBaseId: number;
  chatIds: string[];
  /** Groups that were made because the others were full, in order. */
  createdChatIds: string[];
  state: string;
  markSource: boolean;
  createdAt: number;
}

/** A group welcome template (入群欢迎语素材, doc 92366), as it was sent. */
export interface GroupWelcomeTemplate {
  templateId: string;
  /** Who may edit and delete it (41058). */
  createdBy: 'app' | 'console';
  text: string;
  attachment: ChatContent | null;
  /** The attachment as get answers it. */
  attachmentFields: Record<string, unknown>;
  createdAt: number;
}

export interface GroupMessage {
  id: string;
  /** Shared with the single chats: later is greater. */
  seq: number;
  at: number;
  chatId: string;
  /** userid or external_userid; empty for a notice. */
  from: string;
  via: 'client' | 'sidebar' | 'welcome' | 'mass' | 'notice';
  content: ChatContent;
  /** Taken back by whoever said it (撤回). */
  recalled?: boolean;
  /** Its id in the archive; absent when it was not archived. */
  archiveMsgId?: string;
}
