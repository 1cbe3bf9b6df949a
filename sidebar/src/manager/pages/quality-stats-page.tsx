import { useState } from 'react';
import { FilterChips } from '../components/filter-chips.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { lastDays } from '../../shared/format/last-days.ts';
import { useQualityStats } from '../features/quality/api/get-stats.ts';
import { QualityTabs } from '../features/quality/quality-tabs.tsx';
import { StatsView } from '../features/quality/stats-view.tsx';

const ranges = [
  { value: '7', label: '近 7 天' },
  { value: '30', label: '近 30 天' },
  { value: '90', label: '近 90 天' },
] as const;

export function QualityStatsPage() {
  const [days, setDays] = useState<(typeof ranges)[number]['value']>('30');
  const stats = useQualityStats(lastDays(Number(days)));
  return (
    <Page
      title="会话质检"
      hint="触发按发生的日期统计,回复按客户提问的日期统计,只含单聊;时长只算「超时未回复」里设置的工作时间。"
    >
      <QualityTabs />
      <FilterChips label="时间范围" options={ranges} value={days} onChange={setDays} />
      <Loaded query={stats} lines={8}>
        {(view) => <StatsView stats={view} />}
      </Loaded>
    </Page>
  );
}
