import './chip-row.css';

interface ChipRowProps<Id extends string> {
  label: string;
  chips: readonly { id: Id; label: string }[];
  current: Id;
  onChange(id: NoInfer<Id>): void;
}

/** One of a few, in a row that scrolls sideways: a filter. */
export function ChipRow<Id extends string>({ label, chips, current, onChange }: ChipRowProps<Id>) {
  return (
    <div className="chip-row" role="group" aria-label={label}>
      {chips.map((chip) => (
        <button
          key={chip.id}
          type="button"
          className="chip-row-chip"
          aria-pressed={chip.id === current}
          onClick={() => onChange(chip.id)}
        >
          <span>{chip.label}</span>
        </button>
      ))}
    </div>
  );
}
