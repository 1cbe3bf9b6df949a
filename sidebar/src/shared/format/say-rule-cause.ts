import type { TagOrigin } from '@zhike/shared/contracts/customer';
import { sayTime } from './time.ts';

/** Which rule, in which version, and what made it act. */
export function sayRuleCause(rule: TagOrigin['rule'], now: number): string {
  if (!rule) return '自动化规则打上';
  const name = `规则「${rule.name}」(第 ${rule.version} 版)`;
  if (!rule.cause) return `${name}打上`;
  const { kind, at, words } = rule.cause;
  const when = sayTime(at, now);
  switch (kind) {
    case 'message':
      return words.length > 0
        ? `${when}的消息说到「${words.join('」「')}」,${name}打上`
        : `${when}的消息触发,${name}打上`;
    case 'absence':
      return `${when}之后一直没有等到回应,${name}打上`;
    case 'date':
      return `到了设定的日子,${name}打上`;
    default:
      return `${when}发生的事触发,${name}打上`;
  }
}
