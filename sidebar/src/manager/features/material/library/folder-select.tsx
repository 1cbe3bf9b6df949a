import { Select } from 'tdesign-react/es/select';
import { Named } from '../../../components/named.tsx';
import type { FolderLine } from './folder-rules.ts';

interface FolderSelectProps {
  label: string;
  lines: readonly FolderLine[];
  value: string | null;
  /** What null is called. */
  none: string;
  onChange(folderId: string | null): void;
}

const NONE = 'none';

/** One folder, or none. */
export function FolderSelect({ label, lines, value, none, onChange }: FolderSelectProps) {
  return (
    <Named label={label}>
      <Select
        value={value ?? NONE}
        onChange={(id) => onChange(typeof id === 'string' && id !== NONE ? id : null)}
        options={[
          { value: NONE, label: none },
          ...lines.map(({ id, name, depth }) => ({ value: id, label: `${'  '.repeat(depth - 1)}${name}` })),
        ]}
        filterable
      />
    </Named>
  );
}
