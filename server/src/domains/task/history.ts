import type { TaskHistoryItem } from '@zhike/shared/contracts/task-team';
import { select } from '../../platform/database/sql.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { memberCards } from '../corp/store.ts';
import type { TaskRow } from './entity.ts';

const SHOWN = 200;
const TYPES: Record<string, TaskHistoryItem['what']> = {
  'task.opened': 'opened',
  'task.done': 'done',
  'task.dismissed': 'dismissed',
  'task.snoozed': 'snoozed',
  'task.reopened': 'reopened',
  'task.handed_over': 'handed_over',
  'task.escalated': 'escalated',
};

interface Step {
  id: string;
  what: TaskHistoryItem['what'];
  at: number;
  by: string | null;
  from: string | null;
  to: string[];
  until: number | null;
}

/** What became of a task, oldest first, as its events tell it; of a task older than that what its row still knows. */
export async function readHistory(tx: Tx, task: TaskRow): Promise<TaskHistoryItem[]> {
  const rows = await select<{ id: string; type: string; occurred_at: number | string; payload: string }>(
    tx,
    `SELECT e.id, e.type, e.occurred_at, e.payload FROM event_subject s JOIN event e ON e.id = s.event_id
     WHERE s.kind = 'task' AND s.subject_id = ? ORDER BY s.event_id LIMIT ${SHOWN}`,
    [task.id],
  );
  const steps = rows.flatMap((row) => toStep(row) ?? []);
  if (!steps.some(({ what }) => what === 'opened'))
    steps.unshift({ ...NOTHING, id: `${task.id}-opened`, what: 'opened', at: task.createdAt, by: task.createdBy });
  if (task.status !== 'open' && !steps.some(({ what }) => what === task.status))
    steps.push({ ...NOTHING, id: `${task.id}-closed`, what: task.status, at: task.closedAt!, by: task.closedBy });
  const members = await memberCards(
    tx,
    steps.flatMap(({ by, from, to }) => [by, from, ...to].filter((userId) => userId !== null)),
  );
  const person = (userId: string) => ({ userId, name: members.get(userId)?.name ?? userId });
  return steps.map((step) => ({
    ...step,
    by: step.by ? person(step.by) : null,
    from: step.from ? person(step.from) : null,
    to: step.to.map(person),
  }));
}

const NOTHING = { from: null, to: [], until: null };

function toStep(row: { id: string; type: string; occurred_at: number | string; payload: string }): Step | null {
  const what = TYPES[row.type];
  if (!what) return null;
  const payload = JSON.parse(row.payload) as {
    byUserId?: string | null;
    fromUserId?: string;
    assigneeUserId: string;
    toUserIds?: string[];
    until?: number;
  };
  const isGiven = what === 'opened' || what === 'handed_over';
  return {
    id: row.id,
    what,
    at: Number(row.occurred_at),
    by: payload.byUserId ?? null,
    from: payload.fromUserId ?? null,
    to: payload.toUserIds ?? (isGiven ? [payload.assigneeUserId] : []),
    until: payload.until ?? null,
  };
}
