/**
 * The control API, endpoint by endpoint, as types. Key = method and path under the sandbox's origin; `:name` is a path parameter.
 * Every POST takes a JSON object (an empty one may be left out). Answers are JSON, status 200; failures are status 4xx/5xx with
 * `ControlFailure`, whose `message` is Chinese and can be shown as it is. Requests with an Origin header must come from the
 * sandbox's own pages.
 */
import type { InterceptRule } from '../world/types.ts';
import type { ArchiveEndpoints } from './contract-archive.ts';
import type { ClientEndpoints } from './contract-client.ts';
import type { GroupEndpoints } from './contract-groups.ts';
import type { LogEndpoints } from './contract-logs.ts';
import type { MassEndpoints } from './contract-mass.ts';
import type { MomentEndpoints } from './contract-moments.ts';
import type { PhoneEndpoints } from './contract-phone.ts';
import type {
  AppMessageView,
  ChatContent,
  ChatMessageView,
  ChatSummaryView,
  ClockView,
  ContactWayView,
  Counts,
  CustomerView,
  DepartmentView,
  MemberStatus,
  MemberView,
  Overview,
  RelationView,
  TagGroupView,
} from './views.ts';
import type { Faults, Limits, Settings } from './views-switches.ts';

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

export interface ControlEndpoints
  extends GroupEndpoints,
    ArchiveEndpoints,
    LogEndpoints,
    ClientEndpoints,
    MassEndpoints,
    MomentEndpoints,
    PhoneEndpoints {
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
  'GET /control/intercept-rules': { response: { rules: InterceptRule[] } };
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

  // The app's conversation with a member
  /** Newest first. */
  'GET /control/members/:userId/app-messages': { query: PageQuery; response: Page<AppMessageView> };
  'POST /control/members/:userId/app-messages/read': { response: Done };
  /** The member opens the app (enter_agent). */
  'POST /control/members/:userId/enter-app': { response: { callbacks: string[] } };
  /** The member writes to the app (an app message callback with MsgId). */
  'POST /control/members/:userId/write-to-app': { body: { text: string }; response: { callbacks: string[] } };
}

/** `GET /control/live`: server-sent events, see live-event.ts. Resumes with Last-Event-ID (the newest 1,000 are kept). */
export const livePath = '/control/live';
