/**
 * The control API, endpoint by endpoint, as types. Key = method and path under the sandbox's origin; `:name` is a path parameter.
 * Every POST takes a JSON object (an empty one may be left out). Answers are JSON, status 200; failures are status 4xx/5xx with
 * `ControlFailure`, whose `message` is Chinese and can be shown as it is. Requests with an Origin header must come from the
 * sandbox's own pages.
 */
import type { InternalRoom, Robot } from '../world/types.ts';
import type { GroupEndpoints } from './contract-groups.ts';
import type {
  ApiCallDetailView,
  ApiCallView,
  AppMessageView,
  CallbackDetailView,
  CallbackView,
  ChatContent,
  ChatMessageView,
  ChatSummaryView,
  ClockView,
  ContactWayView,
  Counts,
  CustomerView,
  DepartmentView,
  Faults,
  Limits,
  MemberStatus,
  MemberView,
  Overview,
  RelationView,
  Settings,
  TagGroupView,
} from './views.ts';
import type { GroupMessageView } from './views-groups.ts';

export interface ControlFailure {
  error: {
    /** Stable, e.g. `not_found`, `invalid`, `conflict`. */
    code: string;
    message: string;
    /** The offending field, when there is one. */
    field?: string;
  };
}

export interface Page<T> {
  items: T[];
  /** Empty at the end. */
  nextCursor: string;
}

export interface PageQuery {
  cursor?: string;
  /** Default 50, at most 500. */
  limit?: string;
}

export type Done = { ok: true };

/** All fields optional, at any depth of objects (lists are replaced as a whole). */
export type Patch<T> = { [K in keyof T]?: T[K] extends unknown[] ? T[K] : T[K] extends object ? Patch<T[K]> : T[K] };

export interface MemberInput {
  userId?: string;
  name?: string;
  alias?: string;
  position?: string;
  mobile?: string;
  gender?: 0 | 1 | 2;
  departments?: number[];
  isLeader?: boolean;
  /** 5 = left: unsubscribe is sent, the member's customers become unassigned. */
  status?: MemberStatus;
  customerContact?: boolean;
  /** Adds to or takes from the visible range; subscribe / unsubscribe is sent. */
  visible?: boolean;
  consoleWelcome?: string;
  archived?: boolean;
  /** Real-name verified; without it the member cannot be in a contact way (40098). */
  verified?: boolean;
}

export interface CustomerInput {
  externalUserId?: string;
  name?: string;
  type?: 1 | 2;
  gender?: 0 | 1 | 2;
  corpName?: string;
  position?: string;
  unionId?: string;
}

export interface ScanOutcome {
  /**
   * `added`: friends now; `half`: added without verification, the member has not confirmed; `waiting`: the member must confirm the
   * request; `already_friends`: the chat just opens.
   */
  outcome: 'added' | 'half' | 'waiting' | 'already_friends';
  userId: string;
  externalUserId: string;
  member: MemberView;
  relation: RelationView;
  /** Ids of the callbacks this caused. */
  callbacks: string[];
  /** Whether a welcome code went out; the code itself is only in the callback. */
  welcomeCode: boolean;
}

export interface FriendChange {
  relation: RelationView | null;
  callbacks: string[];
}

export interface ClientChat {
  /** Which customer's chat is open; left out = no chat (app home page). */
  externalUserId?: string;
  /** Which customer group is open instead. */
  chatId?: string;
  /** Default `single_chat_tools` with a customer, `group_chat_tools` with a group, `normal` without either. */
  entry?: string;
}

/** One call of WeixinJSBridge.invoke, relayed by the page that plays the client. */
export interface ClientInvoke {
  member: string;
  chat?: ClientChat;
  /** location.href of the iframe's page, without the hash. */
  url: string;
  name: string;
  /** After a JSON round trip. */
  params: Record<string, unknown>;
}

/** `result` goes to the page's callback unchanged; `effect` is what the simulated client should do now. */
export interface ClientInvokeResult {
  result: Record<string, unknown> & { err_msg: string };
  effect:
    | null
    | { kind: 'message_sent'; externalUserId: string; message: ChatMessageView }
    | { kind: 'group_message_sent'; chatId: string; message: GroupMessageView }
    | { kind: 'close_window' }
    /** `chatId` of a customer group; the lists are then empty. */
    | { kind: 'open_chat'; userIds: string[]; externalUserIds: string[]; groupName: string; chatId: string }
    | { kind: 'open_profile'; type: 1 | 2; id: string }
    | { kind: 'preview_file'; url: string; name: string; size: number }
    | { kind: 'preview_image'; current: string; urls: string[] }
    | { kind: 'open_url'; url: string };
}

