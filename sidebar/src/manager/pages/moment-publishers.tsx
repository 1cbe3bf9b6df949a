import { useState } from 'react';
import { useViewer } from '../app/viewer.ts';
import { Button } from '../components/button.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { Icon } from '../components/icon.tsx';
import { Pill } from '../components/pill.tsx';
import { DepartmentsSelect } from '../features/corp/departments-select.tsx';
import { MemberPicker } from '../features/corp/member-picker.tsx';
import type { Person } from '../features/corp/person.ts';
import type { MomentForm } from '../features/moment/moment-form.ts';

const MAX_PEOPLE = 1000;
const everybody = { all: '全部可发的员工', departments: '我管理的全部员工', self: '我自己' } as const;

interface MomentPublishersProps {
  form: MomentForm;
  onChange(change: (form: MomentForm) => MomentForm): void;
}

/** Who is asked to publish: everybody of the viewer's, or named people and whole departments of hers. */
export function MomentPublishers({ form, onChange }: MomentPublishersProps) {
  const { scope } = useViewer();
  const [people, setPeople] = useState<Person[]>([]);
  const [choosing, setChoosing] = useState(false);
  return (
    <div className="moment-form">
      <FilterChips
        label="谁来发表"
        options={[
          { value: 'all', label: everybody[scope.kind] },
          { value: 'some', label: '指定员工或部门' },
        ]}
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
          {scope.kind === 'self' ? null : (
            <div>
              <p>部门(包含下级部门)</p>
              <DepartmentsSelect
                value={form.departmentIds}
                onChange={(departmentIds) => onChange((now) => ({ ...now, departmentIds }))}
                placeholder="选择部门"
                within={scope.kind === 'departments' ? scope.departmentIds : undefined}
              />
            </div>
          )}
        </>
      ) : null}
      {choosing ? (
        <MemberPicker
          title="谁来发表"
          chosen={people}
          max={MAX_PEOPLE}
          scope={scope}
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
