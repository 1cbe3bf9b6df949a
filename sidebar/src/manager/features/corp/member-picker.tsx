import type { MemberView } from '@zhike/shared/contracts/corp';
import type { MeView } from '@zhike/shared/contracts/session';
import { useState } from 'react';
import { Dialog } from 'tdesign-react/es/dialog';
import { StateView } from '../../../shared/states/state-view.tsx';
import { Avatar } from '../../components/avatar.tsx';
import { EndlessList } from '../../components/endless-list.tsx';
import { Icon } from '../../components/icon.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { useMembers } from './api/list-members.ts';
import { DepartmentSelect } from './department-select.tsx';
import type { Person } from './person.ts';
import './member-picker.css';

interface MemberPickerProps {
  title: string;
  chosen: readonly Person[];
  /** One person only: choosing replaces and closes. */
  single?: boolean;
  max?: number;
  /** Members who cannot be chosen here, with the reason. */
  refused?: (userId: string) => string | null;
  /** Only people of this scope, the viewer's, are offered. */
  scope?: MeView['scope'];
  onChange(people: Person[]): void;
  onClose(): void;
}

/** Members whom customers can add, found by name, pinyin or department. Mounted only while it is open. */
export function MemberPicker({
  title,
  chosen,
  single = false,
  max = 100,
  refused,
  scope,
  onChange,
  onClose,
}: MemberPickerProps) {
  const [q, setQ] = useState('');
  const [departmentId, setDepartmentId] = useState<number | null>(null);
  const [people, setPeople] = useState<Person[]>([...chosen]);
  const members = useMembers({
    q: q || undefined,
    departmentId: departmentId ?? undefined,
    followsCustomers: true,
    ...(scope ? { inScope: true } : {}),
  });

  const toggle = ({ userId, name, avatar }: MemberView) => {
    if (single) {
      onChange([{ userId, name, avatar }]);
      onClose();
      return;
    }
    setPeople((now) =>
      now.some((one) => one.userId === userId)
        ? now.filter((one) => one.userId !== userId)
        : [...now, { userId, name, avatar }],
    );
  };

  return (
    <Dialog
      visible
      header={title}
      width="min(640px, calc(100vw - 24px))"
      placement="center"
      confirmBtn={single ? null : { content: `确定(${people.length} 人)` }}
      cancelBtn="取消"
      onConfirm={() => {
        onChange(people);
        onClose();
      }}
      onClose={onClose}
    >
      <div className="member-picker">
        <div className="member-picker-filters">
          <SearchBox value={q} onChange={setQ} placeholder="姓名、拼音、账号" />
          <DepartmentSelect
            value={departmentId}
            onChange={setDepartmentId}
            label="全部部门"
            within={scope?.kind === 'departments' ? scope.departmentIds : undefined}
          />
        </div>
        {people.length > 0 && !single ? (
          <ul className="member-picker-chosen" aria-label="已选">
            {people.map((person) => (
              <li key={person.userId}>
                <button
                  type="button"
                  className="member-picker-chip"
                  aria-label={`移除${person.name}`}
                  onClick={() => setPeople(people.filter((one) => one.userId !== person.userId))}
                >
                  {person.name}
                  <Icon name="close" size={14} />
                </button>
              </li>
            ))}
          </ul>
        ) : null}
        <div className="member-picker-list">
          <EndlessList
            query={members}
            empty={
              <StateView
                title="没有找到"
                hint="只能选择开通了客户联系的成员。可以换个名字或部门,或请管理员在企业微信后台开通。"
              />
            }
          >
            {(items) => (
              <ul>
                {items.map((member) => {
                  const isChosen = people.some((one) => one.userId === member.userId);
                  const reason =
                    refused?.(member.userId) ??
                    (!isChosen && people.length >= max && !single ? `最多 ${max} 人` : null);
                  return (
                    <li key={member.userId}>
                      <button
                        type="button"
                        className="member-picker-row"
                        aria-pressed={isChosen}
                        disabled={reason !== null}
                        onClick={() => toggle(member)}
                      >
                        <Avatar name={member.name} src={member.avatar} size={32} />
                        <span className="member-picker-words">
                          {member.name}
                          <span className="fine">
                            {reason ??
                              [member.departments.map(({ name }) => name).join('、'), member.position]
                                .filter(Boolean)
                                .join(' · ')}
                          </span>
                        </span>
                        <span className="member-picker-mark" aria-hidden="true">
                          {isChosen ? '✓' : ''}
                        </span>
                      </button>
                    </li>
                  );
                })}
              </ul>
            )}
          </EndlessList>
        </div>
      </div>
    </Dialog>
  );
}
