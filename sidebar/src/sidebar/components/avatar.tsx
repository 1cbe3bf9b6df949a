import { useState } from 'react';
import './avatar.css';

/** A picture, or the first character of the name where there is none or it cannot be loaded. */
export function Avatar({ src, name, size = 48 }: { src: string | null; name: string; size?: number }) {
  const [broken, setBroken] = useState<string | null>(null);
  const style = { width: size, height: size, fontSize: Math.round(size * 0.42) };
  if (src && src !== broken) {
    return (
      <img
        className="avatar"
        style={style}
        src={src}
        alt=""
        referrerPolicy="no-referrer"
        onError={() => setBroken(src)}
      />
    );
  }
  return (
    <span className="avatar avatar-letter" style={style} aria-hidden="true">
      {[...name.trim()][0] ?? '客'}
    </span>
  );
}
