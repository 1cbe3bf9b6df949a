import type { Filter } from '@zhike/shared/contracts/filter';
import { useMemo } from 'react';
import { useViewer } from '../app/viewer.ts';
import { FilterBuilder } from '../components/filter-builder/filter-builder.tsx';
import { Loaded } from '../components/loaded.tsx';
import { useFilterFields, useFilterInWords } from '../features/filter/api/filter-fields.ts';
import { filterInputs } from './filter-inputs.tsx';

interface CustomerFilterBuilderProps {
  value: Filter | null;
  /** Null while nothing is asked or something is incomplete. */
  onChange(filter: Filter | null): void;
}

/** The builder with every field there is and how each is picked: segments and rules use it alike. */
export function CustomerFilterBuilder({ value, onChange }: CustomerFilterBuilderProps) {
  const viewer = useViewer();
  const fields = useFilterFields();
  const words = useFilterInWords(value);
  const names = useMemo(
    () => new Map(words.data?.names.map(({ field, value: one, name }) => [`${field} ${one}`, name])),
    [words.data],
  );
  return (
    <Loaded query={fields}>
      {({ items }) => (
        <FilterBuilder
          // Whoever may not list channels cannot pick one.
          fields={items.filter(({ input }) => input !== 'channel' || viewer.can.manageChannels)}
          inputs={filterInputs}
          nameOf={(field, one) => names.get(`${field} ${one}`)}
          value={value}
          onChange={onChange}
        />
      )}
    </Loaded>
  );
}
