import type { Faults, Limits, Settings } from './control/views-switches.ts';

/** Figures of wecom-server-api §1.3 and §17 unless a comment says otherwise. */
export const defaultLimits: Limits = {
  perMinute: 10_000,
  perHour: 150_000,
  perApi: {},
  // No number is documented; high enough not to disturb a client that keeps to 5–10.
  concurrency: 100,
  // How long a write takes is not documented; long enough that two calls sent together meet.
  relationWriteMs: 5,
  ticketsPerHourCorp: 400,
  ticketsPerHourApp: 100,
  messagesPerMemberMinute: 30,
  messagesPerMemberHour: 1_000,
  contactWays: 500_000,
  groupMembers: 500,
  groupWelcomes: 100,
  corpTags: 10_000,
  tagsPerRelation: 3_000,
  // The real limit depends on the purchased quota.
  customersPerMember: 20_000,
  massReminders: 3,
  momentsPerMinute: 10,
  momentsPerMonth: 100_000,
  momentJobs: 10,
  tokenSeconds: 7_200,
  welcomeCodeSeconds: 20,
  mediaSeconds: 3 * 24 * 3_600,
  uploadImgPerDay: 1_000,
  uploadImgPerMonth: 3_000,
  badSecretsPerHour: 2_000,
  archiveDays: 5,
  archivePullsPerMinute: 4_000,
  archiveMediaPerMinute: 25_000,
};

export const noFaults: Faults = {
  callback: { outage: false, dropRate: 0, duplicateRate: 0, reorder: false, reorderWaitMs: 2_000, delayMs: 0 },
  api: { outage: 'none', latencyMs: 0, busyRate: 0, failNext: [], paths: [] },
  archive: {
    outage: false,
    latencyMs: 0,
    failNext: [],
    damageRate: 0,
    wrongVersionRate: 0,
    dropRate: 0,
    delayMs: 0,
    mediaNeverFinishes: false,
    mediaWrongMd5: false,
  },
  client: { failNext: [] },
};

export const defaultSettings: Settings = {
  callbackUrl: '',
  appUrl: '',
  sidebarUrl: '',
  homeUrl: '',
  trustedDomains: [],
  trustedIps: null,
  customerContactApp: true,
  externalContactCallbacks: true,
  openPlatformBound: true,
  unionIdForBaseScope: false,
  callbackRetryMs: 1_000,
  callbackTimeoutMs: 5_000,
  callbackRetries: 3,
  retryOnStatus: true,
  resignRetries: false,
  skipVerifyEvents: 'full',
  groupDetailLagMs: 2_000,
  sampleGroupEvents: false,
  listAutoCreatedGroups: true,
  callbackIps: ['127.0.0.1'],
  apiIps: ['127.0.0.1'],
  visibleDepartments: [1],
  visibleMembers: [],
  hiddenMembers: [],
  massQuota: 'month',
  massDispatchMs: 2_000,
  momentJobMs: 2_000,
  restrictMemberFields: true,
  archive: {
    enabled: true,
    callbackUrl: '',
    trustedIps: null,
    notifyEveryMs: 15_000,
    seqBase: '0',
    groupConsent: 'all',
    autoAgree: false,
    consentTo: 'archive',
  },
};

/** Addresses that follow from the CRM's origin, unless they were set on their own. */
export function addressesOf(appUrl: string): Pick<Settings, 'appUrl' | 'sidebarUrl' | 'homeUrl' | 'trustedDomains'> {
  if (!appUrl) return { appUrl: '', sidebarUrl: '', homeUrl: '', trustedDomains: [] };
  const origin = new URL(appUrl).origin;
  return {
    appUrl: origin,
    sidebarUrl: `${origin}/sidebar/`,
    homeUrl: `${origin}/manager/`,
    trustedDomains: loopbackNames(new URL(origin)),
  };
}

/** On one machine the same server is opened as localhost and as 127.0.0.1; both are then its domain. */
function loopbackNames(url: URL): string[] {
  if (url.hostname !== 'localhost' && url.hostname !== '127.0.0.1') return [url.host];
  const port = url.port ? `:${url.port}` : '';
  return [`127.0.0.1${port}`, `localhost${port}`];
}
