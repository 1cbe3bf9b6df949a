/**
 * What the control API shows of the emulated world. Types only: the page imports them, nothing here exists at run time.
 * Names are ours (camelCase); the documents' own names appear only on the emulated API. Moments are epoch milliseconds of
 * the sandbox's movable clock.
 */

/** Status of a member as in doc 90196: 1 active, 2 disabled, 4 not activated, 5 left. */
export type MemberStatus = 1 | 2 | 4 | 5;

/** A member of the corp (企业成员). */
export interface MemberView {
  userId: string;
  name: string;
  alias: string;
  position: string;
  mobile: string;
  gender: 0 | 1 | 2;
  departments: number[];
  mainDepartment: number;
  isLeader: boolean;
  status: MemberStatus;
  /** Served by the sandbox, always loads. */
  avatar: string;
  /** Has the customer-contact function (配置了客户联系功能). */
  customerContact: boolean;
  /** Inside the app's visible range (可见范围). */
  visible: boolean;
  /** The admin console has a welcome message for this member: then no WelcomeCode is issued (doc 92130). */
  consoleWelcome: string;
  /** Chat archive is on for this member: customers must consent before a welcome message (41053). */
  archived: boolean;
  /** Real-name verified. */
  verified: boolean;
  customerCount: number;
  appMessageCount: number;
  unreadAppMessages: number;
}

export interface DepartmentView {
  id: number;
  name: string;
  parentId: number;
  order: number;
}

/** A person outside the corp. `wm…` is a WeChat user, `wo…` a WeCom user of another company. */
export interface CustomerView {
  externalUserId: string;
  name: string;
  avatar: string;
  type: 1 | 2;
  gender: 0 | 1 | 2;
  corpName: string;
  position: string;
  unionId: string;
  /** The person's openid in the emulated mini-program. */
  openId: string;
  relationCount: number;
}

/**
 * `friend`: both sides; `waiting`: the customer asked, the member must confirm; `half`: added without verification, the member has
 * not confirmed (API answers 84061); `deleted_by_customer`: one-way, the API still answers; `deleted_by_member`: only the customer
 * still has the contact (API answers 84061).
 */
export type RelationState = 'friend' | 'waiting' | 'half' | 'deleted_by_customer' | 'deleted_by_member';

/** The bond of one member and one customer (跟进人). */
export interface RelationView {
  userId: string;
  externalUserId: string;
  state: RelationState;
  remark: string;
  description: string;
  company: string;
  mobiles: string[];
  addedAt: number;
  addWay: number;
  /** The contact way's `state`, empty when added otherwise. */
  channelState: string;
  /** Corp tags, in library order. */
  tags: { id: string; name: string; groupName: string }[];
  privateTags: string[];
  /** The customer agreed to archiving in this chat. */
  consented: boolean;
}

export interface TagView {
  id: string;
  name: string;
  order: number;
  createdAt: number;
}

export interface TagGroupView {
  id: string;
  name: string;
  order: number;
  createdAt: number;
  /** Who made it: an app may edit and delete only its own (doc 92117). */
  createdBy: 'app' | 'console';
  tags: TagView[];
}

/** A contact way (联系我). */
export interface ContactWayView {
  configId: string;
  type: 1 | 2;
  scene: 1 | 2;
  remark: string;
  state: string;
  skipVerify: boolean;
  users: string[];
  parties: number[];
  /** PNG of the code, encodes `scanUrl`. Empty for scene 1. */
  qrCode: string;
  scanUrl: string;
  createdAt: number;
}

/** One message in a chat between a member and a customer. */
export interface ChatMessageView {
  id: string;
  /** Grows by one for every message of the sandbox: use as cursor. */
  seq: number;
  at: number;
  from: 'member' | 'customer' | 'system';
  /** Where it came from: typed in a client, the welcome call, the console's own welcome, the sidebar's sendChatMessage, a notice. */
  via: 'client' | 'welcome' | 'console_welcome' | 'sidebar' | 'transfer' | 'notice';
  content: ChatContent;
  /** Taken back by whoever said it. */
  recalled: boolean;
  /** Went into the archive. */
  archived: boolean;
}

