import type { TaskKind } from '@zhike/shared/contracts/task';
import { taskKindNames } from '@zhike/shared/texts/task-texts';
import { useState } from 'react';
import { Select } from 'tdesign-react/es/select';
import { lastDays } from '../../shared/format/last-days.ts';
import { StateView } from '../../shared/states/state-view.tsx';
import { useUrlFilter } from '../app/use-url-filter.ts';
import { Button } from '../components/button.tsx';
import { DayRange } from '../components/day-range.tsx';
import { EndlessList } from '../components/endless-list.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { FilterFold } from '../components/filter-fold.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Card } from '../components/page.tsx';
import { DepartmentSelect } from '../features/corp/department-select.tsx';
import { MemberSelect } from '../features/corp/member-select.tsx';
import { useTaskStats, useTeamTasks } from '../features/task/api/team-tasks.ts';
import { HandOverDialog } from '../features/task/hand-over-dialog.tsx';
import { type FigureRows, TaskFiguresView } from '../features/task/task-figures.tsx';
import { TeamTable } from '../features/task/team-table.tsx';
import '../components/table.css';
import '../features/customer/customer-table.css';

const MAX_AT_ONCE = 100;
const periods = [
  { value: '7', label: '近 7 天' },
  { value: '30', label: '近 30 天' },
  { value: '90', label: '近 90 天' },
] as const;
const statuses = [
  { value: 'open', label: '未完成' },
  { value: 'done', label: '已完成' },
  { value: 'dismissed', label: '已取消' },
] as const;

const kinds = (Object.keys(taskKindNames) as TaskKind[]).map((value) => ({ value, label: taskKindNames[value] }));

type Name =
  | 'days'
  | 'department'
  | 'who'
  | 'kind'
  | 'status'
  | 'overdue'
  | 'inTime'
  | 'dueFrom'
  | 'dueTo'
  | 'closedFrom'
  | 'closedTo';

