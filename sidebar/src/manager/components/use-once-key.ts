import { useRef } from 'react';
import { randomKey } from '../../shared/drafts/random-key.ts';

/**
 * A key for what a form asks for: the same while nothing in it changes, so that a second tap or try is the same request; another one for
 * other contents.
 */
export function useOnceKey(): (contents: unknown) => string {
  const kept = useRef({ contents: '', key: '' });
  return (contents) => {
    const words = JSON.stringify(contents);
    if (kept.current.contents !== words) kept.current = { contents: words, key: randomKey() };
    return kept.current.key;
  };
}
