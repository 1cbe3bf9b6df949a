import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { StaleMarker } from './stale-marker.ts';

export interface News {
  type: string;
  customerId: string | null;
  /** Of a chat: which. Absent when much was said in many. */
  conversationId?: string;
}

/** Which reads a piece of news makes stale. The client is there to see what is on screen. */
export type KeysOf = (news: News, client: QueryClient) => readonly QueryKey[];

/** A moment without connection is nobody's business. */
const QUIET_MS = 4_000;
const RECONNECT_MS = 5_000;

/**
 * Listens to /api/live and lets `keysOf` say what to refetch. `keysOf` must be stable. Returns whether the connection stands;
 * it comes back by itself, and after a gap everything on screen is read anew.
 */
export function useLive(keysOf: KeysOf): { connected: boolean } {
  const client = useQueryClient();
  const [connected, setConnected] = useState(true);
  useEffect(() => listen(client, keysOf, setConnected), [client, keysOf]);
  return { connected };
}

function listen(client: QueryClient, keysOf: KeysOf, setConnected: (connected: boolean) => void): () => void {
  const marker = new StaleMarker((queryKey) => void client.invalidateQueries({ queryKey }));
  let source: EventSource;
  let lost = false;
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;

  const lose = () => {
    lost = true;
    quiet ??= setTimeout(() => setConnected(false), QUIET_MS);
  };
  const open = () => {
    source = new EventSource('/api/live');
    source.onopen = () => {
      clearTimeout(quiet);
      quiet = undefined;
      setConnected(true);
      if (lost) void client.invalidateQueries();
      lost = false;
    };
    source.onerror = () => {
      lose();
      // An answer other than 200 (a proxy without a server behind it) ends an EventSource for good.
      if (source.readyState !== EventSource.CLOSED) return;
      clearTimeout(again);
      again = setTimeout(open, RECONNECT_MS);
    };
    source.onmessage = (message: MessageEvent<string>) => {
      for (const key of keysOf(JSON.parse(message.data) as News, client)) marker.mark(key);
    };
  };
  // After a change of network the old connection may look open and be dead.
  const reopen = () => {
    lost = true;
    source.close();
    open();
  };
  open();
  addEventListener('offline', lose);
  addEventListener('online', reopen);
  return () => {
    removeEventListener('offline', lose);
    removeEventListener('online', reopen);
    source.close();
    marker.stop();
    clearTimeout(quiet);
    clearTimeout(again);
  };
}
