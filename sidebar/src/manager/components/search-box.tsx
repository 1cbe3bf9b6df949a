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
  /** What was told and has not come back as the value yet. */
  const told = useRef<string[]>([]);
  const tell = useRef(onChange);
  tell.current = (wanted) => {
    if (wanted !== (told.current.at(-1) ?? value)) told.current.push(wanted);
    onChange(wanted);
  };

  useEffect(() => {
    const at = told.current.indexOf(value);
    told.current = at < 0 ? [] : told.current.slice(at + 1);
    // Her own search comes back while she types on: only what somebody else set takes the place of her words.
    if (at < 0) setText(value);
  }, [value]);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === value) return;
    const timer = setTimeout(() => tell.current(wanted), PAUSE_MS);
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
