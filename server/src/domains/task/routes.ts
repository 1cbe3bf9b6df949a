import * as contracts from '@zhike/shared/contracts/task';
import type { Dependencies } from '../../dependencies.ts';
import { addDays } from '@zhike/shared/formulas/calendar';
import { businessDate, instantOf } from '../../platform/business-time.ts';
import type { Routers } from '../../routers.ts';
import { getVisibleCustomer } from '../customer/scope.ts';
import { closeTaskAsMember } from './actions/close-task.ts';
import { createTask } from './actions/create-task.ts';
import { logFollowUp } from './actions/log-follow-up.ts';
import { reopenTask } from './actions/reopen-task.ts';
import { snoozeTask } from './actions/snooze-task.ts';
import { listFollowUps } from './follow-up-store.ts';
import { presentFollowUps, presentTask, presentTasks } from './present.ts';
import { countOpenTasks, listTasks } from './list-tasks.ts';

export function taskRoutes({ member }: Pick<Routers, 'member'>, deps: Dependencies): void {
  const { db, clock, config } = deps;

  member.handle(contracts.listTasks, async ({ viewer, query }) => {
    if (query.customerId) await getVisibleCustomer(db.read, viewer, query.customerId);
    const whose = query.customerId ? { customerId: query.customerId } : { assigneeUserId: viewer.userId };
    const { tasks, nextCursor } = await listTasks(db.read, { ...whose, status: query.status }, query);
    return { items: await presentTasks(db.read, tasks, viewer, clock.now()), nextCursor };
  });

  member.handle(contracts.countTasks, async ({ viewer }) => {
    const now = clock.now();
    const endOfDay = instantOf(addDays(businessDate(now, config.timeZone), 1), 0, config.timeZone);
    return countOpenTasks(db.read, viewer.userId, now, endOfDay);
  });

  member.handle(contracts.createTask, async ({ viewer, body }) => {
    return presentTask(db.read, await createTask(deps, viewer, body), viewer, clock.now());
  });

  member.handle(contracts.completeTask, async ({ viewer, params, body }) => {
    const task = await closeTaskAsMember(deps, viewer, params.taskId, { status: 'done', result: body.result });
    return presentTask(db.read, task, viewer, clock.now());
  });

  member.handle(contracts.dismissTask, async ({ viewer, params, body }) => {
    const task = await closeTaskAsMember(deps, viewer, params.taskId, { status: 'dismissed', result: body.result });
    return presentTask(db.read, task, viewer, clock.now());
  });

  member.handle(contracts.snoozeTask, async ({ viewer, params, body }) => {
    return presentTask(db.read, await snoozeTask(deps, viewer, params.taskId, body.until), viewer, clock.now());
  });

  member.handle(contracts.reopenTask, async ({ viewer, params }) => {
    return presentTask(db.read, await reopenTask(deps, viewer, params.taskId), viewer, clock.now());
  });

  member.handle(contracts.logFollowUp, async ({ viewer, params, body }) => {
    const { followUp, task } = await logFollowUp(deps, viewer, params.customerId, body);
    const [view] = await presentFollowUps(db.read, [followUp]);
    return { followUp: view!, task: task ? await presentTask(db.read, task, viewer, clock.now()) : null };
  });

  member.handle(contracts.listFollowUps, async ({ viewer, params, query }) => {
    await getVisibleCustomer(db.read, viewer, params.customerId);
    const { rows, nextCursor } = await listFollowUps(db.read, params.customerId, query);
    return { items: await presentFollowUps(db.read, rows), nextCursor };
  });
}
