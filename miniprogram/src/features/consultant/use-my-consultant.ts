import type { MyConsultant } from '@zhike/shared/contracts/customer-app';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type Failure, failureOf } from '../../session/failure-of.ts';
import { RequestError } from '../../taro/errors.ts';
import { isNewSignInAsked } from '../../taro/login-code.ts';
import { onBackOnline } from '../../taro/network.ts';
import { stored } from '../../taro/storage.ts';
import { getMyConsultant } from './api/get-my-consultant.ts';

export type ConsultantState =
  | { phase: 'loading' }
  | { phase: 'ready'; answer: MyConsultant; stale: boolean }
  | { phase: 'failed'; failure: Failure };

/** The last answer, so that the page has something to show without a network. */
const lastAnswer = stored<MyConsultant>(
  'my-consultant.v1',
  (value): value is MyConsultant => typeof value === 'object' && value !== null && 'status' in value,
);

/** Asks for the consultant at once, again on `reload`, and by itself when a lost network returns. */
export function useMyConsultant() {
  const [state, setState] = useState<ConsultantState>({ phase: 'loading' });
  const latestCall = useRef(0);

  const load = useCallback(async () => {
    const call = ++latestCall.current;
    // A slower, older call must not overwrite what a newer one brought.
    const show = (next: ConsultantState) => call === latestCall.current && setState(next);
    try {
      show(await ask());
    } catch (error) {
      // A defect of ours: the person can try again, and WeChat's error report gets the cause.
      show({ phase: 'failed', failure: 'refused' });
      throw error;
    }
  }, []);

  const retry = useCallback(() => {
    setState({ phase: 'loading' });
    return load();
  }, [load]);

  useEffect(() => {
    void load();
  }, [load]);

  const isWaiting = state.phase === 'failed' || (state.phase === 'ready' && state.stale);
  useEffect(() => (isWaiting ? onBackOnline(() => void load()) : undefined), [isWaiting, load]);

  return { state, reload: load, retry };
}

async function ask(): Promise<ConsultantState> {
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
