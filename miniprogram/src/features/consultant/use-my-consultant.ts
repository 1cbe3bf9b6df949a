import type { MyConsultant } from '@zhike/shared/contracts/customer-app';
import { failureOf } from '../../session/failure-of.ts';
import { type Unanswered, useAsked } from '../../session/use-asked.ts';
import { RequestError } from '../../taro/errors.ts';
import { isNewSignInAsked } from '../../taro/login-code.ts';
import { stored } from '../../taro/storage.ts';
import { getMyConsultant } from './api/get-my-consultant.ts';

interface Ready {
  phase: 'ready';
  answer: MyConsultant;
  stale: boolean;
}

/** The last answer, so that the page has something to show without a network. */
const lastAnswer = stored<MyConsultant>(
  'my-consultant.v1',
  (value): value is MyConsultant => typeof value === 'object' && value !== null && 'status' in value,
);

/** The consultant, or the last answer while nothing newer can be had. */
export const useMyConsultant = () => useAsked(ask, (state) => state.phase === 'ready' && state.stale);

async function ask(): Promise<Ready | Unanswered> {
  // Another person is about to sign in: what the one before saw is not theirs.
  if (isNewSignInAsked()) lastAnswer.clear();
  try {
    const answer = await getMyConsultant();
    lastAnswer.write(answer);
    return { phase: 'ready', answer, stale: false };
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const known = error.failure === 'sign-in' ? null : lastAnswer.read();
    if (known) return { phase: 'ready', answer: known, stale: true };
    return { phase: 'failed', failure: failureOf(error) };
  }
}
