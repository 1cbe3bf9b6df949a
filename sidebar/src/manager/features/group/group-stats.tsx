import { useState } from 'react';
import { lastDays } from '../../../shared/format/last-days.ts';
import { DayChart } from '../../components/day-chart.tsx';
import { FilterChips } from '../../components/filter-chips.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Card } from '../../components/page.tsx';
import { useGroupStats } from './api/get-group-stats.ts';
import './group.css';

const ranges = [
  { value: '7', label: '近 7 天' },
  { value: '30', label: '近 30 天' },
  { value: '90', label: '近 90 天' },
] as const;

/** Who came and went by day, and who brought most people in. */
export function GroupStats({ chatId }: { chatId: string }) {
  const [days, setDays] = useState<(typeof ranges)[number]['value']>('30');
  const stats = useGroupStats(chatId, lastDays(Number(days)));
  return (
    <Card title="进群与退群" extra={<FilterChips label="时间范围" options={ranges} value={days} onChange={setDays} />}>
      <Loaded query={stats} lines={6}>
        {({ days: list, inviters }) => (
          <>
            <DayChart
              days={list.map(({ day, joined, left }) => ({ day, up: joined, down: left }))}
              upLabel="进群"
              downLabel="退群"
            />
            {inviters.length > 0 ? (
              <p className="soft">
                邀请最多:
                {inviters.map(({ member, count }) => `${member.name} ${count} 人`).join('、')}
              </p>
            ) : null}
          </>
        )}
      </Loaded>
    </Card>
  );
}
