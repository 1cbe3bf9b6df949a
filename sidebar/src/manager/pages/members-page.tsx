import type { MemberView, RoleName } from '@zhike/shared/contracts/corp';
import { useState } from 'react';
import { StateView } from '../../shared/states/state-view.tsx';
import { useSearchWords } from '../app/use-search-words.ts';
import { useUrlFilter } from '../app/use-url-filter.ts';
import { EndlessList } from '../components/endless-list.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { Card, Page } from '../components/page.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { useMembers } from '../features/corp/api/list-members.ts';
import { DepartmentSelect } from '../features/corp/department-select.tsx';
import { MemberTable, roleNames } from '../features/corp/member-table.tsx';
import { RoleDialog } from '../features/corp/role-dialog.tsx';

const roles: { value: RoleName | 'all'; label: string }[] = [
  { value: 'all', label: '全部' },
  ...(['admin', 'manager', 'rep'] as const).map((value) => ({ value, label: roleNames[value] })),
];

export function MembersPage() {
  const [filter, setFilter] = useUrlFilter<'department' | 'role'>();
  const [words, search] = useSearchWords();
  const [changing, setChanging] = useState<MemberView | null>(null);
  const role = roles.find(({ value }) => value === filter.role)?.value ?? 'all';
  const members = useMembers({
    q: words || undefined,
    departmentId: filter.department ? Number(filter.department) : undefined,
    role: role === 'all' ? undefined : role,
  });
  return (
    <Page title="成员与角色" hint="成员和部门来自企业微信中本应用的可见范围。角色决定能做什么、能看到谁的客户。">
      <div className="filters">
        <SearchBox value={words} onChange={search} placeholder="姓名、拼音、账号" />
        <div style={{ width: 220 }}>
          <DepartmentSelect
            value={filter.department ? Number(filter.department) : null}
            onChange={(id) => setFilter({ department: id === null ? undefined : String(id) })}
            label="全部部门"
          />
        </div>
        <FilterChips
          label="角色"
          options={roles}
          value={role}
          onChange={(value) => setFilter({ role: value === 'all' ? undefined : value })}
        />
      </div>
      <Card flush>
        <EndlessList
          query={members}
          empty={<StateView title="没有找到成员" hint="检查应用的可见范围,或到「同步」里重新同步成员" />}
        >
          {(items) => <MemberTable members={items} onChangeRole={setChanging} />}
        </EndlessList>
      </Card>
      {changing ? <RoleDialog member={changing} onClose={() => setChanging(null)} /> : null}
    </Page>
  );
}
