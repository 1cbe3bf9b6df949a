import { z } from 'zod';
import { Day, Id, Timestamp, UserId, page, pageQuery } from './common.ts';
import { dayRange } from './day-range.ts';
import { endpoint } from './endpoint.ts';
import { TaskKind, TaskStatus, TaskView } from './task.ts';

/** Tasks among colleagues: what was said about one, handing over, and the view of whoever answers for others. */

const Person = z.object({ userId: UserId, name: z.string() });

export const TaskCommentView = z.object({
  id: Id,
  author: z.object({ userId: UserId, name: z.string(), avatar: z.string().nullable() }),
  text: z.string(),
  createdAt: Timestamp,
});
export type TaskCommentView = z.infer<typeof TaskCommentView>;

/** Oldest first. Comments, and the note of a hand-over among them, stand beside it. */
export const TaskHistoryItem = z.object({
  id: z.string(),
  what: z.enum(['opened', 'done', 'dismissed', 'snoozed', 'reopened', 'handed_over', 'escalated']),
  at: Timestamp,
  /** Null: by itself. */
  by: Person.nullable(),
  /** Handed over. */
  from: Person.nullable(),
  /** Handed over to, or told of the escalation. */
  to: z.array(Person),
  until: Timestamp.nullable(),
});
export type TaskHistoryItem = z.infer<typeof TaskHistoryItem>;

export const TaskDetail = z.object({
  task: TaskView,
  /** Who wrote it; null when it opened by itself. */
  creator: Person.nullable(),
  comments: z.array(TaskCommentView),
  /** More than are shown here were written before. */
  hasOlderComments: z.boolean(),
  history: z.array(TaskHistoryItem),
  can: z.object({ comment: z.boolean(), handOver: z.boolean(), handOverUnseen: z.boolean() }),
});
export type TaskDetail = z.infer<typeof TaskDetail>;

const taskParams = z.object({ taskId: Id });
const leads = ['admin', 'manager'] as const;

export const getTask = endpoint({
  method: 'GET',
  path: '/api/tasks/:taskId',
  audience: 'member',
  summary:
    'A task with its comments and history: for the assignee, the writer, whoever sees the customer, and managers in scope',
  params: taskParams,
  response: TaskDetail,
});

export const commentTask = endpoint({
  method: 'POST',
  path: '/api/tasks/:taskId/comments',
  audience: 'member',
  summary: 'Say something about a task; assignee and writer are told when it was somebody else',
  params: taskParams,
  body: z.object({
    text: z.string().trim().min(1).max(500),
    /** Made by the client, so that sending twice says it once. */
    idempotencyKey: z.string().min(8).max(64).optional(),
  }),
  response: TaskDetail,
});

const handOver = {
  toUserId: UserId,
  note: z.string().trim().max(200).optional(),
  /** A manager hands over although the receiver may not open the customer. */
  evenUnseen: z.boolean().default(false),
};

export const handOverTask = endpoint({
  method: 'POST',
  path: '/api/tasks/:taskId/hand-over',
  audience: 'member',
  summary: 'Give an open task to another member, who is told: assignee, writer, and managers in scope',
  params: taskParams,
  body: z.object(handOver),
  response: TaskView,
});

export const handOverTasks = endpoint({
  method: 'POST',
  path: '/api/team-tasks/hand-over',
  audience: 'member',
  roles: leads,
  summary: 'Give many open tasks to one member; each that cannot go says why',
  body: z.object({ taskIds: z.array(Id).min(1).max(100), ...handOver }),
  response: z.object({ moved: z.int(), refused: z.array(z.object({ taskId: Id, code: z.string() })) }),
});

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const teamFilter = {
  userId: UserId.optional(),
  /** With everything below it. */
  departmentId: z.coerce.number().int().positive().optional(),
  kind: TaskKind.optional(),
  status: TaskStatus.default('open'),
  /** Business days of the deadline, both included. */
  dueFrom: Day.optional(),
  dueTo: Day.optional(),
  /** Business days of the closing, both included. */
  closedFrom: Day.optional(),
  closedTo: Day.optional(),
  overdue: flag.optional(),
  /** Closed before the deadline or after it. */
  inTime: flag.optional(),
};

export const listTeamTasks = endpoint({
  method: 'GET',
  path: '/api/team-tasks',
  audience: 'member',
  roles: leads,
  summary: 'Tasks of everybody in scope: open ones by when they are due, closed ones newest first',
  query: z.object({ ...pageQuery, ...teamFilter }),
  response: page(TaskView),
});

const figures = {
  open: z.int(),
  overdue: z.int(),
  /** In the period, and how many of those by the deadline. */
  done: z.int(),
  inTime: z.int(),
  /** Half of those done took no longer, ms from opening to done; null when none. */
  medianMs: z.int().nullable(),
};
export const TaskFigures = z.object(figures);
export type TaskFigures = z.infer<typeof TaskFigures>;

export const TaskStats = z.object({
  total: TaskFigures,
  byMember: z.array(z.object({ userId: UserId, name: z.string(), ...figures })),
  byKind: z.array(z.object({ kind: TaskKind, ...figures })),
});
export type TaskStats = z.infer<typeof TaskStats>;

export const getTaskStats = endpoint({
  method: 'GET',
  path: '/api/team-task-stats',
  audience: 'member',
  roles: leads,
  summary: 'Open and overdue now, done in the period: by rep and by kind, of everybody in scope',
  query: dayRange(92, { departmentId: z.coerce.number().int().positive().optional() }),
  response: TaskStats,
});
