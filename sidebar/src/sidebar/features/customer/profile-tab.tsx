import type { CustomerProfile } from '@zhike/shared/contracts/customer';
import type { ReactNode } from 'react';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { exactTime, sayTime } from '../../../shared/format/time.ts';
import { sayAddWay, texts } from '../../../shared/texts/zh-cn.ts';
import { FieldsCard } from './fields/fields-card.tsx';
import { GroupsCard } from './groups-card.tsx';
import { OwnerCard } from './owner-card.tsx';
import { PhonesCard } from './phones-card.tsx';
import { RelationsCard } from './relations-card.tsx';
import { RemarkCard } from './remark-card.tsx';
import './profile-tab.css';

interface ProfileTabProps {
  profile: CustomerProfile;
  onField(fieldId: string): void;
  /** Birthdays that are remembered, beside the fields they stand in. */
  care: ReactNode;
}

/** What is known of a customer. */
export function ProfileTab({ profile, onField, care }: ProfileTabProps) {
  return (
    <div className="profile-tab">
      {profile.myRelation && profile.can.editRemark ? (
        <RemarkCard customerId={profile.id} relation={profile.myRelation} />
      ) : null}
      <FieldsCard fields={profile.fields} canEdit={profile.can.editFields} onField={onField} />
      {care}
      <OwnerCard owner={profile.owner} relations={profile.relations} />
      <PhonesCard customerId={profile.id} relations={profile.relations} canReveal={profile.can.revealPhones} />
      <RelationsCard relations={profile.relations} />
      <GroupsCard customerId={profile.id} />
      <WecomFacts profile={profile} />
    </div>
  );
}

/** What WeCom tells of her. */
function WecomFacts({ profile }: { profile: CustomerProfile }) {
  const now = useNow();
  const mine = profile.myRelation;
  const time = (at: number) => <time title={exactTime(at)}>{sayTime(at, now)}</time>;
  const facts = [
    ['类型', texts.typeOf(profile.type)],
    ['性别', texts.genderOf(profile.gender)],
    ['公司', profile.corpName],
    ['职位', profile.position],
    ['来源渠道', profile.channel?.name],
    ['添加方式', mine ? sayAddWay(mine.addWay) : null],
    ['首次添加', time(profile.firstAddedAt)],
    ['最近添加', profile.lastAddedAt === profile.firstAddedAt ? null : time(profile.lastAddedAt)],
    ['会话存档', mine?.archiveConsentAt ? '客户已同意' : null],
  ] as const;
  return (
    <section className="card" aria-label="企业微信资料">
      <h2 className="section-title">企业微信资料</h2>
      <dl className="facts">
        {facts.map(([label, value]) =>
          value ? (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </section>
  );
}
