import { type FormEvent, useState } from 'react';
import type { MemberView } from '../../src/control/views.ts';
import { control } from '../api/control.ts';
import { useWorld } from '../api/world.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { useAction } from '../ui/use-action.ts';
import { memberNote } from '../wecom/member-note.ts';

/** Members come, leave, and enter or leave the app's visible range. */
export function CorpMembers() {
  const { members, overview } = useWorld();
  const [name, setName] = useState('');
  const [department, setDepartment] = useState(overview.departments.at(1)?.id ?? 1);
  const { busy, run } = useAction();
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const added = await run(
      () =>
        control('POST /control/members', {
          body: { name: name.trim(), departments: [department], status: 1, customerContact: true, visible: true },
        }),
      `${name.trim()} 已入职`,
    );
    if (added) setName('');
  };
  return (
    <>
      <form className="inline-form" onSubmit={(event) => void add(event)}>
        <input
          className="text-field"
          required
          value={name}
          placeholder="新员工姓名"
          aria-label="新员工姓名"
          onChange={(event) => setName(event.target.value)}
        />
        <select
          className="text-field"
          value={department}
          aria-label="部门"
          onChange={(event) => setDepartment(Number(event.target.value))}
        >
          {overview.departments.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </select>
        <button type="submit" className="main-button" disabled={busy}>
          入职
        </button>
      </form>
      <ul className="table-list">
        {members.map((member) => (
          <MemberRow key={member.userId} member={member} />
        ))}
      </ul>
      {overview.counts.members > members.length ? (
        <p className="quiet">
          只列出前 {members.length} 位，共 {overview.counts.members} 位。
        </p>
      ) : null}
    </>
  );
}

function MemberRow({ member }: { member: MemberView }) {
  const { overview } = useWorld();
  const { busy, run } = useAction();
  const edit = (body: { status?: 1 | 5; visible?: boolean }, done: string) =>
    void run(() => control('POST /control/members/:userId', { params: { userId: member.userId }, body }), done);
  return (
    <li>
      <Avatar name={member.name} src={member.avatar} size={36} />
      <span className="picker-words">
        <span className="picker-name">{member.name}</span>
        <span className="picker-note">
          {memberNote(member, overview.departments)} · {member.customerCount} 位客户
        </span>
      </span>
      {member.status === 5 ? (
        <button
          type="button"
          className="plain-button"
          disabled={busy}
          onClick={() => edit({ status: 1, visible: true }, `${member.name} 已恢复在职`)}
        >
          恢复在职
        </button>
      ) : (
        <>
          <button
            type="button"
            className="plain-button"
            disabled={busy}
            title="应用的可见范围"
            onClick={() =>
              edit(
                { visible: !member.visible },
                member.visible ? `${member.name} 已移出可见范围` : `${member.name} 已加入可见范围`,
              )
            }
          >
            {member.visible ? '移出可见范围' : '加入可见范围'}
          </button>
          <button
            type="button"
            className="plain-button"
            disabled={busy}
            onClick={() => edit({ status: 5 }, `${member.name} 已离职`)}
          >
            离职
          </button>
        </>
      )}
    </li>
  );
}
