import { useEffect, useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { ApiError } from '../../../../shared/api/api-error.ts';
import { useCheckPattern } from '../api/check-pattern.ts';

const PAUSE_MS = 400;

interface PatternFieldProps {
  value: string;
  onChange(pattern: string): void;
}

/** A regular expression, checked by the server while it is typed: what it refuses here it would refuse when saving. */
export function PatternField({ value, onChange }: PatternFieldProps) {
  const [settled, setSettled] = useState(value.trim());
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  const check = useCheckPattern(settled);
  const refusal = check.error instanceof ApiError && check.error.code === 'keywords.pattern_invalid';
  return (
    <>
      <label>
        <span className="visually-hidden">正则表达式</span>
        <Input
          value={value}
          onChange={onChange}
          maxlength={200}
          placeholder="例如:(多少|什么)(钱|价)"
          status={refusal ? 'error' : 'default'}
        />
      </label>
      <p className={refusal ? 'field-problem' : 'fine'} role="status">
        {settled === ''
          ? '按 RE2 语法,不区分大小写和全角半角。'
          : refusal
            ? `这个正则表达式无法使用(${sayReason(check.error)})`
            : check.isSuccess
              ? '可以使用'
              : '正在检查…'}
      </p>
    </>
  );
}

/** The engine's own words are about a place in the expression: they help whoever writes one. */
function sayReason(error: unknown): string {
  const reason = error instanceof ApiError ? error.details.reason : null;
  if (reason === 'matches an empty text') return '它连空白内容也会匹配';
  if (reason === 'pattern too large') return '它太复杂了';
  return typeof reason === 'string' ? `语法有误或用到了不支持的写法:${reason}` : '语法有误';
}
