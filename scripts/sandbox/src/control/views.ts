/**
 * What the control API shows of the emulated world. Types only: the page imports them, nothing here exists at run time.
 * Names are ours (camelCase); the documents' own names appear only on the emulated API. Moments are epoch milliseconds of
 * the sandbox's movable clock.
 */
import type { Faults, Limits, Settings } from './views-switches.ts';

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
  /** What a page opened on her phone knows it by (`window.name` is `phone:<phoneId>`). */
  phoneId: string;
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
  /** Where it came from: typed in a client, the welcome call, the console's own welcome, the sidebar's sendChatMessage, a mass message, a notice. */
  via: 'client' | 'welcome' | 'console_welcome' | 'sidebar' | 'transfer' | 'mass' | 'notice';
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

/** One message between two WeChat users. */
export interface FriendMessageView {
  id: string;
  seq: number;
  at: number;
  /** external_userids. */
  from: string;
  to: string;
  content: ChatContent;
}

/** A chat of a customer with another WeChat user. */
export interface FriendChatView {
  externalUserId: string;
  name: string;
  avatar: string;
  lastMessage: FriendMessageView;
}

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
