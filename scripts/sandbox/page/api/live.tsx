import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { livePath } from '../../src/control/contract.ts';
import type { LiveEvent } from '../../src/control/live-event.ts';

type Listener = (events: LiveEvent[]) => void;
export type LiveConnection = 'connecting' | 'open' | 'lost';

/** A busy CRM makes hundreds of calls a second; the page redraws a few times a second at most. */
const BATCH_MS = 120;

/** One event stream for the whole page, handed on in batches. */
class LiveStream {
  private source: EventSource | null = null;
  private pending: LiveEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly listeners = new Set<Listener>();
  private readonly onConnection: (connection: LiveConnection) => void;

  constructor(onConnection: (connection: LiveConnection) => void) {
    this.onConnection = onConnection;
  }

  open(): void {
    const source = new EventSource(livePath);
    source.onopen = () => this.onConnection('open');
    source.onerror = () => {
      this.onConnection('lost');
      // The browser reconnects by itself unless the server refused for good, as while it restarts.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.source === source && this.reopen(), 2_000);
    };
    source.onmessage = (message: MessageEvent<string>) => this.take(JSON.parse(message.data) as LiveEvent);
    this.source = source;
  }

  close(): void {
    this.source?.close();
    this.source = null;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private reopen(): void {
    this.close();
    this.open();
  }

  private take(event: LiveEvent): void {
    this.pending.push(event);
    this.timer ??= setTimeout(() => this.flush(), BATCH_MS);
  }

  private flush(): void {
    this.timer = null;
    const events = this.pending;
    this.pending = [];
    for (const listener of this.listeners) listener(events);
  }
}

const LiveContext = createContext<{ stream: LiveStream; connection: LiveConnection } | null>(null);

export function LiveProvider({ children }: { children: ReactNode }) {
  const [connection, setConnection] = useState<LiveConnection>('connecting');
  const [stream] = useState(() => new LiveStream(setConnection));
  useEffect(() => {
    stream.open();
    return () => stream.close();
  }, [stream]);
  return <LiveContext.Provider value={{ stream, connection }}>{children}</LiveContext.Provider>;
}

/** Calls `listener` with each batch of events, always the newest listener. */
export function useLiveEvents(listener: Listener): void {
  const { stream } = useLiveContext();
  const newest = useRef(listener);
  useEffect(() => {
    newest.current = listener;
  });
  useEffect(() => stream.subscribe((events) => newest.current(events)), [stream]);
}

export function useLiveConnection(): LiveConnection {
  return useLiveContext().connection;
}

function useLiveContext() {
  const value = useContext(LiveContext);
  if (!value) throw new Error('useLiveEvents needs a LiveProvider above it');
  return value;
}
