import type { CustomerProfile } from '@zhike/shared/contracts/customer';
import { phraseOf } from '../../../shared/api/api-error.ts';
import { Icon } from '../../components/icon.tsx';
import { useRevealPhones } from './api/reveal-phones.ts';

interface PhonesCardProps {
  customerId: string;
  relations: CustomerProfile['relations'];
  canReveal: boolean;
}

/** Phone numbers, masked until asked for; every look is written down. */
export function PhonesCard({ customerId, relations, canReveal }: PhonesCardProps) {
  const reveal = useRevealPhones(customerId);
  const masked = relations.flatMap(({ id, member, phones }) => phones.map((phone) => ({ id, member, phone })));
  const shown = reveal.data
    ? reveal.data.phones.map(({ relationId, phone }) => ({
        id: relationId,
        member: relations.find(({ id }) => id === relationId)?.member,
        phone,
      }))
    : masked;
  return (
    <section className="card" aria-label="手机号">
      <h2 className="section-title">
        手机号
        {canReveal && !reveal.data ? (
          <button type="button" className="link-button" disabled={reveal.isPending} onClick={() => reveal.mutate()}>
            <Icon name="eye" size={14} /> {reveal.isPending ? '正在读取…' : '查看'}
          </button>
        ) : null}
      </h2>
      {shown.length === 0 ? <p className="quiet card-line">还没有手机号,在企业微信的备注里填写后会出现在这里</p> : null}
      {shown.map(({ id, member, phone }) => (
        <p key={`${id}.${phone}`} className="card-line phone-line">
          {reveal.data ? (
            <a className="phone-number" href={`tel:${phone}`}>
              {phone}
            </a>
          ) : (
            <span className="phone-number">{phone}</span>
          )}
          {member ? <span className="quiet small">{member.name}备注</span> : null}
        </p>
      ))}
      {canReveal ? (
        <p className="quiet small card-line">{reveal.data ? '这次查看已留下记录' : '查看完整号码会留下记录'}</p>
      ) : null}
      {reveal.isError ? (
        <p className="field-problem" role="alert">
          {phraseOf(reveal.error)}
        </p>
      ) : null}
    </section>
  );
}
