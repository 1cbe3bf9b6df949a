import type { CustomerProfile, RelationStatus, RelationView } from '@zhike/shared/contracts/customer';
import { sayAddWay } from '../../../shared/texts/zh-cn.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Moment } from '../../components/figures.tsx';
import { Card } from '../../components/page.tsx';
import { Pill, type PillTone } from '../../components/pill.tsx';

const statuses: Record<RelationStatus, { label: string; tone: PillTone }> = {
  active: { label: '好友', tone: 'good' },
  half: { label: '待员工通过', tone: 'warning' },
  deleted_by_member: { label: '员工已删除', tone: 'bad' },
  deleted_by_customer: { label: '被客户删除', tone: 'bad' },
  transferred: { label: '已转接', tone: 'plain' },
};

/** Every member who is or was a friend of the customer. */
export function RelationsCard({
  relations,
  phones,
}: Pick<CustomerProfile, 'relations'> & { phones: ReadonlyMap<string, string[]> }) {
  return (
    <Card title={`好友关系(${relations.length})`}>
      <ul>
        {relations.map((relation) => (
          <Relation key={relation.id} relation={relation} phones={phones.get(relation.id) ?? relation.phones} />
        ))}
      </ul>
    </Card>
  );
}

function Relation({ relation, phones }: { relation: RelationView; phones: readonly string[] }) {
  const { label, tone } = statuses[relation.status];
  const said = [
    relation.remark ? `备注:${relation.remark}` : '',
    relation.description ? `描述:${relation.description}` : '',
    phones.length > 0 ? `手机:${phones.join('、')}` : '',
  ].filter(Boolean);
  return (
    <li className="relation">
      <Avatar name={relation.member.name} src={relation.member.avatar} size={32} />
      <span className="timeline-words">
        <span className="table-person">
          {relation.member.name} <Pill tone={tone}>{label}</Pill>
        </span>
        <span className="fine">
          {relation.channel ? `渠道「${relation.channel.name}」` : sayAddWay(relation.addWay)} ·{' '}
          <Moment at={relation.addedAt} />
          添加
          {relation.removedAt ? (
            <>
              ,<Moment at={relation.removedAt} />
              结束
            </>
          ) : null}
        </span>
        {said.map((line) => (
          <span key={line} className="fine">
            {line}
          </span>
        ))}
      </span>
    </li>
  );
}
