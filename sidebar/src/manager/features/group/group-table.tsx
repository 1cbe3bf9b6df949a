import type { GroupRow } from '@zhike/shared/contracts/group-chat';
import { Link } from 'react-router';
import { Avatar } from '../../components/avatar.tsx';
import { Count, Moment } from '../../components/figures.tsx';
import { Pill } from '../../components/pill.tsx';
import { GroupStatusPill } from './group-status.tsx';
import { groupName } from './say-group.ts';
import '../../components/table.css';
import './group.css';

export function GroupTable({ groups }: { groups: readonly GroupRow[] }) {
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th>群</th>
            <th>状态</th>
            <th>群主</th>
            <th className="right">人数</th>
            <th className="right">其中客户</th>
            <th>建群</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.chatId}>
              <td>
                <span className="group-name">
                  <Link to={`/groups/${encodeURIComponent(group.chatId)}`}>{groupName(group.name)}</Link>
                  {group.tags.map((tag) => (
                    <Pill key={tag.tagId}>{tag.name}</Pill>
                  ))}
                </span>
              </td>
              <td data-label="状态">
                <GroupStatusPill {...group} />
              </td>
              <td data-label="群主">
                <span className="table-person">
                  <Avatar name={group.owner.name} src={group.owner.avatar} size={24} />
                  {group.owner.name}
                </span>
              </td>
              <td className="right" data-label="人数">
                <Count value={group.memberCount} />
              </td>
              <td className="right" data-label="其中客户">
                <Count value={group.customerCount} />
              </td>
              <td data-label="建群">
                <Moment at={group.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
