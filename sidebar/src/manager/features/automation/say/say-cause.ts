import type { RuleCause } from '@zhike/shared/contracts/automation';
import { sayTime } from '../../../../shared/format/time.ts';

/** Why a rule acted, or would have. */
export function sayCause({ kind, at, words }: RuleCause, now: number): string {
  const when = sayTime(at, now);
  switch (kind) {
    case 'message':
      return words.length > 0 ? `${when} 说到「${words.join('」「')}」` : `${when} 的消息`;
    case 'event':
      return `${when} 发生的事`;
    case 'date':
      return `${when} 到了设定的日子`;
    case 'absence':
      return `${when} 开始,一直没有等到下文`;
  }
}
