import type { CustomerProfile, RelationView } from '@zhike/shared/contracts/customer';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { exactTime, sayAge } from '../../../shared/format/time.ts';
import { sayAddWay } from '../../../shared/texts/zh-cn.ts';
import { Avatar } from '../../components/avatar.tsx';
import { sayRelation } from './say-relation.ts';

/** Who of the company knows her, the viewer first, former contacts last. */
export function RelationsCard({ relations }: Pick<CustomerProfile, 'relations'>) {
  const now = useNow();
  const ordered = [...relations].sort((a, b) => rank(a) - rank(b) || a.addedAt - b.addedAt);
  return (
    <section className="card" aria-label="谁认识客户">
      <h2 className="section-title">谁认识客户</h2>
      {ordered.map((relation) => (
        <div key={relation.id} className="person-row">
          <Avatar src={relation.member.avatar} name={relation.member.name} size={32} />
          <div className="person-row-what">
            <p className="person-row-name">
              {relation.member.name}
              {relation.isMine ? <span className="quiet small">我</span> : null}
              {relation.status === 'active' ? null : (
                <span className="relation-mark">{sayRelation(relation).short}</span>
              )}
            </p>
            <p className="quiet small card-line" title={exactTime(relation.addedAt)}>
              {relation.channel?.name ?? sayAddWay(relation.addWay)} · {sayAge(relation.addedAt, now)}添加
              {relation.removedAt === null ? '' : ` · ${sayAge(relation.removedAt, now)}结束`}
            </p>
          </div>
        </div>
      ))}
    </section>
  );
}

const rank = ({ isMine, status }: RelationView) => (status === 'active' || status === 'half' ? (isMine ? 0 : 1) : 2);
