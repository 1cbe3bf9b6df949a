import type { TaskView } from '@zhike/shared/contracts/task';
import { addDays } from '@zhike/shared/formulas/calendar';
import { Link } from 'react-router';
import { businessNow, useNow } from '../../../shared/clock/business-clock.ts';
import { dayOf, exactTime, sayDelay, sayDue } from '../../../shared/format/time.ts';
import { instantOf } from '../../../shared/format/zone.ts';
import { StateView } from '../../../shared/states/state-view.tsx';
import { EndlessList } from '../../components/endless-list.tsx';
import { notifyDone, notifyFailed } from '../../components/notify.ts';
import { Pill } from '../../components/pill.tsx';
import { useCloseTask } from './api/close-task.ts';
import { useOpenTasks } from './api/list-tasks.ts';
import './task-list.css';

const SNOOZED_UNTIL_CLOCK = '10:00';

/** Open tasks of a customer, or the viewer's own; each can be settled in place. */
export function TaskList({ customerId }: { customerId?: string }) {
  const tasks = useOpenTasks(customerId);
  return (
    <EndlessList
      query={tasks}
      empty={
        <StateView title="没有待办" hint={customerId ? undefined : '新客户、漏发的欢迎语、流失提醒都会自动变成待办'} />
      }
    >
      {(items) => (
        <ul className="tasks">
          {items.map((task) => (
            <TaskRow key={task.id} task={task} withCustomer={!customerId} />
          ))}
        </ul>
      )}
    </EndlessList>
  );
}

function TaskRow({ task, withCustomer }: { task: TaskView; withCustomer: boolean }) {
  const now = useNow();
  const { done, dismiss, snooze } = useCloseTask();
  const isWorking = done.isPending || dismiss.isPending || snooze.isPending;
  const after = (text: string) => ({ onSuccess: () => notifyDone(text), onError: notifyFailed });
  return (
    <li className="task">
      <div className="task-words">
        <span className="table-person">
          <strong>
            <Link to={task.hitId ? `/quality/hits/${task.hitId}` : `/tasks?task=${task.id}`}>{task.title}</Link>
          </strong>
          {task.isOverdue ? <Pill tone="bad">已过期 {sayDelay(now - task.dueAt)}</Pill> : null}
        </span>
        <span className="fine">
          {withCustomer && task.customer ? (
            <>
              <Link to={`/customers/${task.customer.id}`}>{task.customer.name}</Link>
              {' · '}
            </>
          ) : null}
          {withCustomer ? '' : `${task.assignee.name} · `}
          <time dateTime={new Date(task.dueAt).toISOString()} title={exactTime(task.dueAt)}>
            {sayDue(task.dueAt, now)}
          </time>
          {task.reason ? ` · ${task.reason}` : ''}
        </span>
      </div>
      {task.can.close ? (
        <span className="task-acts">
          <button
            type="button"
            className="plain-button"
            disabled={isWorking}
            onClick={() => done.mutate({ taskId: task.id }, after('已完成'))}
          >
            完成
          </button>
          <button
            type="button"
            className="plain-button"
            disabled={isWorking}
            onClick={() =>
              snooze.mutate(
                { taskId: task.id, until: instantOf(`${addDays(dayOf(businessNow()), 1)}T${SNOOZED_UNTIL_CLOCK}`) },
                after('已推迟到明天 10:00'),
              )
            }
          >
            推迟到明天
          </button>
          <button
            type="button"
            className="plain-button"
            disabled={isWorking}
            onClick={() => dismiss.mutate(task.id, after('已取消'))}
          >
            不需要了
          </button>
        </span>
      ) : null}
    </li>
  );
}
