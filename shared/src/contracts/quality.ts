import { z } from 'zod';
import { Day, Id, Timestamp, UserId, page, pageBody } from './common.ts';
import { dayRange } from './day-range.ts';
import { endpoint } from './endpoint.ts';
import { Keyword } from './keywords.ts';

/** Quality checks (会话质检): sensitive words and actions, what was found, and what checkers made of it. */

export const QualityLevel = z.enum(['low', 'middle', 'high']);
export type QualityLevel = z.infer<typeof QualityLevel>;

export const QualitySpeaker = z.enum(['member', 'customer', 'both']);
export type QualitySpeaker = z.infer<typeof QualitySpeaker>;

export const QualityActionKind = z.enum([
  'no_reply',
  'no_follow_up',
  'red_packet',
  'phone',
  'contact_card',
  'deleted_customer',
  'deleted_by_customer',
]);
export type QualityActionKind = z.infer<typeof QualityActionKind>;

export const QualityDecision = z.enum(['fine', 'remind', 'violation']);
export type QualityDecision = z.infer<typeof QualityDecision>;
export const QualityState = z.enum(['open', ...QualityDecision.options]);
export type QualityState = z.infer<typeof QualityState>;

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const WorkingHours = z
  .strictObject({
    /** 1 Monday … 7 Sunday. */
    weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
    from: Clock,
    to: Clock,
  })
  .refine(({ from, to }) => from < to, '下班时间要晚于上班时间');
export type WorkingHours = z.infer<typeof WorkingHours>;

const Departments = z.array(z.int().positive()).max(200);
const leads = ['admin', 'manager'] as const;

/** WeCom's own interception (敏感词拦截): members are warned, or cannot send. */
export const QualityIntercept = z.enum(['off', 'warn', 'block']);
export type QualityIntercept = z.infer<typeof QualityIntercept>;
export const QualityInterceptState = z.enum(['none', 'waiting', 'done', 'failed']);
export type QualityInterceptState = z.infer<typeof QualityInterceptState>;

const groupFields = {
  name: z.string().trim().min(1).max(20),
  level: QualityLevel,
  speaker: QualitySpeaker,
  words: z.array(Keyword).min(1).max(300),
  /** Whose conversations; empty: everybody's. */
  departmentIds: Departments,
  isOn: z.boolean(),
  intercept: QualityIntercept.default('off'),
};

export const QualityWordGroupView = z.object({
  id: Id,
  ...groupFields,
  interceptState: QualityInterceptState,
  version: z.int(),
  changedAt: Timestamp,
  can: z.object({ edit: z.boolean() }),
});
export type QualityWordGroupView = z.infer<typeof QualityWordGroupView>;

export const listQualityWordGroups = endpoint({
  method: 'GET',
  path: '/api/quality/word-groups',
  audience: 'member',
  roles: leads,
  summary: 'Sensitive words in groups',
  response: z.object({ items: z.array(QualityWordGroupView) }),
});

export const createQualityWordGroup = endpoint({
  method: 'POST',
  path: '/api/quality/word-groups',
  audience: 'member',
  roles: leads,
  summary: 'Look for more words; managers for departments of their own',
  body: z.object(groupFields),
  response: QualityWordGroupView,
});

const groupParams = z.object({ groupId: Id });

export const updateQualityWordGroup = endpoint({
  method: 'PUT',
  path: '/api/quality/word-groups/:groupId',
  audience: 'member',
  roles: leads,
  summary: 'Change a group, unless somebody else has changed it since `version`',
  params: groupParams,
  body: z.object({ ...groupFields, version: z.int() }),
  response: QualityWordGroupView,
});

export const deleteQualityWordGroup = endpoint({
  method: 'DELETE',
  path: '/api/quality/word-groups/:groupId',
  audience: 'member',
  roles: leads,
  summary: 'Look for these words no more; what was found stays',
  params: groupParams,
  response: z.object({}),
});

const actionFields = {
  isOn: z.boolean(),
  level: QualityLevel,
  /** Minutes of no reply, days of no follow-up; 0 where nothing is counted. */
  amount: z.int().min(0).max(1440),
  departmentIds: Departments,
  hours: WorkingHours,
};

export const QualityActionView = z.object({ action: QualityActionKind, ...actionFields, version: z.int() });
export type QualityActionView = z.infer<typeof QualityActionView>;

export const listQualityActions = endpoint({
  method: 'GET',
  path: '/api/quality/actions',
  audience: 'member',
  roles: leads,
  summary: 'Sensitive actions and whether they are looked for',
  response: z.object({ items: z.array(QualityActionView), can: z.object({ edit: z.boolean() }) }),
});

