/** What can be set about the sandbox: faults, limits and settings. Plain values, as in views.ts. */

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
    failNext: {
      path: string;
      errcode?: number;
      times: number;
      afterEffect?: boolean;
      /** The call takes effect and the connection is torn down instead of an answer; no `errcode` then. */
      lost?: boolean;
      /** So many calls go well before. */
      after?: number;
    }[];
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
  /** Of the simulated client: what the JS-SDK answers (wecom-client-jssdk §1.5). */
  client: {
    /** Calls that fail. `name` of the call, or `*` for all that send or share. Counts down; `times` 0 = until taken away. */
    failNext: ClientFailRule[];
  };
}

export interface ClientFailRule {
  name: string;
  failure: ClientFailure;
  times: number;
  /** Only with `silence`: the call takes effect before nothing is answered. */
  afterEffect?: boolean;
}

export type ClientFailure =
  | 'no_permission'
  | 'no_context'
  | 'invalid_img_url'
  | 'cancel'
  /** Never answered at all. */
  | 'silence'
  /** As a client that is too old. */
  | 'function_not_exist';

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
  /** Reminders of one mass message in 24 hours (41094). */
  massReminders: number;
  /** Company moments made in a minute (45009) and in 30 days (41210), and jobs that run at once (41078, UNVERIFIED figure). */
  momentsPerMinute: number;
  momentsPerMonth: number;
  momentJobs: number;
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
  /** Web OAuth of the official account tells the unionid for `snsapi_base` too; the documents name it for `snsapi_userinfo`. */
  unionIdForBaseScope: boolean;
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
  /** How many mass messages one customer or group may receive: as many a month as it has days, 7 a week, or 1 a day (doc 92135). */
  massQuota: 'month' | 'week' | 'day';
  /** Real milliseconds for which a new mass message is being dispatched (41063). The documents say: retry later. */
  massDispatchMs: number;
  /** Real milliseconds a job of add_moment_task runs. */
  momentJobMs: number;
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
