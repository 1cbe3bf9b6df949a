import { z } from 'zod';
import { RuleDefinition, RuleSettings } from './automation-rule.ts';
import { Empty, Id, MessagePlace, page, pageBody, pageQuery, Timestamp, UserId } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Automation rules (自动化规则): saved as versions, and what they did. Trying and taking back: `automation-job.ts`. */

/** Who makes rules. */
export const staff = ['admin', 'manager'] as const;

export const RulePerson = z.object({ userId: UserId, name: z.string() });

const Option = z.object({ value: z.string(), label: z.string() });
/** How a person picks the values of an event condition. */
export const ConditionInput = z.enum([
  'options',
  'tag',
  'stage',
  'channel',
  'member',
  'group',
  'custom_field',
  'material',
]);
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

/** What people call something that a rule points to; what is gone has no name. */
export const RuleName = z.object({
  kind: z.enum([...ConditionInput.options, 'sop', 'webhook']),
  id: z.string(),
  name: z.string(),
});
export type RuleName = z.infer<typeof RuleName>;

/** Why a rule no longer does what it says; `code` is a phrase key. */
export const RuleProblem = z.object({ code: z.string(), at: Timestamp });

/** Whose customers a rule acts on; `names`: the highest departments, or the one member. */
export const RuleReach = z.object({ kind: z.enum(['all', 'departments', 'self']), names: z.array(z.string()) });
export type RuleReach = z.infer<typeof RuleReach>;

const ruleView = {
  id: Id,
  name: z.string(),
  isOn: z.boolean(),
  /** Only what happens after this moment counts; null while it is off. */
  onSince: Timestamp.nullable(),
  version: z.int().positive(),
  definition: RuleDefinition,
  names: z.array(RuleName),
  reach: RuleReach,
  problem: RuleProblem.nullable(),
  /** Times it acted within the last seven days. */
  hitsInWeek: z.int(),
  savedBy: RulePerson,
  savedAt: Timestamp,
  can: z.object({ edit: z.boolean() }),
};
export const RuleView = z.object(ruleView);
export type RuleView = z.infer<typeof RuleView>;

export const RuleVersionView = z.object({
  version: z.int().positive(),
  name: z.string(),
  definition: RuleDefinition,
  names: z.array(RuleName),
  reach: RuleReach,
  /** Fields that differ from the version before; empty for the first. */
  changed: z.array(z.string()),
  savedBy: RulePerson,
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
export const whom = {
  customer: z.object({ id: Id, name: z.string(), avatar: z.string().nullable() }).nullable(),
  isHidden: z.boolean(),
};

export const RuleHitView = z.object({
  id: Id,
  version: z.int(),
  ...whom,
  at: Timestamp,
  cause: RuleCause,
  /** It acted on what lay in the past, because somebody asked for it. */
  isLate: z.boolean(),
  actions: z.array(ActionOutcome),
  undoneAt: Timestamp.nullable(),
});
export type RuleHitView = z.infer<typeof RuleHitView>;

const ruleId = z.object({ ruleId: Id });
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
  query: z.object({
    seenVersion: z.coerce.number().int().positive().optional(),
    /** `kept`: an admin leaves a manager's rule to the customers it acts on now; `own`: all whom the viewer may see. */
    reach: z.enum(['kept', 'own']).optional(),
  }),
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

export const getRuleVersion = endpoint({
  method: 'GET',
  path: '/api/automation/rules/:ruleId/versions/:version',
  ...member,
  summary: 'One version, to be read or brought back',
  params: ruleId.extend({ version: z.coerce.number().int().positive() }),
  response: RuleVersionView,
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

export const readRuleHit = endpoint({
  method: 'GET',
  path: '/api/automation/hits/:hitId/message',
  ...member,
  summary: 'What was said when a rule acted, for whoever may read that chat; the look is audited',
  params: z.object({ hitId: Id }),
  response: z.object({
    /** Null: not a message, taken back since, not agreed to, or not the viewer's business. */
    text: z.string().nullable(),
    place: MessagePlace.nullable(),
  }),
});

export const checkPattern = endpoint({
  method: 'POST',
  path: '/api/automation/patterns/check',
  ...member,
  summary: 'Whether a regular expression can be used; `keywords.pattern_invalid` says why not',
  body: z.object({ pattern: z.string().min(1).max(200) }),
  response: Empty,
});
