import { z } from 'zod';
import { Id, Timestamp, UserId } from './common.ts';
import { FieldValue } from './custom-field.ts';
import { Filter } from './filter.ts';
import { KeywordMatch } from './keywords.ts';
import { ClockTime } from './welcome.ts';

/**
 * The language of automation rules (自动化规则): when … if … then …. Which events, dates and actions there are, and what an event can be asked
 * about, the server's registry says (`getRuleParts`).
 */

const Key = z.string().regex(/^[a-z][a-z0-9_.]{0,63}$/);

/** What the event must say of itself: one of these values. */
export const EventCondition = z.strictObject({ key: Key, values: z.array(z.string().min(1).max(128)).min(1).max(200) });
export type EventCondition = z.infer<typeof EventCondition>;

/** Something that happens: an event, or somebody says something in a single chat; without `keywords` whatever it is. */
export const Happening = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('event'), trigger: Key, conditions: z.array(EventCondition).max(5).default([]) }),
  z.strictObject({ kind: z.literal('said'), by: z.enum(['customer', 'rep']), keywords: KeywordMatch.optional() }),
]);
export type Happening = z.infer<typeof Happening>;
export type SaidHappening = Extract<Happening, { kind: 'said' }>;

/** Wall-clock hours of business time; `to` at or before `from` reaches over midnight. */
export const BusinessHours = z.strictObject({
  weekdays: z.array(z.int().min(1).max(7)).min(1, '至少选择一天').max(7),
  from: ClockTime,
  to: ClockTime,
  /** True: outside of these hours. */
  outside: z.boolean().default(false),
});
export type BusinessHours = z.infer<typeof BusinessHours>;

export const MessageWhen = z.strictObject({
  kind: z.literal('message'),
  /** Null: whatever is said. */
  keywords: KeywordMatch.nullable().default(null),
  saidBy: z.enum(['customer', 'rep', 'anyone']).default('customer'),
  inSingleChats: z.boolean().default(true),
  /** In a group only what a customer says counts: it concerns her. */
  inGroups: z.enum(['none', 'all', 'some']).default('none'),
  chatIds: z.array(z.string().min(1).max(64)).max(200).default([]),
  /** So many times by, or to, one customer within so many hours; then counting begins anew. */
  times: z
    .strictObject({
      count: z.int().min(2).max(100),
      withinHours: z
        .int()
        .min(1)
        .max(24 * 365),
    })
    .nullable()
    .default(null),
  /** The first one after so many days in which she said nothing. */
  afterQuietDays: z.int().min(1).max(3650).nullable().default(null),
  hours: BusinessHours.nullable().default(null),
});
export type MessageWhen = z.infer<typeof MessageWhen>;

export const RuleWhen = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('event'), trigger: Key, conditions: z.array(EventCondition).max(5).default([]) }),
  MessageWhen,
  /** At `at` on the day that lies `offsetDays` after the date (before it: negative); `yearly` every year from the first anniversary on. */
  z.strictObject({
    kind: z.literal('date'),
    date: Key,
    offsetDays: z.int().min(-365).max(3650).default(0),
    repeat: z.enum(['once', 'yearly']),
    at: ClockTime,
  }),
  /** `start` happened, and none of `unless` within so long after the first such start. */
  z.strictObject({
    kind: z.literal('absence'),
    start: Happening,
    unless: z.array(Happening).min(1).max(5),
    within: z.strictObject({ count: z.int().min(1).max(1_000), unit: z.enum(['minutes', 'hours', 'days']) }),
  }),
]);
export type RuleWhen = z.infer<typeof RuleWhen>;

const tagIds = z.array(z.string().min(1).max(64)).min(1, '请选择标签').max(20);
const line = (max: number) => z.string().trim().min(1, '请填写内容').max(max);

