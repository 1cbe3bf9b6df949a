import type { CustomerRow } from '@zhike/shared/contracts/customer-list';
import { Link } from 'react-router';
import { Checkbox } from 'tdesign-react/es/checkbox';
import { texts } from '../../../shared/texts/zh-cn.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Moment } from '../../components/figures.tsx';
import { Pill } from '../../components/pill.tsx';
import { StagePill } from '../../components/stage-pill.tsx';
import '../../components/table.css';
import './customer-table.css';

interface CustomerTableProps {
  customers: readonly CustomerRow[];
  /** Absent: a list to look at, where nobody is chosen. */
  choice?: { chosen: ReadonlySet<string>; onChoose(customerIds: ReadonlySet<string>): void };
}

const TAGS_SHOWN = 3;

export function CustomerTable({ customers, choice }: CustomerTableProps) {
  const shownChosen = customers.filter(({ id }) => choice?.chosen.has(id)).length;
  const isAll = shownChosen === customers.length;
  const flip = (id: string) => {
    const next = new Set(choice?.chosen);
    if (!next.delete(id)) next.add(id);
    choice?.onChoose(next);
  };
  return (
    <div className="table-scroll">
      <table className="table customer-table">
        <thead>
          <tr>
            <th>
              {choice ? (
                <Checkbox
                  checked={isAll}
                  indeterminate={shownChosen > 0 && !isAll}
                  onChange={() => choice.onChoose(new Set(isAll ? [] : customers.map(({ id }) => id)))}
                >
                  客户
                </Checkbox>
              ) : (
                '客户'
              )}
            </th>
            <th>阶段</th>
            <th>标签</th>
            <th>负责人</th>
            <th>来源</th>
            <th>添加时间</th>
          </tr>
        </thead>
        <tbody>
          {customers.map((customer) => (
            <tr key={customer.id}>
              <td>
                <div className="table-person">
                  {choice ? (
                    <Checkbox checked={choice.chosen.has(customer.id)} onChange={() => flip(customer.id)}>
                      <span className="visually-hidden">选择{customer.name}</span>
                    </Checkbox>
                  ) : null}
                  <Avatar name={customer.name} src={customer.avatar} size={36} />
                  <span className="customer-name">
                    <Link to={`/customers/${customer.id}`}>{customer.name || texts.unnamed}</Link>
                    <span className={`fine${customer.type === 2 ? '' : ' customer-wechat'}`}>
                      {[
                        customer.remark && customer.remark !== customer.name ? customer.remark : '',
                        customer.type === 2 ? `@${customer.corpName ?? '企业微信'}` : '@微信',
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </span>
                  {customer.status === 'lost' ? <Pill tone="bad">已流失</Pill> : null}
                </div>
              </td>
              <td data-label="阶段" data-empty={customer.stage ? undefined : true}>
                {customer.stage ? <StagePill stage={customer.stage} /> : '—'}
              </td>
              <td data-label="标签" data-empty={customer.tags.length > 0 ? undefined : true}>
                {customer.tags.length > 0 ? (
                  <span className="pills" title={customer.tags.map(({ name }) => name).join('、')}>
                    {customer.tags.slice(0, TAGS_SHOWN).map(({ tagId, name }) => (
                      <Pill key={tagId}>{name}</Pill>
                    ))}
                    {customer.tags.length > TAGS_SHOWN ? (
                      <span className="fine">+{customer.tags.length - TAGS_SHOWN}</span>
                    ) : null}
                  </span>
                ) : (
                  '—'
                )}
              </td>
              <td data-label="负责人" data-empty={customer.owner ? undefined : true}>
                {customer.owner?.name ?? '—'}
              </td>
              <td data-label="来源" data-empty={customer.channel ? undefined : true}>
                {customer.channel?.name ?? '—'}
              </td>
              <td data-label="添加时间" className="customer-when">
                <Moment at={customer.addedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
