import { useEffect, useRef, useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { Icon } from './icon.tsx';

const PAUSE_MS = 300;

interface SearchBoxProps {
  value: string;
  onChange(value: string): void;
  /** What can be searched for. */
  placeholder: string;
}

/** Searches when the person pauses, not at every key. */
export function SearchBox({ value, onChange, placeholder }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const tell = useRef(onChange);
  tell.current = onChange;

  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => tell.current(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value]);

  return (
    <div className="search-box" role="search">
      <Input
        value={text}
        onChange={setText}
        onEnter={() => tell.current(text.trim())}
        placeholder={placeholder}
        clearable
        prefixIcon={<Icon name="search" size={16} />}
        inputClass="search-box-input"
      />
    </div>
  );
}
