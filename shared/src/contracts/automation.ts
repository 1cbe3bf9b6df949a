import { z } from 'zod';
import { RuleDefinition, RuleSettings } from './automation-rule.ts';
import { Empty, Id, page, pageBody, pageQuery, Timestamp, UserId } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Automation rules (自动化规则): saved as versions, tried on history before they run, explained and taken back afterwards. */

const staff = ['admin', 'manager'] as const;

const Person = z.object({ userId: UserId, name: z.string() });

const Option = z.object({ value: z.string(), label: z.string() });
/** How a person picks the values of an event condition. */
export const ConditionInput = z.enum(['options', 'tag', 'stage', 'channel', 'member', 'group']);
export type ConditionInput = z.infer<typeof ConditionInput>;

export const RuleTriggerView = z.object({
  key: z.string(),
  label: z.string(),
  conditions: z.array(
    z.object({ key: z.string(), label: z.string(), input: ConditionInput, options: z.array(Option) }),
  ),
});
export type RuleTriggerView = z.infer<typeof RuleTriggerView>;

export const RulePartsView = z.object({
  triggers: z.array(RuleTriggerView),
  dates: z.array(z.object({ key: z.string(), label: z.string() })),
  actions: z.array(z.object({ kind: z.string(), label: z.string(), canBeTakenBack: z.boolean() })),
});
export type RulePartsView = z.infer<typeof RulePartsView>;

/** Why a rule no longer does what it says; `code` is a phrase key. */
export const RuleProblem = z.object({ code: z.string(), at: Timestamp });

const ruleView = {
  id: Id,
  name: z.string(),
  isOn: z.boolean(),
  /** Only what happens after this moment counts; null while it is off. */
  onSince: Timestamp.nullable(),
  version: z.int().positive(),
  definition: RuleDefinition,
  problem: RuleProblem.nullable(),
  /** Times it acted within the last seven days. */
  hitsInWeek: z.int(),
  savedBy: Person,
  savedAt: Timestamp,
  can: z.object({ edit: z.boolean() }),
};
export const RuleView = z.object(ruleView);
export type RuleView = z.infer<typeof RuleView>;

export const RuleVersionView = z.object({
  version: z.int().positive(),
  name: z.string(),
  definition: RuleDefinition,
  /** Fields that differ from the version before; empty for the first. */
  changed: z.array(z.string()),
  savedBy: Person,
  savedAt: Timestamp,
  hitCount: z.int(),
});
export type RuleVersionView = z.infer<typeof RuleVersionView>;

/** What made a rule act. */
export const RuleCause = z.object({
  kind: z.enum(['message', 'event', 'date', 'absence']),
  /** Position of the message, id of the event, business day. */
  ref: z.string(),
  at: Timestamp,
  /** Words of the rule that were said. */
  words: z.array(z.string()),
});
export type RuleCause = z.infer<typeof RuleCause>;

/** `done`; `already`: it was so before; `skipped`: not possible, `why` is a phrase key. */
export const ActionOutcome = z.object({
  kind: z.string(),
  outcome: z.enum(['done', 'already', 'skipped']),
  why: z.string().nullable(),
  /** Since undone: `undone`, or `kept` with the reason. */
  undo: z.object({ outcome: z.enum(['undone', 'kept']), why: z.string().nullable() }).nullable(),
});
export type ActionOutcome = z.infer<typeof ActionOutcome>;

/** Null: erased since, or not the viewer's business, which `isHidden` says. */
const Whom = {
  customer: z.object({ id: Id, name: z.string(), avatar: z.string().nullable() }).nullable(),
  isHidden: z.boolean(),
};

export const RuleHitView = z.object({
  id: Id,
  version: z.int(),
  ...Whom,
  at: Timestamp,
  cause: RuleCause,
  /** It acted on what lay in the past, because somebody asked for it. */
  isLate: z.boolean(),
  actions: z.array(ActionOutcome),
  undoneAt: Timestamp.nullable(),
});
export type RuleHitView = z.infer<typeof RuleHitView>;

export const RuleJobView = z.object({
  id: Id,
  /** `trial`: a dry run; `apply`: acts on those whom a trial found; `undo`: takes back what a version did. */
  kind: z.enum(['trial', 'apply', 'undo']),
  ruleId: Id.nullable(),
  version: z.int().nullable(),
  status: z.enum(['running', 'done', 'cancelled', 'failed']),
  /** Of a trial: messages and events looked at; else customers or hits handled. */
  doneCount: z.int(),
  /** Null: not known yet. */
  totalCount: z.int().nullable(),
  /** Of a trial: customers who would have been touched, and how often altogether; of others: touched, and left as they were. */
  matchedCount: z.int(),
  timesCount: z.int(),
  keptCount: z.int(),
  from: Timestamp.nullable(),
  to: Timestamp.nullable(),
  startedBy: Person,
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
  can: z.object({ cancel: z.boolean(), apply: z.boolean() }),
});
export type RuleJobView = z.infer<typeof RuleJobView>;

export const TrialMatchView = z.object({
  ...Whom,
  /** How often it would have acted. */
  times: z.int(),
  /** The first few. */
  causes: z.array(RuleCause),
});
export type TrialMatchView = z.infer<typeof TrialMatchView>;

export const WebhookView = z.object({ id: Id, name: z.string(), url: z.string(), createdAt: Timestamp });
export type WebhookView = z.infer<typeof WebhookView>;

