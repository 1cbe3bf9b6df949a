import type { TagOrigin } from '@zhike/shared/contracts/customer';
import { sayRuleCause } from '../../../shared/format/say-rule-cause.ts';
import { sayTime } from '../../../shared/format/time.ts';

/** Where a tag came from and why, in one sentence. */
export function sayOrigin({ kind, member, channel, rule, at }: TagOrigin, now: number): string {
  const when = sayTime(at, now);
  const who = member?.name;
  switch (kind) {
    case 'scan':
      return `${when},客户扫渠道码${channel ? `「${channel.name}」` : ''}添加${who ? `「${who}」` : '员工'}时自动打上`;
    case 'rule': {
      // A rule mostly acts at once: the moment is said once.
      const isSaid = rule?.cause && rule.cause.kind !== 'date' && sayTime(rule.cause.at, now) === when;
      return `${isSaid ? '' : `${when},`}${sayRuleCause(rule, now)}`;
    }
    case 'rep':
      return `${when},${who ?? '员工'}在知客里打上`;
    case 'wecom':
      return `${when},${who ?? '员工'}在企业微信里打上`;
  }
}

/** What is not yet, or never will be, the same in WeCom. */
export function saySyncState(state: TagOrigin['state']): string | null {
  if (state === 'pending') return '正在同步到企业微信';
  if (state === 'failed') return '企业微信没有接受,只在知客里可见';
  return null;
}
