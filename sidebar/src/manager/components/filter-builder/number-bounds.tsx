import { useState } from 'react';
import { readDraft } from '../../../shared/fields/field-draft.ts';
import type { ConditionDraft } from './draft.ts';
import '../field.css';

interface NumberBoundsProps {
  op: 'at_least' | 'at_most' | 'range';
  unit: string | null;
  condition: ConditionDraft;
  onChange(condition: ConditionDraft): void;
}

/** How much at least, at most, or between what and what; both ends count. */
export function NumberBounds({ op, unit, condition, onChange }: NumberBoundsProps) {
  const { min, max } = condition;
  const isUpsideDown = op === 'range' && min !== null && max !== null && min > max;
  return (
    <span className="row">
      {op === 'at_most' ? null : (
        <Bound
          label="最小值"
          value={min}
          isWrong={isUpsideDown}
          onChange={(next) => onChange({ ...condition, min: next })}
        />
      )}
      {op === 'range' ? '到' : null}
      {op === 'at_least' ? null : (
        <Bound
          label="最大值"
          value={max}
          isWrong={isUpsideDown}
          onChange={(next) => onChange({ ...condition, max: next })}
        />
      )}
      {unit ? <span>{unit}</span> : null}
      {isUpsideDown ? <span className="field-problem">前面的数要比后面的小</span> : null}
    </span>
  );
}

interface BoundProps {
  label: string;
  value: number | null;
  isWrong: boolean;
  onChange(value: number | null): void;
}

/** Holds what is typed: half a number is none yet. */
function Bound({ label, value, isWrong, onChange }: BoundProps) {
  const [text, setText] = useState(value === null ? '' : String(value));
  const [isTyping, setTyping] = useState(false);
  const read = readDraft.number(text);
  // Not while somebody types: every number begins as none.
  const problem = !isTyping && 'problem' in read ? read.problem : null;
  return (
    <label>
      <span className="visually-hidden">{label}</span>
      <input
        className="native-input filter-amount"
        inputMode="decimal"
        value={text}
        placeholder={label}
        aria-invalid={isWrong || problem !== null}
        onBlur={() => setTyping(false)}
        onChange={(event) => {
          setTyping(true);
          setText(event.target.value);
          const now = readDraft.number(event.target.value);
          onChange('value' in now && now.value?.kind === 'number' ? now.value.number : null);
        }}
      />
      {problem ? <span className="field-problem">{problem}</span> : null}
    </label>
  );
}
