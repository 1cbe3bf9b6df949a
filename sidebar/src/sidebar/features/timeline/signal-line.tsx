import type { TimelineItem } from '@zhike/shared/contracts/customer';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { exactTime, sayTime } from '../../../shared/format/time.ts';
import { describeItem } from '../../../shared/timeline/describe-item.ts';
import './timeline.css';

const FRESH_MS = 60 * 60_000;

/** What the customer herself did last. */
export function SignalLine({ item }: { item: TimelineItem }) {
  const now = useNow();
  const { sentence } = describeItem(item, now);
  const isFresh = now - item.at < FRESH_MS;
  return (
    <p className={`signal-line ${isFresh ? 'signal-line-fresh' : ''}`}>
      <time title={exactTime(item.at)}>{sayTime(item.at, now)}</time> {sentence}
    </p>
  );
}
