import type { CustomerProfile } from '@zhike/shared/contracts/customer';
import type { ReactNode } from 'react';
import { Avatar } from '../../components/avatar.tsx';
import { Facts } from '../../components/facts.tsx';
import { Moment } from '../../components/figures.tsx';
import { Card } from '../../components/page.tsx';

interface OwnerCardProps {
  owner: CustomerProfile['owner'];
  /** Of those who were looked at, too. */
  nameOf(userId: string): string | undefined;
  action: ReactNode;
}

/** Who looks after the customer, and why it is they. */
export function OwnerCard({ owner, nameOf, action }: OwnerCardProps) {
  return (
    <Card title="负责人" extra={action}>
      {owner ? (
        <>
          <div className="table-person">
            <Avatar name={owner.member.name} src={owner.member.avatar} size={32} />
            <strong>{owner.member.name}</strong>
          </div>
          {owner.reason ? (
            <details className="owner-why" open>
              <summary>为什么是{owner.member.name}?</summary>
              <p>
                {owner.reason.sentence}{' '}
                <span className="fine">
                  (<Moment at={owner.reason.decidedAt} />)
                </span>
              </p>
              <Facts items={owner.reason.facts} />
              {owner.reason.alternatives.length > 0 ? (
                <ul className="fine">
                  {owner.reason.alternatives.map(({ userId, why }) => (
                    <li key={userId}>
                      {nameOf(userId) ? `${nameOf(userId)}:` : ''}
                      {why}
                    </li>
                  ))}
                </ul>
              ) : null}
            </details>
          ) : null}
        </>
      ) : (
        <p className="soft">还没有负责人</p>
      )}
    </Card>
  );
}
