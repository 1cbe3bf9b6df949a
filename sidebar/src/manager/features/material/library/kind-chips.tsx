import type { MaterialKind } from '@zhike/shared/contracts/material-content';
import '../../../components/filter-chips.css';
import { kindList, kinds } from '../kinds.ts';

/** Any of the kinds; none chosen: all. */
export function KindChips({
  value,
  onChange,
}: {
  value: readonly MaterialKind[];
  onChange(kinds: MaterialKind[]): void;
}) {
  return (
    <div className="filter-chips" role="group" aria-label="类型">
      <button type="button" className="filter-chip" aria-pressed={value.length === 0} onClick={() => onChange([])}>
        全部类型
      </button>
      {kindList.map((kind) => (
        <button
          key={kind}
          type="button"
          className="filter-chip"
          aria-pressed={value.includes(kind)}
          onClick={() => onChange(value.includes(kind) ? value.filter((one) => one !== kind) : [...value, kind])}
        >
          {kinds[kind].label}
        </button>
      ))}
    </div>
  );
}
