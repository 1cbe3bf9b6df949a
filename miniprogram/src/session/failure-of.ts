import type { RequestError } from '../taro/errors.ts';
import type { failureTexts } from '../texts/zh-CN/failures.ts';

export type Failure = keyof typeof failureTexts;

/** What to tell the person about a failed call. */
export function failureOf(error: RequestError): Failure {
  if (error.code === 'login_code.missing') return 'no-code';
  if (error.status === 429) return 'busy';
  return error.failure;
}
