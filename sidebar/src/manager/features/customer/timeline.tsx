import type { TimelineGroup, TimelineItem } from '@zhike/shared/contracts/customer';
import { useState } from 'react';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { clockTime, dayOf, exactTime, sayDay } from '../../../shared/format/time.ts';
import { StateView } from '../../../shared/states/state-view.tsx';
import { describeItem } from '../../../shared/timeline/describe-item.ts';
import { EndlessList } from '../../components/endless-list.tsx';
import { FilterChips } from '../../components/filter-chips.tsx';
import { useTimeline } from './api/get-timeline.ts';
import './timeline.css';

const groups: readonly { value: TimelineGroup | 'all'; label: string }[] = [
  { value: 'all', label: '全部' },
  { value: 'relation', label: '好友' },
  { value: 'message', label: '消息' },
  { value: 'content', label: '素材' },
  { value: 'tag', label: '标签' },
  { value: 'stage', label: '阶段' },
  { value: 'field', label: '资料' },
  { value: 'owner', label: '负责人' },
  { value: 'follow_up', label: '跟进' },
  { value: 'group', label: '群' },
  { value: 'task', label: '待办' },
];

/** Everything that happened with a customer, by day. */
export function Timeline({ customerId }: { customerId: string }) {
  const [group, setGroup] = useState<TimelineGroup | 'all'>('all');
  const timeline = useTimeline(customerId, group === 'all' ? undefined : group);
  return (
    <>
      <FilterChips label="只看" options={groups} value={group} onChange={setGroup} />
      <EndlessList query={timeline} empty={<StateView title={group === 'all' ? '还没有动态' : '没有这类动态'} />}>
        {(items) => <Days items={items} />}
      </EndlessList>
    </>
  );
}

function Days({ items }: { items: TimelineItem[] }) {
  const now = useNow();
  const days = new Map<string, TimelineItem[]>();
  for (const item of items) days.set(dayOf(item.at), [...(days.get(dayOf(item.at)) ?? []), item]);
  return [...days].map(([day, list]) => (
    <section key={day} className="timeline-day">
      <h3 className="fine">{sayDay(list[0]!.at, now)}</h3>
      <ol>
        {list.map((item) => {
          const { sentence, note } = describeItem(item, now);
          return (
            <li key={item.id} className="timeline-item">
              <time className="fine number" dateTime={new Date(item.at).toISOString()} title={exactTime(item.at)}>
                {clockTime(item.at)}
              </time>
              <span className="timeline-words">
                {sentence}
                {note ? <span className="fine">{note}</span> : null}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  ));
}
