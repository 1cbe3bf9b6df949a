import { useCallback, useEffect, useState } from 'react';
import { useLocation, useNavigationType } from 'react-router';
import { pageMemory } from '../../shared/drafts/page-memory.ts';

/** By entry of the browser's history, as long as the app is open. */
const wordsOf = pageMemory<string>();

/**
 * What is searched for on a page. It may be a phone number or a name: unlike the filters it stays out of the address, which browsers
 * remember and proxies log. Back brings it again all the same.
 */
export function useSearchWords(): [string, (words: string) => void] {
  const { key } = useLocation();
  // Another filter replaces the entry: the words stay. A link opens a new one: they are gone.
  const isSamePage = useNavigationType() === 'REPLACE';
  const [search, setSearch] = useState({ key, words: wordsOf.get(key) ?? '' });
  if (search.key !== key) setSearch({ key, words: isSamePage ? search.words : (wordsOf.get(key) ?? '') });
  useEffect(() => void wordsOf.set(search.key, search.words), [search]);
  return [search.words, useCallback((words: string) => setSearch((now) => ({ ...now, words })), [])];
}
