/** What the sandbox remembers. Plain values only, so that each can be written to the state file as it is. Moments in ms. */
import type { ChatContent, MemberStatus, RelationState } from '../control/views.ts';

export interface Department {
  id: number;
  name: string;
  parentId: number;
  order: number;
}

export interface Member {
  userId: string;
  name: string;
  alias: string;
  position: string;
  mobile: string;
  gender: 0 | 1 | 2;
  departments: number[];
  isLeader: boolean;
  status: MemberStatus;
  customerContact: boolean;
  consoleWelcome: string;
  archived: boolean;
  /** Real-name verified (40098 when not). */
  verified: boolean;
}

export interface Customer {
  externalUserId: string;
  name: string;
  type: 1 | 2;
  gender: 0 | 1 | 2;
  corpName: string;
  position: string;
  unionId: string;
  /** In the emulated mini-program. */
  openId: string;
  /** Towards the corp, as web OAuth tells it for non-members. */
  corpOpenId: string;
}

export interface Relation {
  /** Creation order over all relations: the cursor of every list. */
  seq: number;
  userId: string;
  externalUserId: string;
  state: RelationState;
  remark: string;
  description: string;
  company: string;
  mobiles: string[];
  remarkPicture: string;
  addedAt: number;
  addWay: number;
  channelState: string;
  operUserId: string;
  /** Corp tag ids. */
  tags: string[];
  privateTags: string[];
  consent: 'none' | 'agree' | 'disagree';
  consentAt: number;
  /** Times this customer was transferred, for 40128. */
  transfers: number[];
}

export interface Tag {
  id: string;
  groupId: string;
  name: string;
  order: number;
  createdAt: number;
  deleted: boolean;
}

export interface TagGroup {
  id: string;
  name: string;
  order: number;
  createdAt: number;
  deleted: boolean;
  createdBy: 'app' | 'console';
}

/** A rule that stops or warns members who write sensitive words (doc 95097). */
export interface InterceptRule {
  ruleId: string;
  name: string;
  words: string[];
  semantics: number[];
  interceptType: 1 | 2;
  users: string[];
  departments: number[];
  createdAt: number;
}

export interface ContactWay {
  configId: string;
  /** Creation order: the list's cursor. */
  seq: number;
  type: 1 | 2;
  scene: 1 | 2;
  style: number;
  remark: string;
  skipVerify: boolean;
  state: string;
  users: string[];
  parties: number[];
  isExclusive: boolean;
  isTemp: boolean;
  expiresIn: number;
  chatExpiresIn: number;
  unionId: string;
  markSource: boolean;
  conclusions: Record<string, unknown> | null;
  createdAt: number;
}

export interface WelcomeCode {
  code: string;
  userId: string;
  externalUserId: string;
  issuedAt: number;
  /** `chat_started` and `delivered` both answer 41051. */
  state: 'open' | 'delivered' | 'chat_started';
}

export interface ChatMessage {
  id: string;
  seq: number;
  at: number;
  userId: string;
  externalUserId: string;
  from: 'member' | 'customer' | 'system';
  via: 'client' | 'welcome' | 'console_welcome' | 'sidebar' | 'transfer' | 'mass' | 'notice';
  content: ChatContent;
  /** Taken back by whoever said it (撤回). */
  recalled?: boolean;
  /** Its id in the archive; absent when it was not archived. */
  archiveMsgId?: string;
}

/** Between two WeChat users: WeCom learns nothing of it. */
export interface FriendMessage {
  id: string;
  seq: number;
  at: number;
  /** external_userids. */
  from: string;
  to: string;
  content: ChatContent;
}

export interface AppMessage {
  msgId: string;
  seq: number;
  at: number;
  userId: string;
  msgType: string;
  body: Record<string, unknown>;
  recalled: boolean;
  read: boolean;
}

export interface Media {
  mediaId: string;
  /** `media` = media/upload, `attachment` = upload_attachment, `image_url` = uploadimg (never expires). */
  kind: 'media' | 'attachment' | 'image_url';
  type: 'image' | 'voice' | 'video' | 'file';
  filename: string;
  contentType: string;
  createdAt: number;
  /** What upload_attachment was told it is for: 1 moments, 2 product album. */
  use?: 1 | 2;
  /** Base64, because the state file holds JSON. */
  base64: string;
}

/** A transfer started through the API; decided after 24 h or by the control API. */
export interface Transfer {
  id: string;
  seq: number;
  resigned: boolean;
  externalUserId: string;
  handoverUserId: string;
  takeoverUserId: string;
  startedAt: number;
  /** 1 done, 2 waiting, 3 refused, 4 taker full (doc 94088). */
  status: 1 | 2 | 3 | 4;
  takeoverTime: number;
  successMessage: string;
}

/** A callback on its way. It leaves the state file when it has been delivered or given up. */
export interface PendingCallback {
  id: string;
  at: number;
  event: string;
  changeType: string;
  userId: string;
  externalUserId: string;
  chatId?: string;
  subject?: string;
  message: string;
  agentScoped: boolean;
  /** Absent in state files of older versions: the app's. */
  receiver?: 'app' | 'archive';
  duplicateOf: string;
  attemptsMade: number;
}

/** Tokens, tickets and codes: anything that is looked up by its own text and expires. */
export interface Grant {
  text: string;
  kind:
    | 'access_token'
    | 'corp_ticket'
    | 'app_ticket'
    | 'oauth_code'
    | 'user_ticket'
    | 'wx_code'
    | 'qy_code'
    | 'official_code'
    | 'official_token'
    | 'wx_token';
  /** Which secret, or which person. */
  holder: string;
  expiresAt: number;
  used: boolean;
  /** Revoked tokens answer 40014, expired ones 42001. */
  revoked: boolean;
  /** OAuth: redirect host, scope. */
  redirectHost: string;
  scope: string;
  personKind: 'member' | 'customer' | 'stranger' | '';
}

/** A message of the chat archive (会话内容存档) in the clear; sealed whenever it is pulled, always to the same bytes. */
export interface ArchivedMessage {
  /** Order of storing. The `seq` clients see is this plus `settings.archive.seqBase`. */
  seq: number;
  msgId: string;
  /** When it was stored: retention counts from here. */
  at: number;
  /** Not to be had before (switch `delayMs`). */
  availableAt: number;
  /** The newest version when it was stored (doc 91774). */
  keyVersion: number;
  message: Record<string, unknown>;
}

/** Made-up talk: `count` messages from `seq` on, each derived from the seed and its number, so that millions take no memory. */
export interface ArchiveBatch {
  seq: number;
  count: number;
  seed: number;
  /** The first and the last message lie between these. */
  from: number;
  to: number;
  /** In this order over the batch, in equal shares. */
  keyVersions: number[];
  /** Member and customer. */
  chats: [string, string][];
  rooms: { roomId: string; members: string[]; customers: string[] }[];
}

/** A message key (消息加密公钥). The sandbox keeps the private half only of pairs it made itself. */
export interface ArchiveKey {
  version: number;
  publicPem: string;
  privatePem: string;
}

/** What one external member of a group said to archiving there (doc 91782). */
export interface RoomConsent {
  roomId: string;
  externalUserId: string;
  status: 'none' | 'agree' | 'disagree';
  at: number;
}

/** A group of members only (内部群), as groupchat/get tells of it (doc 92951). */
export interface InternalRoom {
  roomId: string;
  name: string;
  creator: string;
  createdAt: number;
  notice: string;
  members: { userId: string; joinedAt: number }[];
}

/** A group robot (doc 91774, get_robot_info). */
export interface Robot {
  robotId: string;
  name: string;
  creatorUserId: string;
}
