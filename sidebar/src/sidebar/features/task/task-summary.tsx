import type { TaskCounts } from '@zhike/shared/contracts/task';

/** How the day looks, in one line. Silent while it is not known: the list below says more. */
export function TaskSummary({ counts }: { counts: TaskCounts | undefined }) {
  if (!counts) return <p className="task-summary quiet">&nbsp;</p>;
  const { overdue, today, later } = counts;
  if (overdue + today + later === 0) return <p className="task-summary quiet">没有待办,可以主动问候老客户</p>;
  return (
    <p className="task-summary quiet">
      {overdue > 0 ? <b className="task-card-late task-summary-late">{overdue} 项逾期</b> : null}
      <span>今天 {today} 项</span>
      <span>以后 {later} 项</span>
    </p>
  );
}