export type ChatContent =
  | { kind: 'text'; text: string }
  | { kind: 'image'; url: string }
  | { kind: 'link'; title: string; desc: string; url: string; picUrl: string }
  | { kind: 'miniprogram'; title: string; appId: string; page: string; picUrl: string }
  | { kind: 'video'; url: string; name: string }
  | { kind: 'file'; url: string; name: string; size: number }
  | { kind: 'menu'; text: string; items: string[] }
  | { kind: 'voice'; seconds: number }
  | { kind: 'location'; title: string; address: string; latitude: number; longitude: number }
  /** A name card: `id` is a userid or external_userid. */
  | { kind: 'card'; id: string; name: string; corpName: string }
  | { kind: 'redpacket'; wish: string; amountCents: number };

/** One row of a conversation list. */
export interface ChatSummaryView {
  userId: string;
  memberName: string;
  memberAvatar: string;
  externalUserId: string;
  customerName: string;
  customerAvatar: string;
  /** The member's remark for the customer, if any. */
  remark: string;
  relation: RelationState | 'none';
  lastMessage: ChatMessageView | null;
  lastAt: number;
  messageCount: number;
}

/** A message of an app to a member (应用消息), as the member sees it. */
export interface AppMessageView {
  msgId: string;
  at: number;
  userId: string;
  agentId: number;
  msgType: string;
  /** One line for a list. */
  preview: string;
  /** The body as it was sent: `{content}`, `{title, description, url, btntxt}`, `{articles}`, `{…template_card}`. */
  body: Record<string, unknown>;
  recalled: boolean;
  read: boolean;
}

/** A callback the sandbox sent, wants to send, or lost on purpose. */
export interface CallbackView {
  id: string;
  at: number;
  event: string;
  changeType: string;
  userId: string;
  externalUserId: string;
  /** Only for events of a customer group. */
  chatId?: string;
  /** What it tells, in Chinese, where the ids above cannot say it. */
  subject?: string;
  /** `dropped`: the drop fault ate it; `no_receiver`: no CALLBACK_URL is set or the event family is not ticked. */
  status: 'waiting' | 'delivered' | 'failed' | 'dropped' | 'no_receiver';
  duplicateOf: string;
  attempts: CallbackAttemptView[];
}

export interface CallbackAttemptView {
  at: number;
  /** 0 when there was no answer. */
  httpStatus: number;
  /** Real milliseconds until the answer. */
  tookMs: number;
  /** Empty when it was accepted. */
  error: string;
}

export interface CallbackDetailView extends CallbackView {
  url: string;
  /** Whose address and keys. */
  receiver: 'app' | 'archive';
  /** The decrypted inner message. */
  message: string;
  /** The body as posted. */
  envelope: string;
  answer: string;
}

/** A call of the emulated API. */
export interface ApiCallView {
  id: string;
  at: number;
  /** `wecom`, `wechat`. */
  host: 'wecom' | 'wechat';
  method: string;
  path: string;
  errcode: number;
  errmsg: string;
  tookMs: number;
  /** What it is about, in Chinese: 「发送欢迎语」. Empty for paths without a name. */
  title: string;
  userId: string;
  externalUserId: string;
}

export interface ApiCallDetailView extends ApiCallView {
  query: Record<string, string>;
  /** Bodies over 16 KB and binary ones are described, not shown. */
  request: unknown;
  response: unknown;
}

