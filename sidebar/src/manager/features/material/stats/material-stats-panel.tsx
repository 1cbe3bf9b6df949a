import type { MaterialStats } from '@zhike/shared/contracts/touch';
import { useState } from 'react';
import { Bars } from '../../../components/bars.tsx';
import { DayChart } from '../../../components/day-chart.tsx';
import { Count } from '../../../components/figures.tsx';
import { Card } from '../../../components/page.tsx';
import { Tile } from '../../../components/tile.tsx';
import type { TouchOnly } from '../api/list-touch.ts';
import { sayShare } from '../../../../shared/format/number.ts';
import { sayDuration } from './say-touch.ts';
import './stats.css';

interface MaterialStatsPanelProps {
  stats: MaterialStats;
  /** Whether a link tells who opened it. */
  isTracked: boolean;
  /** Where the rows behind a figure are. */
  toRows(tab: 'sends' | 'visits', only?: TouchOnly): string;
  /** Shows the rows of one member. */
  onMember(userId: string): void;
}

/** Sent, opened, read to the end; by day, by member, and by page of a brochure. */
export function MaterialStatsPanel({ stats, isTracked, toRows, onMember }: MaterialStatsPanelProps) {
  const { sent, openedSends, visits, visitors, passedOn, medianSeconds, finished, byDay, byMember, byPage } = stats;
  return (
    <>
      <div className="tiles">
        <Tile label="发送" value={<Count value={sent} />} note="发进聊天的次数" to={toRows('sends')} />
        {isTracked ? (
          <>
            <Tile
              label="已打开"
              value={<Count value={openedSends} />}
              note={`占发送的 ${sayShare(openedSends, sent)}`}
              to={toRows('sends', 'opened')}
            />
            <Tile label="浏览" value={<Count value={visits} />} note={`${visitors} 位访客`} to={toRows('visits')} />
            <Tile
              label="转发带来"
              value={<Count value={passedOn} />}
              note="客户转给别人后的浏览"
              to={toRows('visits', 'passed_on')}
            />
            <Tile
              label="停留中位数"
              value={medianSeconds === null ? '—' : sayDuration(medianSeconds)}
              note="一半的人看得比这更久"
              to={toRows('visits')}
            />
            <Tile
              label="看完"
              value={<Count value={finished} />}
              note={`占浏览的 ${sayShare(finished, visits)}`}
              to={toRows('visits', 'finished')}
            />
          </>
        ) : null}
      </div>
      <Card title="按日期">
        <DayChart
          days={byDay.map((one) => ({ day: one.day, up: one.sent, down: one.visits }))}
          upLabel="发送"
          downLabel="浏览"
          isPair
        />
      </Card>
      <div className="stats-columns">
        <Card title="按员工">
          <Bars
            label="每位员工的发送"
            empty="这段时间没有人发送"
            rows={byMember.map(({ userId, name, ...figures }) => ({
              key: userId,
              label: (
                <button type="button" className="plain-button stats-member" onClick={() => onMember(userId)}>
                  {name}
                </button>
              ),
              value: figures.sent,
              note: isTracked
                ? `发送 ${figures.sent} · 打开 ${figures.openedSends} · 浏览 ${figures.visits}`
                : `发送 ${figures.sent}`,
            }))}
          />
        </Card>
        {byPage.length > 0 ? <PageBars pages={byPage} /> : null}
      </div>
    </>
  );
}

const SHOWN_PAGES = 20;

/** Which pages were seen, and for how long: where interest ends shows itself. */
function PageBars({ pages }: { pages: MaterialStats['byPage'] }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? pages : pages.slice(0, SHOWN_PAGES);
  return (
    <Card title="按页">
      <Bars
        label="每一页的浏览"
        empty="还没有人翻过"
        rows={shown.map(({ page, visits, seconds }) => ({
          key: String(page),
          label: `第 ${page} 页`,
          value: visits,
          note: `${visits} 次 · 平均 ${sayDuration(visits === 0 ? 0 : Math.round(seconds / visits))}`,
        }))}
      />
      {pages.length > shown.length ? (
        <button type="button" className="plain-button" onClick={() => setWhole(true)}>
          显示全部 {pages.length} 页
        </button>
      ) : null}
    </Card>
  );
}
