import { addDays, daysBetween } from '@zhike/shared/formulas/calendar';
import { useState } from 'react';
import { lastDays } from '../../../shared/format/last-days.ts';
import { sayShare } from '../../../shared/format/number.ts';
import { StateView } from '../../../shared/states/state-view.tsx';
import { DayChart } from '../../components/day-chart.tsx';
import { Count } from '../../components/figures.tsx';
import { FilterChips } from '../../components/filter-chips.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Card } from '../../components/page.tsx';
import { Tile } from '../../components/tile.tsx';
import { useCareStats } from './api/care-plans.ts';
import { sayDay } from './say-care.ts';
import '../../components/table.css';
import './care.css';

const spans = [
  { value: '30', label: '近 30 天' },
  { value: '90', label: '近 90 天' },
  { value: '365', label: '近一年' },
] as const;
type Span = (typeof spans)[number]['value'];

/** Days drawn one by one; beyond that bars would be hairs. */
const MOST_BARS = 92;

/** What became of the tasks of a plan: all in all, day by day, and by rep. */
export function CareStats({ planId, daysBefore }: { planId: string; daysBefore: number }) {
  const [span, setSpan] = useState<Span>('30');
  const { from, to: today } = lastDays(Number(span));
  // What is opened ahead of its day is known already.
  const days = { from, to: addDays(today, daysBefore) };
  const stats = useCareStats(planId, days);
  return (
    <>
      <FilterChips label="时间" value={span} options={spans} onChange={setSpan} />
      <Loaded query={stats} lines={6}>
        {({ total, reps, days: counted, missed, nobody }) => (
          <>
            <div className="tiles">
              <Tile label="提醒" value={<Count value={total.opened} />} note="交给员工的待办" />
              <Tile
                label="已完成"
                value={sayShare(total.done, total.opened)}
                note={`${total.done} 条;另有 ${total.dismissed} 条标为不需要`}
                tone={total.opened > 0 && total.done === total.opened ? 'good' : 'plain'}
              />
              <Tile label="待完成" value={<Count value={total.open} />} note="还没有发出祝福" />
              <Tile
                label="逾期"
                value={<Count value={total.overdue} />}
                note="过了当天的时限"
                tone={total.overdue > 0 ? 'bad' : 'plain'}
              />
            </div>
            <Card title="每天提醒与完成">
              {counted.length === 0 ? (
                <StateView title="这段时间没有提醒" hint="到了客户的日子,这里会显示提醒了多少、完成了多少" />
              ) : (
                <DayChart days={barsOf(days, counted)} upLabel="提醒" downLabel="完成" isPair />
              )}
              {missed.length > 0 ? (
                <p className="care-missed">
                  因服务中断没有提醒:
                  {missed.map(({ day, customers }) => `${sayDay(day)} ${customers} 位`).join('、')}
                </p>
              ) : null}
              {nobody > 0 ? <p className="fine">另有 {nobody} 位客户没有在职员工服务,没有提醒。</p> : null}
            </Card>
            {reps.length > 0 ? (
              <Card title="按员工" flush>
                <table className="table">
                  <thead>
                    <tr>
                      <th>员工</th>
                      <th className="right">提醒</th>
                      <th className="right">已完成</th>
                      <th className="right">完成率</th>
                      <th className="right">逾期</th>
                    </tr>
                  </thead>
                  <tbody>
                    {reps.map(({ member, ...counts }) => (
                      <tr key={member.userId}>
                        <td>{member.name}</td>
                        <td className="right number" data-label="提醒">
                          {counts.opened}
                        </td>
                        <td className="right number" data-label="已完成">
                          {counts.done}
                        </td>
                        <td className="right number" data-label="完成率">
                          {sayShare(counts.done, counts.opened)}
                        </td>
                        <td className="right number" data-label="逾期">
                          {counts.overdue > 0 ? <span className="table-late">{counts.overdue}</span> : 0}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </Card>
            ) : null}
          </>
        )}
      </Loaded>
    </>
  );
}

interface Counted {
  day: string;
  opened: number;
  done: number;
}

/** Days without anything too; of a long time only the days that have something. */
function barsOf({ from, to }: { from: string; to: string }, counted: readonly Counted[]) {
  const byDay = new Map(counted.map((one) => [one.day, one]));
  const all = daysBetween(from, to);
  const shown = all.length <= MOST_BARS ? all : counted.map(({ day }) => day);
  return shown.map((day) => ({ day, up: byDay.get(day)?.opened ?? 0, down: byDay.get(day)?.done ?? 0 }));
}
