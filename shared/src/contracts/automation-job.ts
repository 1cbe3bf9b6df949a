import { z } from 'zod';
import { RuleCause, RulePerson, staff, whom } from './automation.ts';
import { RuleDefinition } from './automation-rule.ts';
import { Id, page, pageQuery, Timestamp } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Long work on automation rules: tried on history before they run, acting on those a dry run found, taken back afterwards. */

/** `trial`: a dry run; `apply`: acts on those whom a trial found; `undo`: takes back what a version did. */
export const RuleJobKind = z.enum(['trial', 'apply', 'undo']);

export const RuleJobView = z.object({
  id: Id,
  kind: RuleJobKind,
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
  /** Of a trial: the rule says something else by now, so that nobody can act on what was found. */
  isOutdated: z.boolean(),
  startedBy: RulePerson,
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
  can: z.object({ cancel: z.boolean(), apply: z.boolean() }),
});
export type RuleJobView = z.infer<typeof RuleJobView>;

export const TrialMatchView = z.object({
  ...whom,
  /** How often it would have acted. */
  times: z.int(),
  /** The first few; `text` is null where the viewer may not read what was said. */
  causes: z.array(RuleCause.extend({ text: z.string().nullable() })),
});
export type TrialMatchView = z.infer<typeof TrialMatchView>;

/** What taking back would do now, found out by doing it and forgetting it. */
export const UndoPreview = z.object({
  /** Times this version acted, and were not taken back yet. */
  totalCount: z.int(),
  /** The latest of them, looked at one by one. */
  lookedCount: z.int(),
  actions: z.array(
    z.object({
      kind: z.string(),
      undone: z.int(),
      /** By reason, a phrase key. */
      kept: z.array(z.object({ why: z.string(), count: z.int() })),
    }),
  ),
});
export type UndoPreview = z.infer<typeof UndoPreview>;

const ruleId = z.object({ ruleId: Id });
const jobId = z.object({ jobId: Id });
const member = { audience: 'member', roles: staff } as const;

export const previewUndo = endpoint({
  method: 'GET',
  path: '/api/automation/rules/:ruleId/undo',
  ...member,
  summary: 'How much of what a version did can be taken back, and what cannot',
  params: ruleId,
  query: z.object({ version: z.coerce.number().int().positive() }),
  response: UndoPreview,
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

export const listRuleJobs = endpoint({
  method: 'GET',
  path: '/api/automation/rules/:ruleId/jobs',
  ...member,
  summary: 'Dry runs, acting afterwards and taking back of a rule that the viewer may see, newest first',
  params: ruleId,
  query: z.object({ ...pageQuery, kind: RuleJobKind.optional() }),
  response: page(RuleJobView),
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
