import * as settingsContracts from '@zhike/shared/contracts/task-settings';
import * as contracts from '@zhike/shared/contracts/task-team';
import type { Dependencies } from '../../dependencies.ts';
import { chinaDaysKnownUntil } from '../../engines/workdays/china-days.ts';
import { isWorkday, workingSpan } from '../../engines/workdays/workdays.ts';
import { businessDate } from '../../platform/business-time.ts';
import type { Tx } from '../../platform/database/tx.ts';
import type { Routers } from '../../routers.ts';
import { memberCards } from '../corp/store.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { commentTask } from './actions/comment-task.ts';
import { handOverTask, handOverTasks } from './actions/hand-over-task.ts';
import { saveTaskSettings } from './actions/save-task-settings.ts';
import { listComments } from './comment-store.ts';
import type { TaskRow } from './entity.ts';
import { readHistory } from './history.ts';
import { presentTask, presentTasks } from './present.ts';
import { isManagerOf, mayHandOver, requireSeeing } from './rights.ts';
import { getTask } from './store.ts';
import { readTaskStats } from './task-stats.ts';
import { listTeamTasks } from './team-tasks.ts';
import { calendarOf, DEFAULT_TASK_SETTINGS, getTaskSettingsRow } from './work-time.ts';

export function teamTaskRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db, clock, config } = deps;
  const period = () => ({ now: clock.now(), timeZone: config.timeZone });

  member.handle(settingsContracts.getTaskSettings, ({ viewer }) => presentSettings(db.read, viewer, period()));
  member.handle(settingsContracts.updateTaskSettings, async ({ viewer, body }) => {
    await saveTaskSettings(deps, viewer, body);
    return presentSettings(db.read, viewer, period());
  });

  member.handle(contracts.getTask, async ({ viewer, params }) => {
    const task = await getTask(db.read, params.taskId);
    await requireSeeing(db.read, task, viewer);
    return presentDetail(db.read, task, viewer, clock.now());
  });
  member.handle(contracts.commentTask, async ({ viewer, params, body }) =>
    presentDetail(db.read, await commentTask(deps, viewer, params.taskId, body), viewer, clock.now()),
  );
  member.handle(contracts.handOverTask, async ({ viewer, params, body }) =>
    presentTask(db.read, await handOverTask(deps, viewer, params.taskId, body), viewer, clock.now()),
  );
  member.handle(contracts.handOverTasks, ({ viewer, body: { taskIds, ...handOver } }) =>
    handOverTasks(deps, viewer, taskIds, handOver),
  );

  member.handle(contracts.listTeamTasks, async ({ viewer, query: { cursor, limit, ...filter } }) => {
    const found = await listTeamTasks(db.read, viewer, filter, { ...period(), cursor, limit });
    return {
      items: await presentTasks(db.read, found.tasks, viewer, clock.now()),
      nextCursor: found.nextCursor,
    };
  });
  member.handle(contracts.getTaskStats, ({ viewer, query }) =>
    readTaskStats(db.read, viewer.scope, { ...query, ...period() }),
  );
}

async function presentDetail(tx: Tx, task: TaskRow, viewer: MemberViewer, now: number): Promise<contracts.TaskDetail> {
  const { comments, hasOlder } = await listComments(tx, task.id);
  const creator = task.createdBy ? (await memberCards(tx, [task.createdBy])).get(task.createdBy) : null;
  const isOpen = task.status === 'open';
  return {
    task: await presentTask(tx, task, viewer, now),
    creator: task.createdBy ? { userId: task.createdBy, name: creator?.name ?? task.createdBy } : null,
    comments,
    hasOlderComments: hasOlder,
    history: await readHistory(tx, task),
    can: {
      comment: true,
      handOver: isOpen && (await mayHandOver(tx, task, viewer)),
      handOverUnseen: isOpen && (await isManagerOf(tx, task, viewer)),
    },
  };
}

async function presentSettings(
  tx: Tx,
  viewer: MemberViewer,
  { now, timeZone }: { now: number; timeZone: string },
): Promise<settingsContracts.TaskSettingsView> {
  const row = await getTaskSettingsRow(tx);
  const settings = row.settings ?? DEFAULT_TASK_SETTINGS;
  const { userIds } = settings.escalation;
  const cards = await memberCards(tx, userIds);
  const calendar = calendarOf(settings, timeZone);
  const today = businessDate(now, timeZone);
  const { closes } = workingSpan(today, calendar);
  return {
    settings,
    version: row.version,
    changedAt: row.changedAt,
    escalateTo: userIds.map((userId) => ({ userId, name: cards.get(userId)?.name ?? userId })),
    holidaysKnownUntil: chinaDaysKnownUntil(),
    workEndsAt: isWorkday(today, calendar) && now < closes ? closes : null,
    can: { edit: viewer.role === 'admin' },
  };
}
