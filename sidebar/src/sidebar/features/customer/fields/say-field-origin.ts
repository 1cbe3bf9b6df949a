import type { FieldValue } from '@zhike/shared/contracts/custom-field';
import type { CustomerFieldView } from '@zhike/shared/contracts/customer';
import { sayFieldValue } from '@zhike/shared/texts/field-value';
import { isSameValue } from '../../../../shared/fields/field-draft.ts';
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

/** What somebody has saved since one began to write over `before`; null when nothing, or when it is one's own on its way. */
export function sayChangedMeanwhile(field: CustomerFieldView, before: FieldValue | null, now: number): string | null {
  const { value, origin } = field;
  if (isSameValue(value, before)) return null;
  if (!value) return '现在已是空的';
  if (!origin) return null;
  const when = sayTime(origin.at, now);
  const who = origin.rule ? `被规则「${origin.rule.name}」` : origin.member ? `被 ${origin.member.name} ` : '已';
  return `${/\d$/.test(when) ? `${when} ` : when}${who}改为 ${sayFieldValue(field, value)}`;
}