/** What goes wrong on purpose. Rates are 0–1. */
export interface Faults {
  callback: {
    /** The receiver cannot be reached: attempts fail at once without a connection; repeats follow the usual rule. */
    outage: boolean;
    /** Lost for ever, never attempted. */
    dropRate: number;
    /** Sent a second time, a moment later. */
    duplicateRate: number;
    /** Swaps neighbours: a callback waits until the next one has gone (at most `reorderWaitMs`). */
    reorder: boolean;
    reorderWaitMs: number;
    /** Real milliseconds each callback waits before its first attempt. */
    delayMs: number;
  };
  api: {
    /** `reset`: the connection is torn down; `hang`: nothing is ever answered; `html`: a gateway's HTML page, status 502. */
    outage: 'none' | 'reset' | 'hang' | 'html';
    /** Real milliseconds every answer is held back. */
    latencyMs: number;
    /** Share of calls answered with -1 (system busy). */
    busyRate: number;
    /** Single calls that fail with a chosen code; each rule counts down and disappears. `path` may end with `*`. */
    failNext: { path: string; errcode: number; times: number; afterEffect?: boolean }[];
    /** Applies the faults above only to these paths (may end with `*`); empty = all. gettoken included. */
    paths: string[];
  };
  /** Of the archive's own calls and messages. Which messages a rate hits follows from their ids: a second pull meets the same. */
  archive: {
    /** Every call fails with 10001 (network). */
    outage: boolean;
    /** Real milliseconds every answer is held back. */
    latencyMs: number;
    /** Single calls that fail: `ret` is what the native function returns; with 0 the answer carries `errcode` (§3.3). Counts down. */
    failNext: { call: 'chat' | 'media'; ret: number; errcode?: number; times: number }[];
    /** The ciphertext is damaged. */
    damageRate: number;
    /** `publickey_ver` names another version than the one it was sealed with. */
    wrongVersionRate: number;
    /** Never stored. */
    dropRate: number;
    /** Milliseconds until a new message can be pulled; what comes after it waits as well. */
    delayMs: number;
    /** The last chunk never comes. */
    mediaNeverFinishes: boolean;
    /** `md5sum` of new messages does not fit the bytes. */
    mediaWrongMd5: boolean;
  };
}

export interface Limits {
  /** Calls a minute and an hour for one API of the corp (45009). Defaults 10,000 and 150,000. */
  perMinute: number;
  perHour: number;
  /** Own limits for single APIs, by path. */
  perApi: Record<string, { perMinute?: number; perHour?: number }>;
  /** Calls of one API in flight at once (45033); the documents name no number. 0 = no limit. */
  concurrency: number;
  /** How long a write to one relation keeps others out (45035), real milliseconds. */
  relationWriteMs: number;
  ticketsPerHourCorp: number;
  ticketsPerHourApp: number;
  messagesPerMemberMinute: number;
  messagesPerMemberHour: number;
  contactWays: number;
  /** Most members of a customer group that has no capacity of its own. */
  groupMembers: number;
  /** Group welcome templates of the company (41055). */
  groupWelcomes: number;
  corpTags: number;
  tagsPerRelation: number;
  customersPerMember: number;
  tokenSeconds: number;
  welcomeCodeSeconds: number;
  mediaSeconds: number;
  uploadImgPerDay: number;
  uploadImgPerMonth: number;
  /** Failing gettoken calls an hour before the caller's IP is refused for an hour. UNVERIFIED figure. */
  badSecretsPerHour: number;
  /** Days a message, and its media, can be pulled (doc 91774: 5). */
  archiveDays: number;
  archivePullsPerMinute: number;
  archiveMediaPerMinute: number;
}

