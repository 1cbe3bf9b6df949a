import { useNow } from '../../../shared/clock/business-clock.ts';
import { exactTime, sayAge } from '../../../shared/format/time.ts';
import { useCustomerGroups } from './api/list-customer-groups.ts';

/** The groups in which she and the company meet; without any there is nothing to show. */
export function GroupsCard({ customerId }: { customerId: string }) {
  const now = useNow();
  const groups = useCustomerGroups(customerId).data?.items ?? [];
  if (groups.length === 0) return null;
  return (
    <section className="card" aria-label="所在客户群">
      <h2 className="section-title">所在客户群</h2>
      {groups.map(({ chatId, name, owner, memberCount, joinedAt, can }) => (
        <div key={chatId} className="person-row">
          <div className="person-row-what">
            <p className="person-row-name">
              {can.open ? (
                <a href={`#/groups/${encodeURIComponent(chatId)}`}>{name || '未命名的群'}</a>
              ) : (
                name || '未命名的群'
              )}
            </p>
            <p className="quiet small card-line" title={exactTime(joinedAt)}>
              {owner && `${memberCount} 人 · 群主${owner.name} · `}
              {sayAge(joinedAt, now)}加入
            </p>
          </div>
        </div>
      ))}
    </section>
  );
}
