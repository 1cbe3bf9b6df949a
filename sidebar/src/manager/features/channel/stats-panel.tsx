import { type ReactNode, useState } from 'react';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { sayDay, startOfDay } from '../../../shared/format/time.ts';
import { FilterChips } from '../../components/filter-chips.tsx';
import { DayChart } from '../../components/day-chart.tsx';
import { Count } from '../../components/figures.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Card } from '../../components/page.tsx';
import { AdditionCount } from './addition-count.tsx';
import { useChannelStats } from './api/get-channel-stats.ts';
import { lastDays } from '../../../shared/format/last-days.ts';
import '../../components/table.css';
import './stats-panel.css';

const ranges = [
  { value: '7', label: '近 7 天' },
  { value: '30', label: '近 30 天' },
  { value: '90', label: '近 90 天' },
] as const;

/** What came and went through a channel, by day and by rep. */
export function StatsPanel({ channelId }: { channelId: string }) {
  const [days, setDays] = useState<(typeof ranges)[number]['value']>('30');
  const range = lastDays(Number(days));
  const now = useNow();
  const stats = useChannelStats(channelId, range);
  return (
    <Card title="统计" extra={<FilterChips label="时间范围" options={ranges} value={days} onChange={setDays} />}>
      <Loaded query={stats} lines={6}>
        {({ total, days: list, byMember }) => (
          <>
            <div className="stats-totals">
              <Total label="新增">
                <AdditionCount channelId={channelId} counted="added" range={range} value={total.added} />
              </Total>
              <Total label="流失">
                <AdditionCount channelId={channelId} counted="lost" range={range} value={total.lost} />
              </Total>
              <Total label="净增">
                <Count value={total.net} />
              </Total>
            </div>
            <DayChart
              days={list.map(({ day, added, lost }) => ({ day, up: added, down: lost }))}
              upLabel="新增"
              downLabel="流失"
            />
            <div className="stats-tables">
              <div>
                <h3 className="stats-heading">按员工</h3>
                <FigureTable
                  first="员工"
                  rows={byMember.map(({ userId, name, added, lost, net }) => ({
                    key: userId,
                    label: name,
                    added: <AdditionCount {...{ channelId, range, userId }} counted="added" value={added} />,
                    lost: <AdditionCount {...{ channelId, range, userId }} counted="lost" value={lost} />,
                    net,
                  }))}
                  empty="这段时间还没有人添加"
                />
              </div>
              <div>
                <h3 className="stats-heading">按日期</h3>
                <FigureTable
                  first="日期"
                  rows={list
                    .filter(({ added, lost }) => added + lost > 0)
                    .reverse()
                    .map(({ day, overCap, added, lost, net }) => {
                      const of = { channelId, range: { from: day, to: day } };
                      return {
                        key: day,
                        label: `${sayDay(startOfDay(day), now)}${overCap > 0 ? `(${overCap} 人超上限)` : ''}`,
                        added: <AdditionCount {...of} counted="added" value={added} />,
                        lost: <AdditionCount {...of} counted="lost" value={lost} />,
                        net,
                      };
                    })}
                  empty="这段时间没有新增和流失"
                />
              </div>
            </div>
          </>
        )}
      </Loaded>
    </Card>
  );
}

function Total({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <span className="soft">{label}</span>
      <strong className="stats-total">{children}</strong>
    </div>
  );
}

interface FigureRow {
  key: string;
  label: string;
  added: ReactNode;
  lost: ReactNode;
  net: number;
}

function FigureTable({ first, rows, empty }: { first: string; rows: FigureRow[]; empty: string }) {
  if (rows.length === 0) return <p className="soft">{empty}</p>;
  return (
    <div className="stats-scroll">
      <table className="stats-table number">
        <thead>
          <tr>
            <th>{first}</th>
            <th>新增</th>
            <th>流失</th>
            <th>净增</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, added, lost, net }) => (
            <tr key={key}>
              <td>{label}</td>
              <td>{added}</td>
              <td>{lost}</td>
              <td>{net}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