const ruleId = z.object({ ruleId: Id });
const jobId = z.object({ jobId: Id });
const member = { audience: 'member', roles: staff } as const;

export const getRuleParts = endpoint({
  method: 'GET',
  path: '/api/automation/parts',
  ...member,
  summary: 'Events, dates and actions that rules can be made of',
  response: RulePartsView,
});

export const listRules = endpoint({
  method: 'POST',
  path: '/api/automation/rules/search',
  ...member,
  summary: 'Rules, newest first',
  body: z.object({ ...pageBody, search: z.string().trim().max(50).optional(), isOn: z.boolean().optional() }),
  response: page(RuleView),
});

export const createRule = endpoint({
  method: 'POST',
  path: '/api/automation/rules',
  ...member,
  summary: 'Save a new rule; it is off until it is switched on',
  body: RuleSettings,
  response: RuleView,
});

export const getRule = endpoint({
  method: 'GET',
  path: '/api/automation/rules/:ruleId',
  ...member,
  summary: 'One rule as it is now',
  params: ruleId,
  response: RuleView,
});

export const updateRule = endpoint({
  method: 'PUT',
  path: '/api/automation/rules/:ruleId',
  ...member,
  summary: 'Save a new version; a conflict when somebody has saved one since `seenVersion`',
  params: ruleId,
  query: z.object({ seenVersion: z.coerce.number().int().positive().optional() }),
  body: RuleSettings,
  response: RuleView,
});

export const switchRule = endpoint({
  method: 'POST',
  path: '/api/automation/rules/:ruleId/switch',
  ...member,
  summary: 'Switch on from now, or off',
  params: ruleId,
  body: z.object({ isOn: z.boolean() }),
  response: RuleView,
});

export const deleteRule = endpoint({
  method: 'DELETE',
  path: '/api/automation/rules/:ruleId',
  ...member,
  summary: 'Delete a rule; what it did stays and stays explained',
  params: ruleId,
  response: Empty,
});

export const listRuleVersions = endpoint({
  method: 'GET',
  path: '/api/automation/rules/:ruleId/versions',
  ...member,
  summary: 'Versions, newest first: who changed what and when',
  params: ruleId,
  query: z.object(pageQuery),
  response: page(RuleVersionView),
});

export const listRuleHits = endpoint({
  method: 'GET',
  path: '/api/automation/rules/:ruleId/hits',
  ...member,
  summary: 'What a rule did, newest first',
  params: ruleId,
  query: z.object({ ...pageQuery, version: z.coerce.number().int().positive().optional() }),
  response: page(RuleHitView),
});

export const undoRule = endpoint({
  method: 'POST',
  path: '/api/automation/rules/:ruleId/undo',
  ...member,
  summary: 'Take back what a version did and nobody has changed since',
  params: ruleId,
  body: z.object({ version: z.int().positive() }),
  response: RuleJobView,
});

export const startTrial = endpoint({
  method: 'POST',
  path: '/api/automation/trials',
  ...member,
  summary: 'Dry run: whom would this rule have touched; events as they were, customers as they are, cooldown simulated',
  body: z
    .object({
      /** The rule it belongs to, when saved. */
      ruleId: Id.nullable().default(null),
      definition: RuleDefinition,
      from: Timestamp,
      /** Exclusive. */
      to: Timestamp,
    })
    .refine(({ from, to }) => from < to, { message: '结束时间要晚于开始时间', path: ['to'] }),
  response: RuleJobView,
});

export const getRuleJob = endpoint({
  method: 'GET',
  path: '/api/automation/jobs/:jobId',
  ...member,
  summary: 'Progress of a dry run, of acting on its customers, or of taking back',
  params: jobId,
  response: RuleJobView,
});

export const cancelRuleJob = endpoint({
  method: 'POST',
  path: '/api/automation/jobs/:jobId/cancel',
  ...member,
  summary: 'Stop; what is done stays done',
  params: jobId,
  response: RuleJobView,
});

export const listTrialMatches = endpoint({
  method: 'GET',
  path: '/api/automation/jobs/:jobId/matches',
  ...member,
  summary: 'Whom a dry run found, with what would have done it',
  params: jobId,
  query: z.object(pageQuery),
  response: page(TrialMatchView),
});

export const applyTrial = endpoint({
  method: 'POST',
  path: '/api/automation/jobs/:jobId/apply',
  ...member,
  summary: 'Let the saved rule act once on everybody whom its dry run found',
  params: jobId,
  response: RuleJobView,
});

export const listWebhooks = endpoint({
  method: 'GET',
  path: '/api/automation/webhooks',
  ...member,
  summary: 'Addresses that rules can call',
  response: z.object({ items: z.array(WebhookView) }),
});

export const createWebhook = endpoint({
  method: 'POST',
  path: '/api/automation/webhooks',
  ...member,
  roles: ['admin'],
  summary: 'Add an address; its secret (Standard Webhooks) is shown once',
  body: z.object({
    name: z.string().trim().min(1, '请填写名称').max(40),
    url: z.url({ protocol: /^https?$/ }).max(1000),
  }),
  response: WebhookView.extend({ secret: z.string() }),
});

export const deleteWebhook = endpoint({
  method: 'DELETE',
  path: '/api/automation/webhooks/:webhookId',
  ...member,
  roles: ['admin'],
  summary: 'Remove an address; rules that call it skip that action',
  params: z.object({ webhookId: Id }),
  response: Empty,
});