export const updateQualityAction = endpoint({
  method: 'PUT',
  path: '/api/quality/actions/:action',
  audience: 'member',
  roles: ['admin'],
  summary: 'Switch a sensitive action on or off, and say when it counts',
  params: z.object({ action: QualityActionKind }),
  body: z.object({ ...actionFields, version: z.int() }),
  response: QualityActionView,
});

export const QualityHitView = z.object({
  id: Id,
  ruleKind: z.enum(['word', 'action']),
  ruleName: z.string(),
  action: QualityActionKind.nullable(),
  word: z.string().nullable(),
  speaker: z.enum(['member', 'customer']).nullable(),
  level: QualityLevel,
  member: z.object({ userId: UserId, name: z.string() }),
  customer: z.object({ id: Id, name: z.string() }).nullable(),
  at: Timestamp,
  times: z.int(),
  state: QualityState,
  checkedBy: z.object({ userId: UserId, name: z.string() }).nullable(),
  checkedAt: Timestamp.nullable(),
  note: z.string().nullable(),
  /** False of a hit at the viewer herself. */
  can: z.object({ decide: z.boolean() }),
});
export type QualityHitView = z.infer<typeof QualityHitView>;

export const searchQualityHits = endpoint({
  method: 'POST',
  path: '/api/quality/hits/search',
  audience: 'member',
  roles: leads,
  summary: 'What was found at members in scope, newest first',
  body: z.object({
    ...pageBody,
    state: QualityState.optional(),
    level: QualityLevel.optional(),
    userId: UserId.optional(),
    word: z.string().max(32).optional(),
  }),
  response: page(QualityHitView),
});

export const QualityMessage = z.object({
  position: z.int(),
  sender: z.object({ kind: z.enum(['member', 'customer', 'robot']), name: z.string() }),
  sentAt: Timestamp,
  type: z.string(),
  /** What was said; of what is no text, what it is. */
  text: z.string(),
  isRevoked: z.boolean(),
  isHit: z.boolean(),
});
export type QualityMessage = z.infer<typeof QualityMessage>;

export const QualityHitDetail = QualityHitView.extend({
  /** Around the place, oldest first, from the archive. */
  messages: z.array(QualityMessage),
  /** Where it can be read on; null: not about a message. */
  conversationId: Id.nullable(),
  /** Why there are none: the customer has not agreed, or the hit is not about a message. */
  hidden: z.enum(['no_consent', 'no_message']).nullable(),
});
export type QualityHitDetail = z.infer<typeof QualityHitDetail>;

const hitParams = z.object({ hitId: Id });

export const getQualityHit = endpoint({
  method: 'GET',
  path: '/api/quality/hits/:hitId',
  audience: 'member',
  roles: leads,
  summary: 'A hit with the messages around it; the look is audited',
  params: hitParams,
  response: QualityHitDetail,
});

export const decideQualityHit = endpoint({
  method: 'POST',
  path: '/api/quality/hits/:hitId/decision',
  audience: 'member',
  roles: leads,
  summary: 'Fine, to be reminded of, or a violation; the first decision counts',
  params: hitParams,
  body: z.object({ decision: QualityDecision, note: z.string().trim().max(500).optional() }),
  response: QualityHitView,
});

export const QualityStats = z.object({
  total: z.object({ hits: z.int(), open: z.int(), violations: z.int() }),
  days: z.array(z.object({ day: Day, words: z.int(), actions: z.int() })),
  byWord: z.array(z.object({ word: z.string(), hits: z.int() })),
  byAction: z.array(z.object({ action: QualityActionKind, hits: z.int() })),
  byDepartment: z.array(z.object({ id: z.int(), name: z.string(), hits: z.int() })),
  byMember: z.array(
    z.object({
      userId: UserId,
      name: z.string(),
      hits: z.int(),
      violations: z.int(),
      asked: z.int(),
      /** Asked a moment ago: there is still time to answer. */
      waiting: z.int(),
      unanswered: z.int(),
      /** Seconds of working time; null: nothing was answered. */
      averageReply: z.int().nullable(),
      /** Of the first question a customer asks on a day. */
      averageFirstReply: z.int().nullable(),
    }),
  ),
});
export type QualityStats = z.infer<typeof QualityStats>;

export const getQualityStats = endpoint({
  method: 'GET',
  path: '/api/quality/stats',
  audience: 'member',
  roles: leads,
  summary: 'Hits and answering times of members in scope, by business day; both days included',
  query: dayRange(92),
  response: QualityStats,
});
