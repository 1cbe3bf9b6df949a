import type { TaskFigures, TaskStats } from '@zhike/shared/contracts/task-team';
import { taskKindNames } from '@zhike/shared/texts/task-texts';
import { Link } from 'react-router';
import { sayDelay } from '../../../shared/format/time.ts';
import { Card } from '../../components/page.tsx';
import { Tile } from '../../components/tile.tsx';
import '../../components/table.css';
import './task-figures.css';

/** What the rows behind a figure are filtered by. */
export interface FigureRows {
  who?: string;
  kind?: string;
  status: 'open' | 'done';
  overdue?: 'true';
  /** Of those done in the period. */
  inTime?: 'true';
}

interface TaskFiguresProps {
  stats: TaskStats;
  /** The address of the rows behind a figure. */
  linkTo(rows: FigureRows): string;
}

/** How much is open and late, and how much was done in time: in all, by rep, by kind. Every figure opens its rows. */
export function TaskFiguresView({ stats: { total, byMember, byKind }, linkTo }: TaskFiguresProps) {
  return (
    <>
      <div className="tiles">
        <Tile label="未完成" value={total.open} to={linkTo({ status: 'open' })} />
        <Tile
          label="已逾期"
          value={total.overdue}
          tone={total.overdue > 0 ? 'bad' : 'plain'}
          to={linkTo({ status: 'open', overdue: 'true' })}
        />
        <Tile label="期间完成" value={total.done} note={shareOf(total)} to={linkTo({ status: 'done' })} />
        <Tile label="完成用时(中位数)" value={total.medianMs === null ? '—' : sayDelay(total.medianMs)} />
      </div>
      <div className="task-grid">
        <FigureTable
          title="按员工"
          first="员工"
          rows={byMember.map(({ userId, name, ...figures }) => ({ key: userId, name, figures, rows: { who: userId } }))}
          linkTo={linkTo}
        />
        <FigureTable
          title="按类型"
          first="类型"
          rows={byKind.map(({ kind, ...figures }) => ({
            key: kind,
            name: taskKindNames[kind],
            figures,
            rows: { kind },
          }))}
          linkTo={linkTo}
        />
      </div>
    </>
  );
}

interface FigureTableProps extends Pick<TaskFiguresProps, 'linkTo'> {
  title: string;
  first: string;
  rows: { key: string; name: string; figures: TaskFigures; rows: Pick<FigureRows, 'who' | 'kind'> }[];
}

function FigureTable({ title, first, rows, linkTo }: FigureTableProps) {
  const most = Math.max(1, ...rows.map(({ figures }) => figures.open));
  return (
    <Card title={title} flush>
      {rows.length === 0 ? (
        <p className="soft task-none">这段时间没有待办</p>
      ) : (
        <table className="table number">
          <thead>
            <tr>
              <th>{first}</th>
              <th>未完成</th>
              <th>逾期</th>
              <th>完成</th>
              <th title="在截止时间之前完成的">按时</th>
              <th title="从生成到完成,一半不超过这个时间">用时</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, figures, rows: own }) => (
              <tr key={key}>
                <td data-label={first}>{name}</td>
                <td data-label="未完成">
                  <span className="task-bar">
                    <Figure value={figures.open} to={linkTo({ ...own, status: 'open' })} />
                    <span className="task-bar-line" aria-hidden="true">
                      <span className="task-bar-late" style={{ width: `${(figures.overdue / most) * 100}%` }} />
                      <span
                        className="task-bar-open"
                        style={{ width: `${((figures.open - figures.overdue) / most) * 100}%` }}
                      />
                    </span>
                  </span>
                </td>
                <td data-label="逾期">
                  <Figure value={figures.overdue} to={linkTo({ ...own, status: 'open', overdue: 'true' })} />
                </td>
                <td data-label="完成">
                  <Figure value={figures.done} to={linkTo({ ...own, status: 'done' })} />
                </td>
                <td data-label="按时">
                  <Figure value={figures.inTime} to={linkTo({ ...own, status: 'done', inTime: 'true' })} />
                </td>
                <td data-label="用时" style={{ whiteSpace: 'nowrap' }}>
                  {figures.medianMs === null ? '—' : sayDelay(figures.medianMs)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function Figure({ value, to }: { value: number; to: string }) {
  return value > 0 ? <Link to={to}>{value}</Link> : <span className="soft">0</span>;
}

const shareOf = ({ done, inTime }: TaskFigures) =>
  done === 0 ? '这段时间还没有' : `${Math.round((inTime / done) * 100)}% 按时`;
