import type { TagOrigin } from '@zhike/shared/contracts/customer';
import { sayTime } from './time.ts';

/** Which rule, in which version, what made it act, and what it did. */
export function sayRuleCause(rule: TagOrigin['rule'], now: number, did = '打上'): string {
  if (!rule) return `自动化规则${did}`;
  const name = `规则「${rule.name}」(第 ${rule.version} 版)`;
  if (!rule.cause) return `${name}${did}`;
  const { kind, at, words } = rule.cause;
  const when = sayTime(at, now);
  switch (kind) {
    case 'message':
      return words.length > 0
        ? `${when}的消息说到「${words.join('」「')}」,${name}${did}`
        : `${when}的消息触发,${name}${did}`;
    case 'absence':
      return `${when}之后一直没有等到回应,${name}${did}`;
    case 'date':
      return `到了设定的日子,${name}${did}`;
    default:
      return `${when}发生的事触发,${name}${did}`;
  }
}
