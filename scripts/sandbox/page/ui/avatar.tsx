import { useState } from 'react';

const COLOURS = ['#3d6fd9', '#0f8a6d', '#b5542c', '#7a54c4', '#a9467f', '#3b7a94', '#8a6a12', '#52734d'];

interface AvatarProps {
  name: string;
  src?: string | null;
  /** px */
  size?: number;
}

/** A face, or the last character of the name on a colour that stays the same for that name. */
export function Avatar({ name, src, size = 40 }: AvatarProps) {
  const [failedSrc, setFailedSrc] = useState<string | null>(null);
  const style = { width: size, height: size, fontSize: size * 0.42 };
  if (src && src !== failedSrc) {
    return <img className="avatar" style={style} src={src} alt="" onError={() => setFailedSrc(src)} />;
  }
  return (
    <span className="avatar" style={{ ...style, background: colourOf(name) }} aria-hidden="true">
      {[...name].at(-1) ?? '?'}
    </span>
  );
}

function colourOf(name: string): string {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return COLOURS[sum % COLOURS.length] ?? '#3d6fd9';
}
