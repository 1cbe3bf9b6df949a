import { addDays } from '@zhike/shared/formulas/calendar';
import { useState } from 'react';
import { FIRST_DAY, LAST_DAY } from '../../../shared/fields/field-draft.ts';
import { dayOf, startOfDay } from '../../../shared/format/time.ts';
import type { ConditionDraft } from './draft.ts';
import '../field.css';

interface DayBoundsProps {
  condition: ConditionDraft;
  onChange(condition: ConditionDraft): void;
}

/** From a day to a day of somebody's life, either end open: the year of a birth is typed, not looked for through decades of months. */
export function DayBounds({ condition, onChange }: DayBoundsProps) {
  const { from, to } = condition;
  return (
    <span className="row">
      <Day
        label="开始日期"
        day={from === null ? '' : dayOf(from)}
        onChange={(day) => onChange({ ...condition, from: day === null ? null : startOfDay(day) })}
      />
      至
      <Day
        label="结束日期"
        day={to === null ? '' : dayOf(to - 1)}
        onChange={(day) => onChange({ ...condition, to: day === null ? null : startOfDay(addDays(day, 1)) })}
      />
      {from !== null && to !== null && from >= to ? (
        <span className="field-problem">开始日期不能晚于结束日期</span>
      ) : null}
    </span>
  );
}

interface DayProps {
  label: string;
  day: string;
  onChange(day: string | null): void;
}

/** Holds what is typed: on the way to 1958 there is a day in the year 19. */
function Day({ label, day, onChange }: DayProps) {
  const [text, setText] = useState(day);
  return (
    <input
      type="date"
      className="native-input"
      aria-label={label}
      value={text}
      min={FIRST_DAY}
      max={LAST_DAY}
      onChange={(event) => {
        const typed = event.target.value;
        setText(typed);
        onChange(typed >= FIRST_DAY && typed <= LAST_DAY ? typed : null);
      }}
    />
  );
}
