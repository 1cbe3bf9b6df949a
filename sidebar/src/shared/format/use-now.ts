import { useEffect, useState } from 'react';

/** The time, renewed every half minute, so that "刚刚" grows old on a page that stays open. Epoch ms. */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
