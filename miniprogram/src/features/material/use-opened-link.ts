import { useCallback } from 'react';
import { failureOf } from '../../session/failure-of.ts';
import { type Unanswered, useAsked } from '../../session/use-asked.ts';
import { RequestError } from '../../taro/errors.ts';
import { openLink } from './api/open-link.ts';

type Opened =
  | { phase: 'ready'; url: string; title: string }
  /** The link leads nowhere. */
  | { phase: 'gone' };

/** Where the link is opened in the person's name. */
export const useOpenedLink = (linkKey: string | null) => useAsked(useCallback(() => ask(linkKey), [linkKey]));

async function ask(linkKey: string | null): Promise<Opened | Unanswered> {
  if (!linkKey) return { phase: 'gone' };
  try {
    const { path, title } = await openLink(linkKey);
    return { phase: 'ready', url: `${ZHIKE_API_ORIGIN}${path}`, title };
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return error.status === 404 ? { phase: 'gone' } : { phase: 'failed', failure: failureOf(error) };
  }
}
