import { Clock } from './clock.ts';
import { ArchiveNotifier } from './archive/notifier.ts';
import { Courier } from './callback/courier.ts';
import { tellArchiveNews } from './callback/events.ts';
import type { ApiCallDetailView } from './control/views.ts';
import type { Faults, Limits, Settings } from './control/views-switches.ts';
import type { Credentials } from './credentials.ts';
import { defaultLimits, defaultSettings, noFaults } from './defaults.ts';
import { RateLimiter } from './api/rate-limiter.ts';
import { LiveHub } from './live-hub.ts';
import { LogRing } from './log-ring.ts';
import type { ChangeListener } from './world/collection.ts';
import { GroupDetails } from './world/group-details.ts';
import type { Member } from './world/types.ts';
import { World } from './world/world.ts';

/** The emulated WeCom: what it remembers, its clock, its switches, and the courier that posts callbacks. */
export class Sandbox {
  readonly credentials: Credentials;
  readonly clock = new Clock();
  readonly live = new LiveHub(this.clock);
  readonly world: World;
  readonly courier: Courier;
  readonly archiveNotifier = new ArchiveNotifier(
    () => this.settings.archive.notifyEveryMs,
    () => tellArchiveNews(this),
  );
  readonly rates = new RateLimiter();
  readonly groupDetails = new GroupDetails();
  readonly calls = new LogRing<ApiCallDetailView>(5_000);
  // Changed in place, because the courier and the gate hold on to them.
  readonly settings: Settings = structuredClone(defaultSettings);
  readonly limits: Limits = structuredClone(defaultLimits);
  readonly faults: Faults = structuredClone(noFaults);
  /** Origin of everything, known once the server listens. */
  origin = '';
  demo = false;
  hasStateFile = false;
  /** Machine clock of the newest API call, for waiting until all is quiet. */
  lastApiCallAt = 0;
  apiCallsInFlight = 0;
  appMessagesDropped = 0;
  /** Answers that contradict the sandbox's own error tables; tests expect none. */
  readonly mistakes: string[] = [];
  #visibleDepartments: Set<number> | null = null;
  #calls = 0;

  constructor(credentials: Credentials, onChange: ChangeListener) {
    this.credentials = credentials;
    this.world = new World((collection, key, value) => {
      if (collection === 'department') this.#visibleDepartments = null;
      onChange(collection, key, value);
    });
    this.courier = new Courier(this);
  }

  nextCallId(): string {
    this.#calls += 1;
    return `call${this.#calls}`;
  }

  /** Whether the app may see the member (可见范围). */
  isVisible(member: Member): boolean {
    const { hiddenMembers, visibleMembers } = this.settings;
    if (hiddenMembers.length > 0 && hiddenMembers.includes(member.userId)) return false;
    if (visibleMembers.length > 0 && visibleMembers.includes(member.userId)) return true;
    const visible = this.visibleDepartments();
    return member.departments.some((id) => visible.has(id));
  }

  /** The app knows a customer group through its owner; that of an owner whose account is gone it keeps. */
  seesGroupsOf(owner: string): boolean {
    const member = this.world.member(owner);
    return member === undefined || this.isVisible(member);
  }

  /** Departments in the range, with everything below them. */
  visibleDepartments(): Set<number> {
    this.#visibleDepartments ??= withChildren(this.world, this.settings.visibleDepartments);
    return this.#visibleDepartments;
  }

  /** To be called after the range in the settings was changed. */
  rangeChanged(): void {
    this.#visibleDepartments = null;
  }

  /** A member whom customers can be led to: in range, active, verified, with the customer-contact function. */
  canReceive(member: Member | undefined): member is Member {
    return (
      member !== undefined && member.status === 1 && member.customerContact && member.verified && this.isVisible(member)
    );
  }

  avatarOf(id: string): string {
    return `${this.origin}/avatar/${encodeURIComponent(id)}.svg`;
  }

  scanUrl(configId: string): string {
    return `${this.origin}/scan/${configId}`;
  }

  /** What the code of a join way says. */
  joinUrl(configId: string): string {
    return `${this.origin}/join/${configId}`;
  }

  qrCodeUrl(configId: string): string {
    return `${this.origin}/qr/${configId}.png`;
  }
}

/** The given departments and all below them. */
export function withChildren(world: World, ids: number[]): Set<number> {
  const found = new Set(ids);
  let grown = true;
  while (grown) {
    grown = false;
    for (const department of world.departments.values()) {
      if (found.has(department.id) || !found.has(department.parentId)) continue;
      found.add(department.id);
      grown = true;
    }
  }
  return found;
}
