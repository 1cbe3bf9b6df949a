import type { CustomerFieldView } from '@zhike/shared/contracts/customer';
import { Link } from 'react-router';
import { useNow } from '../../../shared/clock/business-clock.ts';
import { sayRuleCause } from '../../../shared/format/say-rule-cause.ts';
import { Moment } from '../../components/figures.tsx';

/** Who filled a field in, or which rule and why. */
export function FieldOrigin({
  origin: { member, rule, at },
  mayOpenRules,
}: {
  origin: NonNullable<CustomerFieldView['origin']>;
  mayOpenRules: boolean;
}) {
  const now = useNow();
  return (
    <p className="fine">
      {rule ? sayRuleCause(rule, now, '填写') : `${member?.name ?? '系统'}填写`} · <Moment at={at} />
      {rule && mayOpenRules ? (
        <>
          {' · '}
          <Link to={`/automation/${rule.ruleId}`}>查看规则</Link>
        </>
      ) : null}
    </p>
  );
}