export interface ControlEndpoints extends GroupEndpoints {
  // What there is
  'GET /control/overview': { response: Overview };
  'GET /control/counts': { response: Counts };
  'GET /control/clock': { response: ClockView };
  /** Exactly one of the two; `set` is epoch milliseconds. */
  'POST /control/clock': { body: { advanceMs?: number; set?: number }; response: ClockView };
  'GET /control/settings': { response: Settings };
  'POST /control/settings': { body: Patch<Settings>; response: Settings };
  'GET /control/limits': { response: Limits };
  'POST /control/limits': { body: Patch<Limits>; response: Limits };
  'GET /control/faults': { response: Faults };
  'POST /control/faults': { body: Patch<Faults>; response: Faults };
  'POST /control/faults/clear': { response: Faults };
  /** All access tokens (or one secret's) die early: 40014. */
  'POST /control/token/revoke': { body: { secret?: 'app' | 'contact' | 'archive' }; response: { revoked: number } };
  /** Back to the beginning (demo corp again with --demo, else empty); tokens, logs, clock and faults too. Settings stay. */
  'POST /control/reset': { response: Overview };
  /** Adds made-up members, customers and relations. At most 5,000 members and 1,000,000 relations. */
  'POST /control/generate': {
    body: { members: number; relations: number };
    response: { members: number; customers: number; relations: number; tookMs: number };
  };
  /** Answers when no callback is waiting, no attempt is running and no API call has come for `quietMs` (default 300), or at the time-out. */
  'POST /control/wait-until-idle': {
    body: { timeoutMs?: number; quietMs?: number };
    response: { idle: boolean; waitedMs: number; callbacksWaiting: number };
  };

  // People
  'GET /control/departments': { response: { items: DepartmentView[] } };
  'POST /control/departments': {
    body: { id?: number; name: string; parentId?: number; order?: number };
    response: DepartmentView;
  };
  'POST /control/departments/:id': {
    body: { name?: string; parentId?: number; order?: number };
    response: DepartmentView;
  };
  'DELETE /control/departments/:id': { response: Done };
  'GET /control/members': { query: PageQuery & { search?: string }; response: Page<MemberView> };
  'POST /control/members': { body: MemberInput & { name: string }; response: MemberView };
  'GET /control/members/:userId': { response: MemberView };
  'POST /control/members/:userId': { body: MemberInput; response: MemberView };
  'DELETE /control/members/:userId': { response: Done };
  'GET /control/customers': { query: PageQuery & { search?: string; member?: string }; response: Page<CustomerView> };
  'POST /control/customers': { body: CustomerInput & { name: string }; response: CustomerView };
  'GET /control/customers/:externalUserId': { response: CustomerView & { relations: RelationView[] } };
  'POST /control/customers/:externalUserId': { body: CustomerInput; response: CustomerView };
  'DELETE /control/customers/:externalUserId': { response: Done };
  'GET /control/relations/:userId/:externalUserId': { response: RelationView };

  // Contact ways and friendship
  'GET /control/contact-ways': { query: PageQuery & { search?: string }; response: Page<ContactWayView> };
  /** By `configId`, by `state` (newest way with it), or by the decoded text of a code (`scanUrl`). `member` overrules WeCom's choice. */
  'POST /control/scan': {
    body: { externalUserId: string; configId?: string; state?: string; scanUrl?: string; member?: string };
    response: ScanOutcome;
  };
  /** What the customer sees before she adds: the member WeCom would lead her to. */
  'POST /control/scan/preview': {
    body: { externalUserId: string; configId?: string; state?: string; scanUrl?: string };
    response: { member: MemberView; contactWay: ContactWayView; relation: RelationView | null };
  };
  /** Friendship without a code (name card, phone number …). `initiator` member = oper_userid is the member. */
  'POST /control/friends/add': {
    body: {
      externalUserId: string;
      userId: string;
      addWay?: number;
      state?: string;
      initiator?: 'member' | 'customer';
    };
    response: ScanOutcome;
  };
  /** The customer adds a member who needs no verification; the member has not confirmed (add_half_external_contact). */
  'POST /control/friends/half-add': {
    body: { externalUserId: string; userId: string; state?: string; addWay?: number };
    response: ScanOutcome;
  };
  /** The member confirms a waiting or half request. */
  'POST /control/friends/confirm': { body: { externalUserId: string; userId: string }; response: ScanOutcome };
  'POST /control/friends/delete': {
    body: { externalUserId: string; userId: string; by: 'member' | 'customer'; source?: 'DELETE_BY_TRANSFER' };
    response: FriendChange;
  };
  /** The member edits remark, description, company, phones or tags in the client (edit_external_contact). */
  'POST /control/friends/edit': {
    body: {
      externalUserId: string;
      userId: string;
      remark?: string;
      description?: string;
      company?: string;
      mobiles?: string[];
      addTags?: string[];
      removeTags?: string[];
      privateTags?: string[];
    };
    response: FriendChange;
  };
  /** The customer agrees to (or refuses) archiving: msg_audit_approved. */
  'POST /control/friends/consent': {
    body: { externalUserId: string; userId: string; agree?: boolean };
    response: FriendChange;
  };
  /** Decides a running transfer now instead of after 24 h. */
  'POST /control/friends/transfer-outcome': {
    body: {
      externalUserId: string;
      handoverUserId: string;
      takeoverUserId: string;
      outcome: 'done' | 'customer_refused' | 'customer_limit_exceed';
    };
    response: FriendChange;
  };

