import type { MemberView } from '@zhike/shared/contracts/corp';
import { Avatar } from '../../components/avatar.tsx';
import { Pill, type PillTone } from '../../components/pill.tsx';
import '../../components/table.css';

export const roleNames: Record<MemberView['role'], string> = { admin: '管理员', manager: '主管', rep: '员工' };
const origins: Record<MemberView['roleOrigin'], string> = {
  configuration: '由系统配置指定',
  appointed: '由管理员指定',
  leader: '企业微信部门负责人',
  default: '',
};
const statuses: Record<MemberView['status'], { label: string; tone: PillTone } | null> = {
  active: null,
  disabled: { label: '已禁用', tone: 'warning' },
  not_activated: { label: '未激活', tone: 'warning' },
  left: { label: '已离职', tone: 'bad' },
  out_of_range: { label: '不在可见范围', tone: 'warning' },
};

export function MemberTable({
  members,
  onChangeRole,
}: {
  members: readonly MemberView[];
  onChangeRole(member: MemberView): void;
}) {
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th>成员</th>
            <th>部门</th>
            <th>角色</th>
            <th>能看到谁的客户</th>
            <th>客户联系</th>
            <th>
              <span className="visually-hidden">操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => {
            const status = statuses[member.status];
            return (
              <tr key={member.userId}>
                <td>
                  <div className="table-person">
                    <Avatar name={member.name} src={member.avatar} />
                    <span>
                      {member.name}
                      {member.alias ? <span className="fine"> {member.alias}</span> : null}
                      {member.position ? (
                        <span className="fine" style={{ display: 'block' }}>
                          {member.position}
                        </span>
                      ) : null}
                    </span>
                    {status ? <Pill tone={status.tone}>{status.label}</Pill> : null}
                  </div>
                </td>
                <td data-label="部门">{member.departments.map(({ name }) => name).join('、') || '—'}</td>
                <td data-label="角色">
                  <span>
                    {roleNames[member.role]}
                    {origins[member.roleOrigin] ? (
                      <span className="fine" style={{ display: 'block' }}>
                        {origins[member.roleOrigin]}
                      </span>
                    ) : null}
                  </span>
                </td>
                <td data-label="客户范围">{scopeOf(member)}</td>
                <td data-label="客户联系">
                  {member.followsCustomers ? '已开通' : <span className="soft">未开通</span>}
                </td>
                <td>
                  <div className="table-actions">
                    {member.can.changeRole ? (
                      <button type="button" className="plain-button" onClick={() => onChangeRole(member)}>
                        改角色
                      </button>
                    ) : null}
                  </div>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function scopeOf({ role, managedDepartments }: MemberView): string {
  if (role === 'admin') return '全部';
  if (role === 'rep') return '自己的';
  return managedDepartments.map(({ name }) => name).join('、') || '所在部门';
}
