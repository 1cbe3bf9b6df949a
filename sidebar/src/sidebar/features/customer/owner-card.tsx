import type { CustomerProfile } from '@zhike/shared/contracts/customer';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { exactTime, sayTime } from '../../../shared/format/time.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Folding } from '../../components/folding.tsx';

/** Whose customer this is, and why. */
export function OwnerCard({ owner, relations }: Pick<CustomerProfile, 'owner' | 'relations'>) {
  const now = useNow();
  const nameOf = (userId: string) =>
    relations.find(({ member }) => member.userId === userId)?.member.name ??
    (owner?.member.userId === userId ? owner.member.name : userId);
  return (
    <section className="card" aria-label="负责人">
      <h2 className="section-title">负责人</h2>
      {owner ? (
        <div className="person-row">
          <Avatar src={owner.member.avatar} name={owner.member.name} size={32} />
          <span className="person-row-name">{owner.member.name}</span>
        </div>
      ) : (
        <p className="quiet card-line">还没有负责人</p>
      )}
      {owner?.reason ? (
        <Folding label="为什么?">
          <p className="card-line">{owner.reason.sentence}</p>
          <dl className="facts">
            {owner.reason.facts.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {owner.reason.alternatives.map(({ userId, why }) => (
            <p key={userId} className="card-line quiet">
              没有选{nameOf(userId)}:{why}
            </p>
          ))}
          <p className="card-line quiet small" title={exactTime(owner.reason.decidedAt)}>
            决定于 {sayTime(owner.reason.decidedAt, now)}
          </p>
        </Folding>
      ) : null}
    </section>
  );
}
