import { useState } from 'react';
import { Select } from 'tdesign-react/es/select';
import { Button } from '../components/button.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { Icon } from '../components/icon.tsx';
import { Pill } from '../components/pill.tsx';
import { useDepartments } from '../features/corp/api/list-departments.ts';
import { departmentOptions } from '../features/corp/department-options.ts';
import { MemberPicker } from '../features/corp/member-picker.tsx';
import type { Person } from '../features/corp/person.ts';
import type { MomentForm } from '../features/moment/moment-form.ts';

const MAX_PEOPLE = 1000;
const choices = [
  { value: 'all', label: '全部可发的员工' },
  { value: 'some', label: '指定员工或部门' },
] as const;

interface MomentPublishersProps {
  form: MomentForm;
  onChange(change: (form: MomentForm) => MomentForm): void;
}

/** Who is asked to publish: everybody who may, or named people and whole departments. */
export function MomentPublishers({ form, onChange }: MomentPublishersProps) {
  const departments = useDepartments();
  const [people, setPeople] = useState<Person[]>([]);
  const [choosing, setChoosing] = useState(false);
  return (
    <div className="moment-form">
      <FilterChips
        label="谁来发表"
        options={choices}
        value={form.publishers}
        onChange={(publishers) => onChange((now) => ({ ...now, publishers }))}
      />
      {form.publishers === 'some' ? (
        <>
          <div className="row">
            {people.map(({ userId, name }) => (
              <Pill key={userId} tone="brand">
                {name}
              </Pill>
            ))}
            <Button variant="outline" icon={<Icon name="plus" size={16} />} onClick={() => setChoosing(true)}>
              选择员工
            </Button>
          </div>
          <label>
            部门(包含下级部门)
            <Select
              multiple
              filterable
              clearable
              value={form.departmentIds}
              onChange={(value) =>
                onChange((now) => ({ ...now, departmentIds: Array.isArray(value) ? value.map(Number) : [] }))
              }
              options={departmentOptions(departments.data?.items ?? []).map(({ id, name, depth }) => ({
                value: id,
                label: `${'  '.repeat(depth)}${name}`,
              }))}
              loading={departments.isPending}
              placeholder="选择部门"
            />
          </label>
        </>
      ) : null}
      {choosing ? (
        <MemberPicker
          title="谁来发表"
          chosen={people}
          max={MAX_PEOPLE}
          onChange={(chosen) => {
            setPeople(chosen);
            onChange((now) => ({ ...now, userIds: chosen.map(({ userId }) => userId) }));
          }}
          onClose={() => setChoosing(false)}
        />
      ) : null}
    </div>
  );
}
