import { z } from 'zod';
import { ExternalUserId, Id, MessagePlace, page, pageQuery, Timestamp, UserId } from './common.ts';
import { endpoint } from './endpoint.ts';
import { CustomFieldKind, FieldOption, FieldValue } from './custom-field.ts';
import { StageView } from './field.ts';
import { TaskView } from './task.ts';

/** Customers (客户): one person, many identities and relations. For the sidebar (by external user id) and the manager pages. */

export const MemberRef = z.object({ userId: UserId, name: z.string(), avatar: z.string().nullable() });
export type MemberRef = z.infer<typeof MemberRef>;

export const ChannelRef = z.object({ id: Id, name: z.string() });
export type ChannelRef = z.infer<typeof ChannelRef>;

/** `lost`: nobody of the company is her contact any more. */
export const CustomerStatus = z.enum(['active', 'lost']);
export type CustomerStatus = z.infer<typeof CustomerStatus>;

/** `half`: she added the member without verification and the member has not confirmed yet (免验证). */
export const RelationStatus = z.enum(['active', 'half', 'deleted_by_member', 'deleted_by_customer', 'transferred']);
export type RelationStatus = z.infer<typeof RelationStatus>;

/** Where a tag on a customer came from. `refId`: the channel, rule or job that put it there. */
export const TagOriginKind = z.enum(['scan', 'rule', 'rep', 'wecom']);
export type TagOriginKind = z.infer<typeof TagOriginKind>;

/** `pending`: WeCom has not been told yet. `failed`: WeCom refused; only our books carry the tag. */
export const TagSyncState = z.enum(['pending', 'done', 'failed']);

/**
 * Which rule in which version did something to a customer, and what made it act; words are the rule's own, never the message. `hitId` is
 * null when the record is gone, `message` when there is none or the viewer may not read it.
 */
export const RuleExplanation = z.object({
  ruleId: Id,
  name: z.string(),
  version: z.int(),
  hitId: Id.nullable(),
  cause: z
    .object({
      kind: z.string(),
      at: Timestamp,
      words: z.array(z.string()),
      message: MessagePlace.nullable(),
    })
    .nullable(),
});
export type RuleExplanation = z.infer<typeof RuleExplanation>;

export const TagOrigin = z.object({
  kind: TagOriginKind,
  /** Who put it there, or whose relation carries it. */
  member: MemberRef.nullable(),
  channel: ChannelRef.nullable(),
  /** Of `rule`. */
  rule: RuleExplanation.nullable(),
  refId: z.string().nullable(),
  at: Timestamp,
  state: TagSyncState,
});
export type TagOrigin = z.infer<typeof TagOrigin>;

export const CustomerTagView = z.object({
  tagId: z.string(),
  name: z.string(),
  groupId: z.string(),
  groupName: z.string(),
  /** One for each relation that carries the tag, newest first. */
  origins: z.array(TagOrigin).min(1),
  /** Names of the departments the tag's group is limited to; told to whoever is in none of them. */
  onlyFor: z.array(z.string()),
  can: z.object({ remove: z.boolean() }),
});
export type CustomerTagView = z.infer<typeof CustomerTagView>;

export const TagChip = z.object({ tagId: z.string(), name: z.string() });
export type TagChip = z.infer<typeof TagChip>;

/** A custom field of one customer, and where its value has it from. */
export const CustomerFieldView = z.object({
  fieldId: Id,
  name: z.string(),
  kind: CustomFieldKind,
  unit: z.string().nullable(),
  options: z.array(FieldOption),
  value: FieldValue.nullable(),
  /** Null without a value. `member`: who filled it in; `rule`: which rule did. */
  origin: z.object({ member: MemberRef.nullable(), rule: RuleExplanation.nullable(), at: Timestamp }).nullable(),
});
export type CustomerFieldView = z.infer<typeof CustomerFieldView>;

export const RelationView = z.object({
  id: Id,
  member: MemberRef,
  status: RelationStatus,
  isMine: z.boolean(),
  remark: z.string().nullable(),
  description: z.string().nullable(),
  remarkCorpName: z.string().nullable(),
  /** Masked: 138****5678. */
  phones: z.array(z.string()),
  /** WeCom's `add_way` (doc 92114); the words are the client's. */
  addWay: z.int(),
  channel: ChannelRef.nullable(),
  addedAt: Timestamp,
  removedAt: Timestamp.nullable(),
  /** The customer agreed to archiving of this chat. */
  archiveConsentAt: Timestamp.nullable(),
});
export type RelationView = z.infer<typeof RelationView>;

