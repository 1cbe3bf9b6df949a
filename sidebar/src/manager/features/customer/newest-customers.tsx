import { useQuery } from '@tanstack/react-query';
import type { listCustomers } from '@zhike/shared/contracts/customer-list';
import { Link } from 'react-router';
import { call } from '../../../shared/api/call.ts';
import { StateView } from '../../../shared/states/state-view.tsx';
import { texts } from '../../../shared/texts/zh-cn.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Moment } from '../../components/figures.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Card } from '../../components/page.tsx';
import '../../components/tile.css';

/** The last few who came in; follows the news. */
export function NewestCustomers() {
  const newest = useQuery({
    queryKey: ['customers-head', 'newest'],
    queryFn: ({ signal }) => call<typeof listCustomers>('listCustomers', { signal, body: { limit: 6 } }),
  });
  return (
    <Card title="最新客户" extra={<Link to="/customers">全部客户</Link>}>
      <Loaded query={newest}>
        {({ items }) =>
          items.length === 0 ? (
            <StateView title="还没有客户" hint="客户添加员工后几秒内就会出现" />
          ) : (
            <ul>
              {items.map((customer) => (
                <li key={customer.id} className="health-row">
                  <Avatar name={customer.name} src={customer.avatar} size={32} />
                  <span className="health-words">
                    <Link to={`/customers/${customer.id}`}>{customer.name || texts.unnamed}</Link>
                    <span className="fine" style={{ display: 'block' }}>
                      {[
                        customer.channel ? `渠道「${customer.channel.name}」` : '',
                        customer.owner ? `由${customer.owner.name}负责` : '',
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </span>
                  <span className="fine">
                    <Moment at={customer.addedAt} />
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
