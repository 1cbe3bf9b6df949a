import type { TimelineGroup } from '@zhike/shared/contracts/customer';
import { useMemo, useState } from 'react';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { clockTime, exactTime } from '../../../shared/format/time.ts';
import { Failed } from '../../../shared/states/failed.tsx';
import { Skeleton } from '../../../shared/states/skeleton.tsx';
import { StateView } from '../../../shared/states/state-view.tsx';
import { ChipRow } from '../../components/chip-row.tsx';
import { Icon } from '../../components/icon.tsx';
import { LoadMore } from '../../components/load-more.tsx';
import { useTimeline } from './api/get-timeline.ts';
import { describeItem } from '../../../shared/timeline/describe-item.ts';
import { foldTimeline, summaryOf, type TimelineEntry } from './fold-timeline.ts';
import './timeline.css';

const filters: readonly { id: TimelineGroup | 'all'; label: string }[] = [
  { id: 'all', label: '全部' },
  { id: 'follow_up', label: '跟进' },
  { id: 'relation', label: '好友' },
  { id: 'message', label: '消息' },
  { id: 'content', label: '素材' },
  { id: 'tag', label: '标签' },
  { id: 'stage', label: '阶段' },
  { id: 'field', label: '资料' },
  { id: 'owner', label: '负责人' },
  { id: 'task', label: '待办' },
];

/** Everything that happened with a customer, by day, newest first. */
export function Timeline({ customerId }: { customerId: string }) {
  const [filter, setFilter] = useState<TimelineGroup | 'all'>('all');
  const timeline = useTimeline(customerId, filter === 'all' ? undefined : filter);
  const now = useNow();
  const days = useMemo(
    () => foldTimeline(timeline.data?.pages.flatMap((page) => page.items) ?? [], now),
    [timeline.data, now],
  );
  return (
    <div className="timeline">
      <ChipRow label="只看" chips={filters} current={filter} onChange={setFilter} />
      {timeline.isPending ? <Skeleton lines={6} /> : null}
      {timeline.isError && !timeline.data ? (
        <Failed error={timeline.error} onRetry={() => void timeline.refetch()} />
      ) : null}
      {timeline.data && days.length === 0 ? (
        <StateView
          title={filter === 'all' ? '还没有动态' : '没有这类动态'}
          hint="添加、打标签、跟进和待办都会记在这里"
          action={filter === 'all' ? undefined : { label: '看全部', onClick: () => setFilter('all') }}
        />
      ) : null}
      {days.map((day) => (
        <section key={day.label} aria-label={day.label}>
          <h3 className="timeline-day">{day.label}</h3>
          <ol className="timeline-entries">
            {day.entries.map((entry) => (
              <Entry key={entry.items[0].id} entry={entry} now={now} />
            ))}
          </ol>
        </section>
      ))}
      <LoadMore
        hasMore={timeline.hasNextPage}
        isLoading={timeline.isFetchingNextPage}
        isFailed={timeline.isFetchNextPageError}
        onMore={() => void timeline.fetchNextPage()}
      />
    </div>
  );
}

function Entry({ entry, now }: { entry: TimelineEntry; now: number }) {
  const [open, setOpen] = useState(false);
  const [newest, ...older] = entry.items;
  const { item, times } = summaryOf(entry);
  const { icon, sentence, note } = describeItem(item, now);
  return (
    <li className="timeline-entry">
      <time className="timeline-time" title={exactTime(newest.at)}>
        {clockTime(newest.at)}
      </time>
      <span className={`timeline-icon timeline-icon-${icon}`}>
        <Icon name={icon} size={14} />
      </span>
      <div className="timeline-what">
        <p className="timeline-sentence">
          {sentence}
          {times > 1 ? (
            <button type="button" className="timeline-repeats" aria-expanded={open} onClick={() => setOpen(!open)}>
              {times} 次
            </button>
          ) : null}
        </p>
        {note ? <p className="timeline-note">{note}</p> : null}
        {open ? <p className="timeline-note">还有 {older.map(({ at }) => clockTime(at)).join('、')}</p> : null}
      </div>
    </li>
  );
}