  // Tags, as an administrator does it in the console
  'GET /control/tags': { response: { groups: TagGroupView[] } };
  'POST /control/console/tags/create': {
    body: { groupId?: string; groupName?: string; names: string[] };
    response: TagGroupView;
  };
  'POST /control/console/tags/rename': { body: { id: string; name: string }; response: Done };
  'POST /control/console/tags/delete': { body: { tagId?: string; groupId?: string }; response: Done };
  /** `ids` in the new order: tags of one group, or (without groupId) all groups. */
  'POST /control/console/tags/reorder': { body: { groupId?: string; ids: string[] }; response: Done };

  // Chats
  'GET /control/chats': {
    query: PageQuery & { member?: string; customer?: string; search?: string };
    response: Page<ChatSummaryView>;
  };
  /** Oldest first. `after` = only with a greater `seq`; without it the newest `limit`. */
  'GET /control/chats/:userId/:externalUserId/messages': {
    query: { after?: string; limit?: string };
    response: { items: ChatMessageView[]; relation: RelationView | null };
  };
  /** A message typed by one side. Text may be given as `text` for short. */
  'POST /control/chats/:userId/:externalUserId/messages': {
    body: { from: 'member' | 'customer'; text?: string; content?: ChatContent };
    response: ChatMessageView;
  };

  /** Taken back by the one who said it, within 2 minutes. */
  'POST /control/chats/:userId/:externalUserId/messages/:id/recall': {
    body: { by: 'member' | 'customer' };
    response: ChatMessageView;
  };

  /** A picture or file somebody picks in a client. At most 1 MB of JSON; the url is what `content` takes. */
  'POST /control/media': {
    body: { type: 'image' | 'file'; filename: string; contentType?: string; base64: string };
    response: { url: string; size: number };
  };

  // The chat archive (会话内容存档)
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

  // The app's conversation with a member
  /** Newest first. */
  'GET /control/members/:userId/app-messages': { query: PageQuery; response: Page<AppMessageView> };
  'POST /control/members/:userId/app-messages/read': { response: Done };
  /** The member opens the app (enter_agent). */
  'POST /control/members/:userId/enter-app': { response: { callbacks: string[] } };
  /** The member writes to the app (an app message callback with MsgId). */
  'POST /control/members/:userId/write-to-app': { body: { text: string }; response: { callbacks: string[] } };

  // Logs, newest first
  'GET /control/callbacks': {
    query: PageQuery & { event?: string; changeType?: string; externalUserId?: string };
    response: Page<CallbackView>;
  };
  'GET /control/callbacks/:id': { response: CallbackDetailView };
  /** Sends it once more with the same inner message, as WeCom's repeats do. */
  'POST /control/callbacks/:id/repeat': { response: { callbacks: string[] } };
  /** Checks the receiver as the admin console does on saving (doc 90930): GET with echostr, 1 s. Default: the configured URL. */
  'POST /control/callbacks/verify-url': {
    body: { url?: string };
    response: { ok: boolean; httpStatus: number; tookMs: number; problem: string };
  };
  /** Sends any inner fields as a callback, for trying a receiver. Values become CDATA unless numbers. */
  'POST /control/callbacks/send': {
    body: { fields: Record<string, string | number>; agent?: boolean };
    response: { callbacks: string[] };
  };
  'GET /control/api-calls': { query: PageQuery & { path?: string; errcode?: string }; response: Page<ApiCallView> };
  'GET /control/api-calls/:id': { response: ApiCallDetailView };

  // The simulated client
  /** Sets the cookie `sandbox_member` on this origin: OAuth inside this browser is silent for that member. `null` removes it. */
  'POST /control/client/member': { body: { member: string | null }; response: Done };
  /** The same for the customer's phone: OAuth answers with openid and external_userid. */
  'POST /control/client/customer': { body: { customer: string | null }; response: Done };
  'POST /control/client/invoke': { body: ClientInvoke; response: ClientInvokeResult };
  /**
   * Addresses of the CRM for one member, and whether it answers (probed by the sandbox, 1.5 s). `host`: hostname the page itself
   * was opened on, so that everything stays on one site (127.0.0.1 or localhost).
   */
  'GET /control/client/app': {
    query: { member?: string; host?: string };
    response: {
      appUrl: string;
      sidebarUrl: string;
      homeUrl: string;
      reachable: boolean;
      httpStatus: number;
      problem: string;
    };
  };
  /** A fresh wx.login code of a customer (mini-program in WeChat). */
  'POST /control/wechat/login-code': {
    body: { externalUserId?: string; openId?: string };
    response: { code: string; openId: string; unionId: string };
  };
  /** A fresh wx.qy.login code of a member (mini-program inside WeCom). */
  'POST /control/wechat/member-login-code': { body: { member: string }; response: { code: string } };
}

/** `GET /control/live`: server-sent events, see live-event.ts. Resumes with Last-Event-ID (the newest 1,000 are kept). */
export const livePath = '/control/live';
