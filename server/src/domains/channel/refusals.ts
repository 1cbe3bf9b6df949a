import { DomainError } from '../../platform/errors.ts';
import { isWecomError } from '../../wecom/errors.ts';

/** WeCom's answers about a code, as people are told of them (doc 90313). */
const REFUSALS = {
  'channel.too_many_members': [41041],
  'channel.code_quota_full': [41045],
  'channel.code_gone': [41044],
  'channel.member_not_activated': [41054],
  'channel.member_not_verified': [40098],
  'channel.member_without_customer_contact': [84074, 84083],
  'channel.member_out_of_range': [50002, 60011],
  'channel.member_unknown': [40003, 40031, 60111],
  'channel.department_unknown': [40066, 60123],
} as const;

export type RefusalCode = keyof typeof REFUSALS | 'channel.refused_by_wecom';

const MEMBER_FAULTS: readonly RefusalCode[] = [
  'channel.member_not_activated',
  'channel.member_not_verified',
  'channel.member_without_customer_contact',
  'channel.member_out_of_range',
  'channel.member_unknown',
];

/** Null: not WeCom's final word (busy, over a rate, no answer), so trying again makes sense. */
export function refusalOf(error: unknown): RefusalCode | null {
  if (!isWecomError(error) || error.fault !== 'permanent' || error.errcode === null) return null;
  for (const [code, errcodes] of Object.entries(REFUSALS)) {
    if ((errcodes as readonly number[]).includes(error.errcode)) return code as RefusalCode;
  }
  return 'channel.refused_by_wecom';
}

/** WeCom refuses the whole list for one member it does not take, and does not say which. */
export function isMemberFault(error: unknown): boolean {
  const code = refusalOf(error);
  return code !== null && MEMBER_FAULTS.includes(code);
}

/** WeCom said no to a new code; nothing was made. */
export class CodeRefused extends DomainError<{ errcode: number | null }> {
  readonly kind = 'conflict';

  constructor(
    readonly code: RefusalCode,
    details: { errcode: number | null },
    options?: ErrorOptions,
  ) {
    super(details, options);
  }
}
