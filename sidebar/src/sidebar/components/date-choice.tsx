import { useId, useState } from 'react';
import { type DayChoice, dayChoices, fromDateInput, toDateInput } from '../../shared/format/day-choices.ts';
import { sayDue } from '../../shared/format/time.ts';
import './date-choice.css';

interface DateChoiceProps {
  label: string;
  /** Epoch ms. */
  value: number | null;
  now: number;
  onChange(at: number | null): void;
  /** One may also choose no date at all. */
  optional?: boolean;
  /** Moments in one tap; by default days. */
  choices?: readonly DayChoice[];
}

/**
 * A date in one tap. For any other moment the browser's own picker: it knows fingers, mice and keyboards, while a wheel of the
 * component library cannot be turned with a mouse in WeCom's desktop client.
 */
export function DateChoice({
  label,
  value,
  now,
  onChange,
  optional = false,
  choices = dayChoices(now),
}: DateChoiceProps) {
  const id = useId();
  const isOther = value !== null && !choices.some(({ at }) => at === value);
  const [picking, setPicking] = useState(isOther);
  const earliest = toDateInput(now);
  return (
    <fieldset className="date-choice">
      <legend className="field-label">{label}</legend>
      <div className="date-choice-row">
        {choices.map((choice) => (
          <button
            key={choice.label}
            type="button"
            className="choice"
            aria-pressed={!picking && value === choice.at}
            onClick={() => {
              setPicking(false);
              onChange(optional && value === choice.at ? null : choice.at);
            }}
          >
            {choice.label}
          </button>
        ))}
        <button
          type="button"
          className="choice"
          aria-pressed={picking}
          aria-expanded={picking}
          onClick={() => {
            setPicking(!picking);
            if (optional && picking) onChange(null);
          }}
        >
          自选
        </button>
      </div>
      {picking ? (
        <label className="date-choice-other" htmlFor={id}>
          <span className="visually-hidden">日期和时间</span>
          <input
            id={id}
            className="input"
            type="datetime-local"
            min={earliest}
            defaultValue={value === null ? '' : toDateInput(value)}
            onChange={(event) => onChange(fromDateInput(event.target.value))}
          />
        </label>
      ) : null}
      {value !== null && value <= now ? (
        <p className="field-problem" role="alert">
          请选择一个将来的时间
        </p>
      ) : value !== null ? (
        <p className="field-hint">{sayDue(value, now)} 提醒</p>
      ) : null}
    </fieldset>
  );
}
