import { z } from 'zod';
import { Id, page, pageQuery, Timestamp, UserId } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Tasks (待办): everything a person must do, one list, one deadline logic. And follow-ups (跟进记录): the work done. */

export const TaskKind = z.enum([
  'first_follow_up',
  'follow_up',
  'welcome_missed',
  'lost_customer',
  'transfer_failed',
  'handover',
  'group_welcome',
  'group_leaving',
  'quality_check',
  'rule',
  'sop',
  'mass_send',
  'care',
  'other',
]);
export type TaskKind = z.infer<typeof TaskKind>;

export const TaskStatus = z.enum(['open', 'done', 'dismissed']);
export type TaskStatus = z.infer<typeof TaskStatus>;

/** What the rep does to finish a task, where it is more than the title says. Others add kinds. */
export const TaskAction = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('send'),
    materialIds: z.array(Id).max(20),
    scriptId: Id.nullable(),
    /** Words of its own, with the variables of scripts. */
    text: z.string().optional(),
  }),
  z.object({ kind: z.literal('call') }),
]);
export type TaskAction = z.infer<typeof TaskAction>;

export const TaskView = z.object({
  id: Id,
  kind: TaskKind,
  /** Chinese, short: what to do. */
  title: z.string(),
  /** Chinese, one sentence: why. */
  reason: z.string().nullable(),
  status: TaskStatus,
  assignee: z.object({ userId: UserId, name: z.string() }),
  customer: z
    .object({ id: Id, name: z.string(), avatar: z.string().nullable(), externalUserId: z.string().nullable() })
    .nullable(),
  dueAt: Timestamp,
  /** Put off until then; null when not. */
  snoozedUntil: Timestamp.nullable(),
  isOverdue: z.boolean(),
  createdAt: Timestamp,
  closedAt: Timestamp.nullable(),
  /** What came of it, in the assignee's words. */
  result: z.string().nullable(),
  action: TaskAction.nullable(),
  /** When whoever answers for the assignee was told that it is overdue. */
  escalatedAt: Timestamp.nullable(),
  /** What a quality check is about. */
  hitId: Id.nullable(),
  can: z.object({ close: z.boolean(), reopen: z.boolean() }),
});
export type TaskView = z.infer<typeof TaskView>;

export const TaskCounts = z.object({ overdue: z.int(), today: z.int(), later: z.int() });
export type TaskCounts = z.infer<typeof TaskCounts>;

export const listTasks = endpoint({
  method: 'GET',
  path: '/api/tasks',
  audience: 'member',
  summary:
    "The viewer's tasks: open ones by due time, closed ones newest first; or all tasks of one customer the viewer may see",
  query: z.object({ ...pageQuery, status: z.enum(['open', 'closed']).default('open'), customerId: Id.optional() }),
  response: page(TaskView),
});

export const countTasks = endpoint({
  method: 'GET',
  path: '/api/task-counts',
  audience: 'member',
  summary: 'How many open tasks the viewer has',
  response: TaskCounts,
});

export const createTask = endpoint({
  method: 'POST',
  path: '/api/tasks',
  audience: 'member',
  summary: 'Note something to do for oneself, or as a manager for a member in scope',
  body: z.object({
    title: z.string().trim().min(1).max(60),
    customerId: Id.optional(),
    assigneeUserId: UserId.optional(),
    dueAt: Timestamp,
  }),
  response: TaskView,
});

const taskParams = z.object({ taskId: Id });

export const completeTask = endpoint({
  method: 'POST',
  path: '/api/tasks/:taskId/done',
  audience: 'member',
  summary: 'The work is done',
  params: taskParams,
  body: z.object({ result: z.string().trim().max(500).optional() }),
  response: TaskView,
});

export const snoozeTask = endpoint({
  method: 'POST',
  path: '/api/tasks/:taskId/snooze',
  audience: 'member',
  summary: 'Put a task off; its deadline stays known',
  params: taskParams,
  body: z.object({ until: Timestamp }),
  response: TaskView,
});

export const dismissTask = endpoint({
  method: 'POST',
  path: '/api/tasks/:taskId/dismiss',
  audience: 'member',
  summary: 'Not needed any more',
  params: taskParams,
  body: z.object({ result: z.string().trim().max(500).optional() }),
  response: TaskView,
});

export const reopenTask = endpoint({
  method: 'POST',
  path: '/api/tasks/:taskId/reopen',
  audience: 'member',
  summary: 'Closed by mistake',
  params: taskParams,
  response: TaskView,
});

export const FollowUpView = z.object({
  id: Id,
  customerId: Id,
  author: z.object({ userId: UserId, name: z.string(), avatar: z.string().nullable() }),
  text: z.string(),
  nextAt: Timestamp.nullable(),
  createdAt: Timestamp,
});
export type FollowUpView = z.infer<typeof FollowUpView>;

const followUpParams = z.object({ customerId: Id });

export const logFollowUp = endpoint({
  method: 'POST',
  path: '/api/customers/:customerId/follow-ups',
  audience: 'member',
  summary: 'Log work done; with a next date a task is opened; open first-contact tasks of the author are done by it',
  params: followUpParams,
  body: z.object({
    text: z.string().trim().min(1).max(1000),
    nextAt: Timestamp.optional(),
    /** What is to be done next; only with `nextAt`. */
    nextTitle: z.string().trim().min(1).max(60).optional(),
    /** Made by the client, so that sending twice logs once. */
    idempotencyKey: z.string().min(8).max(64).optional(),
  }),
  response: z.object({ followUp: FollowUpView, task: TaskView.nullable() }),
});

export const listFollowUps = endpoint({
  method: 'GET',
  path: '/api/customers/:customerId/follow-ups',
  audience: 'member',
  summary: 'Work done with a customer, newest first',
  params: followUpParams,
  query: z.object(pageQuery),
  response: page(FollowUpView),
});
