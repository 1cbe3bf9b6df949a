import { Select } from 'tdesign-react/es/select';
import { useDepartments } from './api/list-departments.ts';
import { departmentOptions, departmentsWithin } from './department-options.ts';

interface DepartmentSelectProps {
  value: number | null;
  onChange(id: number | null): void;
  label: string;
  /** Only these are offered. */
  within?: readonly number[] | undefined;
}

/** One department with all below it, or all of them. */
export function DepartmentSelect({ value, onChange, label, within }: DepartmentSelectProps) {
  const departments = useDepartments();
  return (
    <Select
      value={value ?? undefined}
      onChange={(id) => onChange(typeof id === 'number' ? id : null)}
      options={departmentOptions(departmentsWithin(departments.data?.items ?? [], within)).map(
        ({ id, name, depth }) => ({
          value: id,
          label: `${'  '.repeat(depth)}${name}`,
        }),
      )}
      loading={departments.isPending}
      placeholder={label}
      clearable
      filterable
    />
  );
}
