import { useCallback, useEffect, useRef, useState } from 'react';
import { type Failure, failureOf } from '../../session/failure-of.ts';
import { RequestError } from '../../taro/errors.ts';
import { onBackOnline } from '../../taro/network.ts';
import { openLink } from './api/open-link.ts';

export type OpenedLink =
  | { phase: 'loading' }
  | { phase: 'ready'; url: string; title: string }
  /** The link leads nowhere. */
  | { phase: 'gone' }
  | { phase: 'failed'; failure: Failure };

/** Asks where the link is opened in the person's name; again on `retry`, and by itself when a lost network returns. */
export function useOpenedLink(linkKey: string | null) {
  const [state, setState] = useState<OpenedLink>(linkKey ? { phase: 'loading' } : { phase: 'gone' });
  const latestCall = useRef(0);

  const load = useCallback(async () => {
    if (!linkKey) return;
    const call = ++latestCall.current;
    // A slower, older call must not overwrite what a newer one brought.
    const show = (next: OpenedLink) => call === latestCall.current && setState(next);
    try {
      show(await ask(linkKey));
    } catch (error) {
      // A defect of ours: the person can try again, and WeChat's error report gets the cause.
      show({ phase: 'failed', failure: 'refused' });
      throw error;
    }
  }, [linkKey]);

  const retry = useCallback(() => {
    setState({ phase: 'loading' });
    return load();
  }, [load]);

  useEffect(() => {
    void load();
  }, [load]);

  const hasFailed = state.phase === 'failed';
  useEffect(() => (hasFailed ? onBackOnline(() => void load()) : undefined), [hasFailed, load]);

  return { state, retry };
}

async function ask(linkKey: string): Promise<OpenedLink> {
  try {
    const { path, title } = await openLink(linkKey);
    return { phase: 'ready', url: `${ZHIKE_API_ORIGIN}${path}`, title };
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return error.status === 404 ? { phase: 'gone' } : { phase: 'failed', failure: failureOf(error) };
  }
}
