import { Select } from 'tdesign-react/es/select';
import { Named } from '../../components/named.tsx';
import { useDepartments } from './api/list-departments.ts';
import { departmentOptions } from './department-options.ts';

interface DepartmentsSelectProps {
  value: readonly number[];
  onChange(ids: number[]): void;
  placeholder: string;
  /** Where the placeholder is no name. */
  label?: string;
}

/** Several departments. */
export function DepartmentsSelect({ value, onChange, placeholder, label }: DepartmentsSelectProps) {
  const departments = useDepartments();
  return (
    <Named label={label ?? placeholder}>
      <Select
        multiple
        value={[...value]}
        onChange={(ids) => onChange(Array.isArray(ids) ? ids.map(Number) : [])}
        options={departmentOptions(departments.data?.items ?? []).map(({ id, name, depth }) => ({
          value: id,
          label: `${'  '.repeat(depth)}${name}`,
        }))}
        loading={departments.isPending}
        placeholder={placeholder}
        clearable
        filterable
        minCollapsedNum={4}
      />
    </Named>
  );
}