/** Why somebody is the owner, as a person reads it. */
export const OwnerReason = z.object({
  /** Stable name of the rule that decided: `added_member`, `returning_customer`, `manual`, … */
  rule: z.string(),
  /** One sentence in Chinese. */
  sentence: z.string(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  /** Who else was looked at, and why not. */
  alternatives: z.array(z.object({ userId: UserId, why: z.string() })),
  decidedAt: Timestamp,
});
export type OwnerReason = z.infer<typeof OwnerReason>;

export const OwnerView = z.object({ member: MemberRef, reason: OwnerReason.nullable() });

export const CustomerCan = z.object({
  editTags: z.boolean(),
  editStage: z.boolean(),
  editFields: z.boolean(),
  /** Has an own active relation: remark and description are the rep's own notes in WeCom. */
  editRemark: z.boolean(),
  logFollowUp: z.boolean(),
  setOwner: z.boolean(),
  revealPhones: z.boolean(),
});
export type CustomerCan = z.infer<typeof CustomerCan>;

/** One thing that happened. `data` holds what is needed to show it; names are joined when read. */
export const TimelineItem = z.object({
  id: Id,
  /** `noun.past_tense`. */
  type: z.string(),
  at: Timestamp,
  actor: MemberRef.nullable(),
  data: z.record(z.string(), z.unknown()),
});
export type TimelineItem = z.infer<typeof TimelineItem>;

export const TimelineGroup = z.enum([
  'relation',
  'group',
  'message',
  'content',
  'tag',
  'stage',
  'field',
  'owner',
  'follow_up',
  'task',
]);
export type TimelineGroup = z.infer<typeof TimelineGroup>;

export const CustomerProfile = z.object({
  id: Id,
  externalUserId: ExternalUserId.nullable(),
  /** 1 WeChat user, 2 WeCom user of another company. */
  type: z.int(),
  name: z.string(),
  avatar: z.string().nullable(),
  /** 0 unknown, 1 male, 2 female. */
  gender: z.int(),
  corpName: z.string().nullable(),
  position: z.string().nullable(),
  status: CustomerStatus,
  stage: StageView.nullable(),
  owner: OwnerView.nullable(),
  channel: ChannelRef.nullable(),
  firstAddedAt: Timestamp,
  lastAddedAt: Timestamp,
  tags: z.array(CustomerTagView),
  /** Those in use that are for the viewer's department, in their order. */
  fields: z.array(CustomerFieldView),
  relations: z.array(RelationView),
  /** The viewer's own relation, if any: its remark is the one to show and edit. */
  myRelation: RelationView.nullable(),
  /** The one most useful open task of the viewer, else of anybody, with its reason. */
  nextTask: TaskView.nullable(),
  /** Of everybody with her. */
  openTaskCount: z.int(),
  /** What the customer herself did last. */
  freshestSignal: TimelineItem.nullable(),
  can: CustomerCan,
});
export type CustomerProfile = z.infer<typeof CustomerProfile>;

export const getCustomerByExternalId = endpoint({
  method: 'GET',
  path: '/api/customers/by-external/:externalUserId',
  audience: 'member',
  summary:
    'The profile beside a chat; with `timeline` also so many of the newest entries, so that the first screen is one answer',
  params: z.object({ externalUserId: ExternalUserId }),
  query: z.object({ timeline: z.coerce.number().int().min(1).max(100).optional() }),
  response: CustomerProfile.extend({ timeline: page(TimelineItem).optional() }),
});

export const archiveCustomer = endpoint({
  method: 'POST',
  path: '/api/customers/by-external/:externalUserId/archive',
  audience: 'member',
  summary: 'Read a customer from WeCom now whom no callback has brought yet, and return the profile',
  params: z.object({ externalUserId: ExternalUserId }),
  response: CustomerProfile,
});

const customerParams = z.object({ customerId: Id });

export const getCustomer = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId',
  audience: 'member',
  summary: 'The profile of one customer',
  params: customerParams,
  response: CustomerProfile,
});

export const getCustomerTimeline = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId/timeline',
  audience: 'member',
  summary: 'What happened with a customer, newest first',
  params: customerParams,
  query: z.object({ ...pageQuery, group: TimelineGroup.optional() }),
  response: page(TimelineItem),
});
