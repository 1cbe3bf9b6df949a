import { Link } from 'react-router';
import { Moment } from '../../components/figures.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Card } from '../../components/page.tsx';
import { useCustomerGroups } from './api/list-customer-groups.ts';

/** The groups in which she and the company meet. */
export function GroupsCard({ customerId }: { customerId: string }) {
  return (
    <Card title="所在客户群">
      <Loaded query={useCustomerGroups(customerId)} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">不在客户群里</p>
          ) : (
            <ul>
              {items.map(({ chatId, name, owner, memberCount, joinedAt, can }) => (
                <li key={chatId} className="relation">
                  <span className="timeline-words">
                    {can.open ? (
                      <Link to={`/groups/${encodeURIComponent(chatId)}`}>{name || '未命名的群'}</Link>
                    ) : (
                      name || '未命名的群'
                    )}
                    <span className="fine">
                      {owner && `群主${owner.name} · ${memberCount} 人 · `}
                      <Moment at={joinedAt} />
                      加入
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}
