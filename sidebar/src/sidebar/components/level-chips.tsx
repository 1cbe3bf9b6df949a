import { ChipRow } from './chip-row.tsx';

interface Level {
  id: string;
  parentId: string | null;
  name: string;
}

interface LevelChipsProps {
  label: string;
  /** All of them, parents before children. */
  items: readonly Level[];
  /** null: everything. */
  current: string | null;
  onChange(id: string | null): void;
}

const ALL = '';

/** A tree as rows of chips: the first level, and below it what the chosen one holds. */
export function LevelChips({ label, items, current, onChange }: LevelChipsProps) {
  const path = pathTo(items, current);
  const rows = [null, ...path].map((parentId) => ({
    parentId,
    children: items.filter((item) => item.parentId === parentId),
  }));
  return (
    <>
      {rows
        .filter(({ children }) => children.length > 0)
        .map(({ parentId, children }, depth) => (
          <ChipRow
            key={parentId ?? 'top'}
            label={depth === 0 ? label : `${label},下一级`}
            chips={[{ id: ALL, label: '全部' }, ...children.map(({ id, name }) => ({ id, label: name }))]}
            current={path[depth] ?? ALL}
            onChange={(id: string) => onChange(id === ALL ? parentId : id)}
          />
        ))}
    </>
  );
}

function pathTo(items: readonly Level[], id: string | null): string[] {
  const item = items.find((one) => one.id === id);
  return item ? [...pathTo(items, item.parentId), item.id] : [];
}
