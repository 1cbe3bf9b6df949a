import type { MemberView, RoleName } from '@zhike/shared/contracts/corp';
import { useState } from 'react';
import { Confirm } from '../../components/confirm.tsx';
import { FilterChips } from '../../components/filter-chips.tsx';
import { notifyDone } from '../../components/notify.ts';
import { useSetMemberRole } from './api/set-member-role.ts';
import { DepartmentsSelect } from './departments-select.tsx';

const explanations: Record<RoleName | 'auto', string> = {
  auto: '企业微信里是部门负责人的为主管,其余为员工。',
  admin: '看到全部客户,管理所有设置、角色和运行状态。',
  manager: '看到所管部门的客户,管理渠道活码和标签,处理异常。',
  rep: '只看到自己的客户和待办。',
};

/** What a member may do here, and whose customers she sees. */
export function RoleDialog({ member, onClose }: { member: MemberView; onClose(): void }) {
  const setRole = useSetMemberRole();
  const [role, setChoice] = useState<RoleName | 'auto'>(member.roleOrigin === 'appointed' ? member.role : 'auto');
  const [departmentIds, setDepartmentIds] = useState(member.managedDepartments.map(({ id }) => id));
  return (
    <Confirm
      title={`${member.name}的角色`}
      action="保存"
      onConfirm={async () => {
        await setRole.mutateAsync({
          userId: member.userId,
          role: role === 'auto' ? null : role,
          departmentIds: role === 'manager' && departmentIds.length > 0 ? departmentIds : null,
        });
        notifyDone('已保存,立即生效');
      }}
      onClose={onClose}
    >
      <div className="dialog-column">
        <FilterChips
          label="角色"
          value={role}
          options={[
            { value: 'auto', label: '跟随企业微信' },
            { value: 'admin', label: '管理员' },
            { value: 'manager', label: '主管' },
            { value: 'rep', label: '员工' },
          ]}
          onChange={setChoice}
        />
        <p>{explanations[role]}</p>
        {role === 'manager' ? (
          <div>
            <p>管理哪些部门的客户(包含下级)</p>
            <DepartmentsSelect
              value={departmentIds}
              onChange={setDepartmentIds}
              placeholder="不选:所负责的部门,没有则为所在部门"
            />
          </div>
        ) : null}
      </div>
    </Confirm>
  );
}
