import { useState } from 'react';

/** Who speaks: the picture, or the last character of the name. */
export function Face({ name, src, size = 36 }: { name: string; src: string | null; size?: number }) {
  const [broken, setBroken] = useState<string | null>(null);
  const style = { width: size, height: size, fontSize: Math.round(size * 0.42) };
  if (src && src !== broken)
    return (
      <img
        className="chat-face"
        style={style}
        src={src}
        alt=""
        loading="lazy"
        referrerPolicy="no-referrer"
        onError={() => setBroken(src)}
      />
    );
  return (
    <span className="chat-face chat-face-letter" style={style} aria-hidden="true">
      {[...name.trim()].at(-1) ?? '客'}
    </span>
  );
}
