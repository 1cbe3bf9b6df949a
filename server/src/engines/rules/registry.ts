import type { ConditionInput, RulePartsView } from '@zhike/shared/contracts/automation';
import type { RuleAction, RuleActionKind } from '@zhike/shared/contracts/automation-rule';
import type { Dependencies } from '../../dependencies.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { EventType, RecordedEvent } from '../../platform/delivery/event.ts';
import { DomainError } from '../../platform/errors.ts';
import { type Family, findInFamilies } from '../family.ts';

/** A rule names an event, a date, a condition or an action that this version does not know. */
export class RulePartUnknown extends DomainError<{ part: string }> {
  readonly code = 'automation.part_unknown';
  readonly kind = 'invalid';
}

export interface RuleCondition<Payload extends object> {
  key: string;
  /** In Chinese. */
  label: string;
  input: ConditionInput;
  options?: readonly { value: string; label: string }[];
  /** What the event says of itself. */
  valuesOf(event: RecordedEvent<Payload>, tx: Tx): readonly string[] | Promise<readonly string[]>;
}

/** Something that happens to a customer and that rules can wait for. Events without a customer start no rule. */
export interface RuleTrigger<Payload extends object = object> {
  /** Stable: saved rules name it. */
  key: string;
  label: string;
  on: EventType<Payload>;
  /** False for events of this type that are something else. */
  concerns?(payload: Payload): boolean;
  conditions: readonly RuleCondition<Payload>[];
}

// oxlint-disable-next-line typescript/no-explicit-any -- existential type, checked where the trigger is defined
export type AnyRuleTrigger = RuleTrigger<any>;

/** A business day, and from when to when it is. */
export interface DaySpan {
  day: string;
  from: number;
  to: number;
}

/** A day in the life of a customer that rules can count from. */
export interface RuleDate {
  key: string;
  label: string;
  /** Customers whose date lies in this span (epoch ms, `to` exclusive: the business day `day`), by date and id; `after` is `"AT ID"` of the last one, or empty. */
  findIn(tx: Tx, span: DaySpan, page: { after: string; limit: number }): Promise<{ customerId: string; at: number }[]>;
}

/** One version of a rule acting for one customer. */
export interface RuleRun {
  hitId: string;
  ruleId: string;
  ruleName: string;
  versionId: string;
  version: number;
  customerId: string;
  /** The event that made it act, if an event did. */
  sourceEventId: string | null;
  cause: { kind: string; ref: string; at: number; words: readonly string[] };
  /** Business time, epoch ms. */
  now: number;
}

export interface ActionResult {
  outcome: 'done' | 'already' | 'skipped';
  /** Phrase key, when skipped. */
  why?: string;
  /** What taking it back must know. */
  memory?: Record<string, unknown>;
}

export interface UndoResult {
  outcome: 'undone' | 'kept';
  /** Phrase key, when kept. */
  why?: string;
}

export interface RuleActionHandler<Settings extends RuleAction = RuleAction> {
  kind: Settings['kind'];
  label: string;
  /** Throws a DomainError when it can never work (a tag that is gone); asked when the rule is saved. */
  check(tx: Tx, settings: Settings): Promise<void>;
  /** In the transaction of everything else the rule does. What cannot be done now is skipped with its reason, not thrown. */
  apply(tx: Tx, run: RuleRun, settings: Settings, deps: Dependencies): Promise<ActionResult>;
  /** Absent: cannot be taken back. Takes back only what nobody has changed since. */
  undo?(
    tx: Tx,
    run: Pick<RuleRun, 'hitId' | 'versionId' | 'customerId'>,
    memory: Record<string, unknown>,
    by: { userId: string; now: number },
  ): Promise<UndoResult>;
}

// oxlint-disable-next-line typescript/no-explicit-any -- existential type, checked where the action is defined
export type AnyRuleAction = RuleActionHandler<any>;

/** What rules are made of, of all domains, brought together above them (server/src/scenarios/rule-parts.ts). */
export class RuleParts {
  private readonly triggers: ReadonlyMap<string, AnyRuleTrigger>;
  private readonly dates: ReadonlyMap<string, RuleDate>;
  private readonly actions: ReadonlyMap<string, AnyRuleAction>;
  private readonly dateFamilies: readonly Family<RuleDate>[];

  constructor(parts: {
    triggers: readonly AnyRuleTrigger[];
    dates: readonly RuleDate[];
    dateFamilies?: readonly Family<RuleDate>[];
    actions: readonly AnyRuleAction[];
  }) {
    this.triggers = byKey(parts.triggers, ({ key }) => key);
    this.dates = byKey(parts.dates, ({ key }) => key);
    this.actions = byKey(parts.actions, ({ kind }) => kind as string);
    this.dateFamilies = parts.dateFamilies ?? [];
  }

  trigger(key: string): AnyRuleTrigger {
    return known(this.triggers, key);
  }

  findTrigger(key: string): AnyRuleTrigger | undefined {
    return this.triggers.get(key);
  }

  triggersOn(eventType: string): AnyRuleTrigger[] {
    return [...this.triggers.values()].filter(({ on }) => on.name === eventType);
  }

  /** Each once. */
  eventTypes(): EventType<object>[] {
    return [...new Map([...this.triggers.values()].map(({ on }) => [on.name, on as EventType<object>])).values()];
  }

  async date(tx: Tx, key: string): Promise<RuleDate> {
    const date = this.dates.get(key) ?? (await findInFamilies(tx, this.dateFamilies, key));
    if (!date) throw new RulePartUnknown({ part: key });
    return date;
  }

  action(kind: RuleActionKind): AnyRuleAction {
    return known(this.actions, kind);
  }

  async present(tx: Tx): Promise<RulePartsView> {
    const dates = [...this.dates.values()];
    for (const family of this.dateFamilies) dates.push(...(await family.list(tx)));
    return {
      triggers: [...this.triggers.values()].map(({ key, label, conditions }) => ({
        key,
        label,
        conditions: conditions.map((one) => ({
          key: one.key,
          label: one.label,
          input: one.input,
          options: [...(one.options ?? [])],
        })),
      })),
      dates: dates.map(({ key, label }) => ({ key, label })),
      actions: [...this.actions.values()].map(({ kind, label, undo }) => ({
        kind: kind as string,
        label,
        canBeTakenBack: undo !== undefined,
      })),
    };
  }
}

function byKey<Part>(parts: readonly Part[], keyOf: (part: Part) => string): ReadonlyMap<string, Part> {
  const map = new Map<string, Part>();
  for (const part of parts) {
    if (map.has(keyOf(part))) throw new Error(`two parts of rules are called "${keyOf(part)}"`);
    map.set(keyOf(part), part);
  }
  return map;
}

function known<Part>(parts: ReadonlyMap<string, Part>, key: string): Part {
  const part = parts.get(key);
  if (!part) throw new RulePartUnknown({ part: key });
  return part;
}
