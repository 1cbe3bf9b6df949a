import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

export interface News {
  type: string;
  customerId: string | null;
}

/**
 * Listens to /api/live and lets `keysOf` say what to refetch. Returns whether the connection stands;
 * the browser reconnects by itself, and after a gap everything on screen is read anew.
 */
export function useLive(keysOf: (news: News) => readonly (readonly unknown[])[]): { connected: boolean } {
  const client = useQueryClient();
  const [connected, setConnected] = useState(true);

  useEffect(() => {
    const source = new EventSource('/api/live');
    let lost = false;
    source.onopen = () => {
      setConnected(true);
      if (lost) void client.invalidateQueries();
      lost = false;
    };
    source.onerror = () => {
      lost = true;
      setConnected(false);
    };
    source.onmessage = (message: MessageEvent<string>) => {
      for (const queryKey of keysOf(JSON.parse(message.data) as News)) void client.invalidateQueries({ queryKey });
    };
    return () => source.close();
  }, [client, keysOf]);

  return { connected };
}