export interface Settings {
  /** Where callbacks go; empty = nowhere. */
  callbackUrl: string;
  /** Origin of the CRM. */
  appUrl: string;
  sidebarUrl: string;
  homeUrl: string;
  /** Hosts (with port) accepted for OAuth and JS-SDK. */
  trustedDomains: string[];
  /** 企业可信IP. `null` = not checked; else callers must be listed (60020). */
  trustedIps: string[] | null;
  /** The app is listed under 客户联系 → 可调用接口的应用 (else 48002). */
  customerContactApp: boolean;
  /** Ticked 外部联系人变更回调. */
  externalContactCallbacks: boolean;
  /** A WeChat open-platform account is bound: unionid appears. */
  openPlatformBound: boolean;
  /** Real milliseconds between repeats of a callback. */
  callbackRetryMs: number;
  /** Real milliseconds until an unanswered callback counts as failed (5,000 in the documents). */
  callbackTimeoutMs: number;
  callbackRetries: number;
  /** The documents disagree whether a status other than 200 is repeated; true = it is. */
  retryOnStatus: boolean;
  /** New nonce, timestamp and ciphertext for each repeat; false = the same bytes again. */
  resignRetries: boolean;
  /** What one scan of a code without verification brings. UNVERIFIED, hence a switch. */
  skipVerifyEvents: 'full' | 'half_then_full';
  /** Real milliseconds for which `groupchat/get` still answers what was before a change: about 2 s (doc 92130). */
  groupDetailLagMs: number;
  /** Group events as odd as the sample of doc 92130: fields that do not belong, an unknown scene, an incomplete list. */
  sampleGroupEvents: boolean;
  /** `get_join_way` names the groups that were made when the others were full. UNVERIFIED, hence a switch. */
  listAutoCreatedGroups: boolean;
  /** IP ranges told by getcallbackip. */
  callbackIps: string[];
  apiIps: string[];
  visibleDepartments: number[];
  visibleMembers: string[];
  /** Taken out of the range although a visible department holds them (the real console cannot; handy for trying). */
  hiddenMembers: string[];
  /** Restricted member fields (doc 96255) are hidden, as for apps created after 2022-06-20. */
  restrictMemberFields: boolean;
  /** 管理工具 → 会话内容存档. */
  archive: {
    /** The function was bought and switched on (else 301053). */
    enabled: boolean;
    /** Its own receiver; empty = none, then no `msgaudit_notify` is sent. */
    callbackUrl: string;
    /** 可信IP of the archive. `null` = not checked; else callers must be listed (10009). */
    trustedIps: string[] | null;
    /** Real milliseconds between two notices (doc 95039: 15,000). */
    notifyEveryMs: number;
    /** A decimal uint64 added to every seq: the archive of a corp that has been talking for years. */
    seqBase: string;
    /** Who must have agreed before a message of a group is archived: all external members, or its sender. UNVERIFIED. */
    groupConsent: 'all' | 'sender';
    /** Whoever becomes a friend or joins a group agrees at once: the demo, where nobody wants to be asked. */
    autoAgree: boolean;
    /** Receiver of `msg_audit_approved` when the archive has one of its own. UNVERIFIED. */
    consentTo: 'archive' | 'app' | 'both';
  };
}

export interface Counts {
  members: number;
  customers: number;
  relations: number;
  contactWays: number;
  groups: number;
  joinWays: number;
  tags: number;
  callbacksWaiting: number;
  /** App messages WeCom would have swallowed without an error (over 30 a minute). */
  appMessagesDropped: number;
}

export interface ClockView {
  now: number;
  /** Sandbox clock minus machine clock. */
  offsetMs: number;
}

export interface Overview {
  corp: { corpId: string; name: string; agentId: number; agentName: string; weappAppId: string };
  urls: { api: string; oauth: string; login: string; control: string; wechat: string; archive: string; page: string };
  clock: ClockView;
  settings: Settings;
  faults: Faults;
  limits: Limits;
  counts: Counts;
  departments: DepartmentView[];
  /** At most 200; the rest through GET /control/members. */
  members: MemberView[];
  demo: boolean;
  stateFile: boolean;
  /** Behaviours no document settles, for the page's 关于. */
  unverified: { title: string; text: string }[];
  /** Behaviours taken from documents. */
  documented: { title: string; text: string; docs: string }[];
}
