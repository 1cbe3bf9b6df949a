import type { TaskView } from '@zhike/shared/contracts/task';
import { taskKindNames } from '@zhike/shared/texts/task-texts';
import { Link } from 'react-router';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { exactTime, sayDelay, sayDue, sayTime } from '../../../shared/format/time.ts';
import { Pill } from '../../components/pill.tsx';
import '../../components/table.css';

interface TeamTableProps {
  tasks: readonly TaskView[];
  chosen: ReadonlySet<string>;
  onChoose(taskIds: readonly string[], isChosen: boolean): void;
  onOpen(taskId: string): void;
}

/** Tasks of colleagues; open ones can be chosen to be handed over together. */
export function TeamTable({ tasks, chosen, onChoose, onOpen }: TeamTableProps) {
  const now = useNow();
  const open = tasks.filter(({ status }) => status === 'open').map(({ id }) => id);
  const isAll = open.length > 0 && open.every((id) => chosen.has(id));
  return (
    <table className="table">
      <thead>
        <tr>
          <th>
            {open.length > 0 ? (
              <input
                type="checkbox"
                aria-label="全选"
                checked={isAll}
                onChange={({ target }) => onChoose(open, target.checked)}
              />
            ) : null}
          </th>
          <th>待办</th>
          <th>负责人</th>
          <th>客户</th>
          <th>类型</th>
          <th>时间</th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <tr key={task.id}>
            <td data-label="选择" data-empty={task.status === 'open' ? undefined : true}>
              {task.status === 'open' ? (
                <input
                  type="checkbox"
                  aria-label={`选择「${task.title}」`}
                  checked={chosen.has(task.id)}
                  onChange={({ target }) => onChoose([task.id], target.checked)}
                />
              ) : null}
            </td>
            <td data-label="待办">
              <span className="row">
                <button type="button" className="plain-button task-open" onClick={() => onOpen(task.id)}>
                  {task.title}
                </button>
                {task.isOverdue ? <Pill tone="bad">已过期 {sayDelay(now - task.dueAt)}</Pill> : null}
                {task.escalatedAt !== null && task.status === 'open' ? <Pill tone="warning">已通知主管</Pill> : null}
              </span>
            </td>
            <td data-label="负责人">{task.assignee.name}</td>
            <td data-label="客户">
              {task.customer ? <Link to={`/customers/${task.customer.id}`}>{task.customer.name}</Link> : '—'}
            </td>
            <td data-label="类型">{taskKindNames[task.kind]}</td>
            <td data-label="时间" style={{ whiteSpace: 'nowrap' }}>
              <time title={exactTime(task.closedAt ?? task.dueAt)}>
                {task.closedAt === null
                  ? sayDue(task.dueAt, now)
                  : `${task.status === 'done' ? '完成于' : '取消于'} ${sayTime(task.closedAt, now)}`}
              </time>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
