import { useEffect, useRef, useState } from 'react';

/** Where the framed page is, as its bridge (src/client/bridge.js) tells. */
export interface Place {
  url: string;
  title: string;
}

const BRIDGE_CHANNEL = 'wecom-client-bridge';

/** Follows a page of the CRM through its own navigation. Only the frame itself is believed, and only for the given origins. */
export function useFramePlace(origins: (string | undefined)[]) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [place, setPlace] = useState<Place | null>(null);
  const known = useRef(origins);
  known.current = origins;
  useEffect(() => {
    const receive = ({ source, origin, data }: MessageEvent<unknown>) => {
      if (!source || source !== frame.current?.contentWindow || !known.current.includes(origin)) return;
      if (isPlace(data)) setPlace({ url: data.url, title: data.title });
    };
    window.addEventListener('message', receive);
    return () => window.removeEventListener('message', receive);
  }, []);
  return { frame, place };
}

function isPlace(data: unknown): data is Place {
  if (typeof data !== 'object' || data === null) return false;
  const { channel, type, url, title } = data as Record<string, unknown>;
  return channel === BRIDGE_CHANNEL && type === 'place' && typeof url === 'string' && typeof title === 'string';
}
