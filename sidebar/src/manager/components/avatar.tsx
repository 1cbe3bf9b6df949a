import { useState } from 'react';
import './avatar.css';

/** The picture, or the last character of the name: Chinese given names stand last. */
export function Avatar({ name, src, size = 36 }: { name: string; src: string | null; size?: number }) {
  const [broken, setBroken] = useState<string | null>(null);
  const box = { width: size, height: size, fontSize: size * 0.42 };
  if (src && src !== broken)
    return (
      <img
        className="avatar"
        src={src}
        alt=""
        style={box}
        loading="lazy"
        referrerPolicy="no-referrer"
        onError={() => setBroken(src)}
      />
    );
  return (
    <span className="avatar avatar-letter" style={box} aria-hidden="true">
      {[...name.trim()].at(-1) ?? '客'}
    </span>
  );
}