/** Figures of everybody in scope, and the tasks behind them; all filters stand in the address. */
export function TeamTasks({ onOpen }: { onOpen(taskId: string): void }) {
  const [filter, setFilter] = useUrlFilter<Name>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isHandingOver, setHandingOver] = useState(false);
  const days = periods.find(({ value }) => value === filter.days)?.value ?? '30';
  const period = lastDays(Number(days));
  const departmentId = Number(filter.department) || undefined;
  const status = statuses.find(({ value }) => value === filter.status)?.value ?? 'open';
  const kind = kinds.find(({ value }) => value === filter.kind)?.value;
  const isOpen = status === 'open';
  const stats = useTaskStats({ ...period, departmentId });
  const tasks = useTeamTasks({
    userId: filter.who,
    departmentId,
    kind,
    status,
    overdue: isOpen && filter.overdue === 'true' ? 'true' : undefined,
    inTime: !isOpen && filter.inTime === 'true' ? 'true' : undefined,
    dueFrom: filter.dueFrom,
    dueTo: filter.dueTo,
    closedFrom: isOpen ? undefined : filter.closedFrom,
    closedTo: isOpen ? undefined : filter.closedTo,
  });
  const linkTo = (rows: FigureRows) => {
    const params = new URLSearchParams({ view: 'team', days });
    if (filter.department) params.set('department', filter.department);
    if (rows.status === 'done') {
      params.set('closedFrom', period.from);
      params.set('closedTo', period.to);
    }
    for (const [name, value] of Object.entries(rows)) params.set(name, String(value));
    return `/tasks?${params}`;
  };
  const choose = (taskIds: readonly string[], isChosen: boolean) => {
    const next = new Set(chosen);
    for (const id of taskIds) {
      if (!isChosen) next.delete(id);
      else if (next.size < MAX_AT_ONCE) next.add(id);
    }
    setChosen(next);
  };
  const change: typeof setFilter = (part) => {
    setChosen(new Set());
    setFilter(part);
  };
  return (
    <>
      <div className="filters">
        <FilterChips label="统计时间" options={periods} value={days} onChange={(value) => change({ days: value })} />
        <div style={{ width: 200 }}>
          <DepartmentSelect
            value={departmentId ?? null}
            onChange={(id) => change({ department: id === null ? undefined : String(id) })}
            label="全部部门"
          />
        </div>
      </div>
      <Loaded query={stats} lines={6}>
        {(view) => <TaskFiguresView stats={view} linkTo={linkTo} />}
      </Loaded>
      <div className="filters">
        <FilterChips
          label="状态"
          options={statuses}
          value={status}
          onChange={(value) =>
            change({ status: value, overdue: undefined, inTime: undefined, closedFrom: undefined, closedTo: undefined })
          }
        />
        <FilterFold
          narrowing={[
            (isOpen ? filter.overdue : filter.inTime) === 'true',
            filter.who !== undefined,
            kind !== undefined,
            isOpen
              ? filter.dueFrom !== undefined || filter.dueTo !== undefined
              : filter.closedFrom !== undefined || filter.closedTo !== undefined,
          ]}
        >
          {isOpen ? (
            <FilterChips
              label="逾期"
              options={[
                { value: 'all', label: '全部' },
                { value: 'true', label: '只看逾期' },
              ]}
              value={filter.overdue === 'true' ? 'true' : 'all'}
              onChange={(value) => change({ overdue: value === 'true' ? 'true' : undefined })}
            />
          ) : (
            <FilterChips
              label="按时"
              options={[
                { value: 'all', label: '全部' },
                { value: 'true', label: '按时完成' },
              ]}
              value={filter.inTime === 'true' ? 'true' : 'all'}
              onChange={(value) => change({ inTime: value === 'true' ? 'true' : undefined })}
            />
          )}
          <div style={{ width: 160 }}>
            <MemberSelect
              value={filter.who ?? null}
              onChange={(who) => change({ who: who ?? undefined })}
              placeholder="全部员工"
            />
          </div>
          <div style={{ width: 160 }}>
            <Select
              value={kind}
              onChange={(value) => change({ kind: typeof value === 'string' && value !== '' ? value : undefined })}
              options={kinds}
              placeholder="全部类型"
              clearable
            />
          </div>
          <span className="row">
            {isOpen ? '截止' : '完成'}
            {isOpen ? (
              <DayRange
                from={filter.dueFrom}
                to={filter.dueTo}
                onChange={(part) =>
                  change('from' in part ? { dueFrom: part.from } : { dueTo: 'to' in part ? part.to : undefined })
                }
              />
            ) : (
              <DayRange
                from={filter.closedFrom}
                to={filter.closedTo}
                onChange={(part) =>
                  change('from' in part ? { closedFrom: part.from } : { closedTo: 'to' in part ? part.to : undefined })
                }
              />
            )}
          </span>
        </FilterFold>
      </div>
      <Card flush>
        <EndlessList query={tasks} empty={<StateView title="没有符合条件的待办" hint="换一个条件,或看看其他员工" />}>
          {(items) => <TeamTable tasks={items} chosen={chosen} onChoose={choose} onOpen={onOpen} />}
        </EndlessList>
      </Card>
      {chosen.size > 0 ? (
        <div className="bulk-bar" role="region" aria-label="批量操作">
          <span>
            已选 {chosen.size} 项{chosen.size >= MAX_AT_ONCE ? `(一次最多 ${MAX_AT_ONCE} 项)` : ''}
          </span>
          <Button theme="primary" onClick={() => setHandingOver(true)}>
            转交
          </Button>
          <Button variant="text" onClick={() => setChosen(new Set())}>
            取消选择
          </Button>
        </div>
      ) : null}
      {isHandingOver ? (
        <HandOverDialog
          taskIds={[...chosen]}
          mayInsist
          pickMember={(value, onChange) => <MemberSelect value={value} onChange={onChange} placeholder="选择同事" />}
          onDone={() => setChosen(new Set())}
          onClose={() => setHandingOver(false)}
        />
      ) : null}
    </>
  );
}
