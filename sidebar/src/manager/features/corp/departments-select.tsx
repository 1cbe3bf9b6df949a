import { Select } from 'tdesign-react/es/select';
import { Named } from '../../components/named.tsx';
import { useDepartments } from './api/list-departments.ts';
import { departmentOptions, departmentsWithin } from './department-options.ts';

interface DepartmentsSelectProps {
  value: readonly number[];
  onChange(ids: number[]): void;
  placeholder: string;
  /** Where the placeholder is no name. */
  label?: string;
  /** Only these are offered. */
  within?: readonly number[] | undefined;
}

/** Several departments. */
export function DepartmentsSelect({ value, onChange, placeholder, label, within }: DepartmentsSelectProps) {
  const departments = useDepartments();
  return (
    <Named label={label ?? placeholder}>
      <Select
        multiple
        value={[...value]}
        onChange={(ids) => onChange(Array.isArray(ids) ? ids.map(Number) : [])}
        options={departmentOptions(departmentsWithin(departments.data?.items ?? [], within)).map(
          ({ id, name, depth }) => ({
            value: id,
            label: `${'  '.repeat(depth)}${name}`,
          }),
        )}
        loading={departments.isPending}
        empty={departments.isError ? '没有读到部门,请刷新页面再试' : '没有可选的部门'}
        placeholder={placeholder}
        clearable
        filterable
        minCollapsedNum={4}
      />
    </Named>
  );
}