/** Whom it is given or told to: the customer's owner (else the rep who follows her last), or these members. */
export const RuleRecipients = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('owner') }),
  z.strictObject({ kind: z.literal('members'), userIds: z.array(UserId).min(1, '请选择员工').max(50) }),
]);
export type RuleRecipients = z.infer<typeof RuleRecipients>;

/** Later domains add theirs here, and to the registry. */
export const RuleAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tag'), tagIds }),
  z.strictObject({ kind: z.literal('untag'), tagIds }),
  z.strictObject({ kind: z.literal('set_stage'), stageId: Id }),
  /** A custom field; null empties it, `today` is the day on which the rule acts. */
  z.strictObject({
    kind: z.literal('set_field'),
    fieldId: Id,
    value: z.union([FieldValue, z.strictObject({ kind: z.literal('today') })]).nullable(),
  }),
  /** One of several: whoever is next in turn by her id, always the same for the same customer. */
  z.strictObject({ kind: z.literal('assign'), userIds: z.array(UserId).min(1, '请选择员工').max(50) }),
  z.strictObject({ kind: z.literal('notify'), to: RuleRecipients, text: line(200) }),
  z.strictObject({
    kind: z.literal('create_task'),
    to: RuleRecipients,
    title: line(60),
    /** Hours from now, or the end of today's work. */
    dueInHours: z
      .int()
      .min(1)
      .max(24 * 90)
      .nullable()
      .default(null),
  }),
  z.strictObject({ kind: z.literal('enrol_sop'), sopId: Id }),
  z.strictObject({ kind: z.literal('webhook'), webhookId: Id }),
]);
export type RuleAction = z.infer<typeof RuleAction>;
export type RuleActionKind = RuleAction['kind'];

const ruleParts = {
  when: RuleWhen,
  /** Whom it is about; null: every customer. */
  filter: Filter.nullable().default(null),
  actions: z.array(RuleAction).min(1, '至少选择一个动作').max(10),
  /** Not again for the same customer for so many hours; 0: every time. */
  cooldownHours: z
    .int()
    .min(0)
    .max(24 * 3650)
    .default(24),
  /** Higher ones come first. */
  priority: z.int().min(0).max(1000).default(0),
  /** When this one acts, those of lower priority do not act on the same happening. */
  stopsOthers: z.boolean().default(false),
  activeFrom: Timestamp.nullable().default(null),
  /** Exclusive. */
  activeTo: Timestamp.nullable().default(null),
};

interface Checked {
  when: RuleWhen;
  activeFrom: number | null;
  activeTo: number | null;
}

function checkRule({ when, activeFrom, activeTo }: Checked, context: z.RefinementCtx): void {
  const issue = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
  if (activeFrom !== null && activeTo !== null && activeFrom >= activeTo) issue(['activeTo'], '结束时间要晚于开始时间');
  if (when.kind !== 'message') return;
  if (!when.inSingleChats && when.inGroups === 'none') issue(['when', 'inSingleChats'], '至少选择单聊或群聊');
  if (when.inGroups === 'some' && when.chatIds.length === 0) issue(['when', 'chatIds'], '请选择客户群');
  if (when.saidBy === 'rep' && !when.inSingleChats) issue(['when', 'saidBy'], '群里员工说的话无法对应到某位客户');
  if (!when.keywords && when.afterQuietDays === null && !when.times)
    issue(['when', 'keywords'], '请填写关键词,或设置次数、沉默天数');
  if (when.afterQuietDays !== null && when.saidBy !== 'customer')
    issue(['when', 'afterQuietDays'], '沉默天数只针对客户说的话');
}

/** What a version of a rule holds. */
export const RuleDefinition = z.strictObject(ruleParts).superRefine(checkRule);
export type RuleDefinition = z.infer<typeof RuleDefinition>;

export const RuleSettings = z.strictObject({ name: line(40), ...ruleParts }).superRefine(checkRule);
export type RuleSettings = z.infer<typeof RuleSettings>;
export type RuleSettingsInput = z.input<typeof RuleSettings>;
