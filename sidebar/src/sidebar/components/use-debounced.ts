import { useEffect, useState } from 'react';

const PAUSE_MS = 300;

/** A value once it has stopped changing: one search for a word, not one for each letter. */
export function useDebounced<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
