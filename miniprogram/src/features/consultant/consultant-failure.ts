import type { RequestError } from '../../taro/errors.ts';
import type { consultantTexts } from '../../texts/zh-CN/consultant.ts';

export type ConsultantFailure = keyof typeof consultantTexts.failures;

/** What to tell the person about a failed call. */
export function consultantFailure(error: RequestError): ConsultantFailure {
  if (error.code === 'login_code.missing') return 'no-code';
  if (error.status === 429) return 'busy';
  return error.failure;
}
