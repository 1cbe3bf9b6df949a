import type { RuleDefinition } from '@zhike/shared/contracts/automation-rule';
import { dueAfter } from '../../engines/rules/happenings.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CAUSES_KEPT = 5;

export interface TrialCause {
  kind: 'message' | 'event' | 'date' | 'absence';
  ref: string;
  at: number;
  words: readonly string[];
}

/** What a dry run remembers of a customer. */
export interface Remembered {
  times: number;
  causes: TrialCause[];
  lastActedAt: number | null;
  mentions: number[];
  lastSaidAt: number | null;
  /** An absence that has begun. */
  waiting: { at: number; ref: string } | null;
}

/** Plays one rule over what happened, in the order of time: times, silences, absences and cooling down as they would have been. */
export class Simulation {
  /** Customers changed since they were last kept. */
  readonly changed = new Set<string>();

  constructor(
    private readonly rule: Pick<RuleDefinition, 'when' | 'cooldownHours' | 'activeFrom' | 'activeTo'>,
    readonly customers = new Map<string, Remembered>(),
  ) {}

  /** Something that would make the rule act, but for times and silence. */
  happened(customerId: string, cause: TrialCause): void {
    const { when } = this.rule;
    if (!this.isActiveAt(cause.at)) return;
    if (when.kind === 'message') {
      const known = this.of(customerId);
      if (when.afterQuietDays !== null) {
        const quiet = known.lastSaidAt === null ? -1 : cause.at - known.lastSaidAt;
        if (quiet < when.afterQuietDays * DAY) return;
      }
      if (when.times) {
        known.mentions = known.mentions.filter((at) => at > cause.at - when.times!.withinHours * HOUR);
        known.mentions.push(cause.at);
        if (known.mentions.length < when.times.count) return;
        known.mentions = [];
      }
    }
    this.act(customerId, cause, cause.at);
  }

  /** She said something, whatever it was and wherever; null: never yet. After `happened` for the same message. */
  said(customerId: string, at: number | null): void {
    this.of(customerId).lastSaidAt = at;
  }

  begins(customerId: string, ref: string, at: number): void {
    this.settle(customerId, at);
    if (!this.isActiveAt(at)) return;
    const known = this.of(customerId);
    known.waiting ??= { at, ref };
  }

  ends(customerId: string, at: number): void {
    this.settle(customerId, at);
    const known = this.of(customerId);
    if (known.waiting && known.waiting.at <= at) known.waiting = null;
  }

  /** Nothing more is known after this moment. */
  finish(at: number): void {
    for (const [customerId, { waiting }] of this.customers) if (waiting) this.settle(customerId, at);
  }

  private settle(customerId: string, at: number): void {
    const { when } = this.rule;
    const waiting = this.customers.get(customerId)?.waiting;
    if (!waiting || when.kind !== 'absence') return;
    const dueAt = dueAfter(when, waiting.at);
    if (dueAt > at) return;
    this.of(customerId).waiting = null;
    this.act(customerId, { kind: 'absence', ref: waiting.ref, at: waiting.at, words: [] }, dueAt);
  }

  private act(customerId: string, cause: TrialCause, at: number): void {
    const known = this.of(customerId);
    const free = known.lastActedAt === null || at >= known.lastActedAt + this.rule.cooldownHours * HOUR;
    if (!free) return;
    known.lastActedAt = at;
    known.times += 1;
    // The first ones, and always the latest.
    if (known.causes.length === CAUSES_KEPT) known.causes.pop();
    known.causes.push(cause);
  }

  private isActiveAt(at: number): boolean {
    const { activeFrom, activeTo } = this.rule;
    return (activeFrom === null || at >= activeFrom) && (activeTo === null || at < activeTo);
  }

  private of(customerId: string): Remembered {
    this.changed.add(customerId);
    let known = this.customers.get(customerId);
    if (!known) {
      known = { times: 0, causes: [], lastActedAt: null, mentions: [], lastSaidAt: null, waiting: null };
      this.customers.set(customerId, known);
    }
    return known;
  }
}
