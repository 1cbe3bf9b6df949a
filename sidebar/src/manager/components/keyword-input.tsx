import { useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { Icon } from './icon.tsx';
import './keyword-input.css';

interface KeywordInputProps {
  /** For those who do not see what stands beside it. */
  label: string;
  value: readonly string[];
  onChange(words: string[]): void;
  max?: number;
  placeholder?: string;
}

const LONGEST = 32;
/** Between words that are typed or pasted together; not a space, which may be inside of one. */
const SEPARATORS = /[,,、;;\n\r\t]+/;

/** Words as chips: Enter, a comma or leaving the field adds what is typed; a pasted list becomes many. */
export function KeywordInput({
  label,
  value,
  onChange,
  max = 1000,
  placeholder = '输入后按回车;可以粘贴一串',
}: KeywordInputProps) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);

  const add = (text: string) => {
    const words = text
      .split(SEPARATORS)
      .map((word) => word.trim())
      .filter((word) => word !== '');
    const fresh = [...new Set(words)].filter((word) => !value.includes(word));
    const usable = fresh.filter((word) => word.length <= LONGEST).slice(0, Math.max(0, max - value.length));
    setProblem(
      fresh.some((word) => word.length > LONGEST)
        ? `一个关键词最多 ${LONGEST} 个字`
        : usable.length < fresh.length
          ? `最多 ${max} 个词`
          : null,
    );
    if (usable.length > 0) onChange([...value, ...usable]);
    setTyped(fresh.find((word) => word.length > LONGEST) ?? '');
  };

  return (
    <div className="keyword-input" role="group" aria-label={label}>
      {value.length > 0 ? (
        <ul className="keyword-input-words">
          {value.map((word) => (
            <li key={word}>
              <button
                type="button"
                className="keyword-chip"
                aria-label={`移除${word}`}
                onClick={() => onChange(value.filter((one) => one !== word))}
              >
                {word}
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <label>
        <span className="visually-hidden">{label}</span>
        <Input
          value={typed}
          placeholder={placeholder}
          onChange={(text) => (SEPARATORS.test(text) ? add(text) : setTyped(text))}
          onEnter={() => add(typed)}
          onBlur={() => add(typed)}
          onPaste={({ pasteValue, e }) => {
            if (!SEPARATORS.test(pasteValue)) return;
            e.preventDefault();
            add(pasteValue);
          }}
        />
      </label>
      {problem ? (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
