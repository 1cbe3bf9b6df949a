import { lastDays } from '../../../../shared/format/last-days.ts';
import { DayRange } from '../../../components/day-range.tsx';
import { FilterChips } from '../../../components/filter-chips.tsx';
import type { Days } from '../api/get-stats.ts';

const ranges = [
  { value: '7', label: '近 7 天' },
  { value: '30', label: '近 30 天' },
  { value: '90', label: '近 90 天' },
] as const;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The days that an address names; the last thirty where it names none. */
export function daysOf({ from, to }: { from?: string; to?: string }): Days {
  const usual = lastDays(30);
  const last = to && DAY.test(to) ? to : usual.to;
  const first = from && DAY.test(from) ? from : usual.from;
  return first <= last ? { from: first, to: last } : { from: last, to: last };
}

/** From a day to a day, the usual spans at one click. */
export function DaysFilter({ value, onChange }: { value: Days; onChange(days: Days): void }) {
  const chosen = ranges.find(({ value: count }) => {
    const { from, to } = lastDays(Number(count));
    return from === value.from && to === value.to;
  });
  return (
    <div className="filters">
      <FilterChips<string>
        label="时间范围"
        options={ranges}
        value={chosen?.value ?? ''}
        onChange={(count) => onChange(lastDays(Number(count)))}
      />
      <DayRange
        from={value.from}
        to={value.to}
        onChange={(part) =>
          onChange({ from: ('from' in part && part.from) || value.from, to: ('to' in part && part.to) || value.to })
        }
      />
    </div>
  );
}
