import type { CustomerFieldView } from '@zhike/shared/contracts/customer';
import { sayRuleCause } from '../../../../shared/format/say-rule-cause.ts';
import { sayTime } from '../../../../shared/format/time.ts';

type Origin = NonNullable<CustomerFieldView['origin']>;

/** Who filled a field in, and when. */
export function sayFieldOrigin({ member, rule, at }: Origin, now: number): string {
  if (rule) return `由规则「${rule.name}」填写`;
  const when = sayTime(at, now);
  const filled = /\d$/.test(when) ? `${when} 填写` : `${when}填写`;
  return member ? `${member.name} · ${filled}` : filled;
}

/** The same with the reason of a rule. */
export function explainFieldOrigin(origin: Origin, now: number): string {
  return origin.rule ? sayRuleCause(origin.rule, now, '填写') : sayFieldOrigin(origin, now);
}
