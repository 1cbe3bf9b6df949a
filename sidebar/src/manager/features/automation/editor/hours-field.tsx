import type { BusinessHours } from '@zhike/shared/contracts/automation-rule';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { TimeRange } from '../../../components/time-range.tsx';

const weekdays = ['一', '二', '三', '四', '五', '六', '日'];

/** Hours of a week, and whether it is inside or outside of them. */
export function HoursField({ value, onChange }: { value: BusinessHours; onChange(value: BusinessHours): void }) {
  const flip = (day: number) =>
    value.weekdays.includes(day) ? value.weekdays.filter((one) => one !== day) : [...value.weekdays, day];
  return (
    <div className="rule-hours">
      <div className="row" role="group" aria-label="星期">
        {weekdays.map((name, index) => (
          <button
            key={name}
            type="button"
            className="rule-day"
            aria-label={`星期${name}`}
            aria-pressed={value.weekdays.includes(index + 1)}
            onClick={() => onChange({ ...value, weekdays: flip(index + 1) })}
          >
            {name}
          </button>
        ))}
      </div>
      <span className="row">
        <TimeRange from={value.from} to={value.to} onChange={(part) => onChange({ ...value, ...part })} />
        <span className="fine">{value.from === value.to ? '全天' : value.to < value.from ? '到次日' : ''}</span>
      </span>
      <FilterChips
        label="时段内或时段外"
        value={value.outside ? 'outside' : 'inside'}
        options={[
          { value: 'inside', label: '在这个时段内' },
          { value: 'outside', label: '在这个时段外' },
        ]}
        onChange={(place) => onChange({ ...value, outside: place === 'outside' })}
      />
    </div>
  );
}
