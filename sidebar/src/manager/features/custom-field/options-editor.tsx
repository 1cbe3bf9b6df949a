import { useRef } from 'react';
import { Input } from 'tdesign-react/es/input';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { isComposing } from '../../components/is-composing.ts';
import { moved } from '../../components/moved.ts';
import { newOption, type OptionForm } from './options-form.ts';
import './options-editor.css';

interface OptionsEditorProps {
  options: OptionForm[];
  problem: string | null;
  onChange(options: OptionForm[]): void;
}

/** What can be chosen: added, renamed, put in order, removed. */
export function OptionsEditor({ options, problem, onChange }: OptionsEditorProps) {
  const put = (key: number, label: string) =>
    onChange(options.map((one) => (one.key === key ? { ...one, label } : one)));
  const list = useRef<HTMLUListElement>(null);
  const add = () => onChange([...options, newOption()]);
  const goOn = (index: number) => {
    const next = list.current?.querySelectorAll('input')[index + 1];
    if (next) next.focus();
    else add();
  };
  return (
    <div role="group" aria-label="选项">
      <p>选项</p>
      <ul className="option-list" ref={list}>
        {options.map((option, index) => {
          const name = option.label.trim() || `第 ${index + 1} 项`;
          return (
            <li key={option.key} className="option-line">
              <label className="option-label">
                <span className="visually-hidden">选项 {index + 1}</span>
                <Input
                  value={option.label}
                  maxlength={30}
                  placeholder={`选项 ${index + 1}`}
                  // A list is written line by line.
                  autofocus={
                    index === options.length - 1 && option.id === undefined && option.label === '' && index > 1
                  }
                  // Enter also takes over what a Chinese keyboard has composed.
                  onEnter={(_, { e }) => !isComposing(e) && goOn(index)}
                  onChange={(label) => put(option.key, label)}
                />
              </label>
              <button
                type="button"
                className="plain-button"
                aria-label={`上移${name}`}
                disabled={index === 0}
                onClick={() => onChange(moved(options, index, -1))}
              >
                <Icon name="up" size={16} />
              </button>
              <button
                type="button"
                className="plain-button"
                aria-label={`下移${name}`}
                disabled={index === options.length - 1}
                onClick={() => onChange(moved(options, index, 1))}
              >
                <Icon name="down" size={16} />
              </button>
              <button
                type="button"
                className="plain-button danger"
                aria-label={`移除${name}`}
                onClick={() => onChange(options.filter((one) => one !== option))}
              >
                <Icon name="close" size={16} />
              </button>
            </li>
          );
        })}
      </ul>
      {problem ? <p className="field-problem">{problem}</p> : null}
      <Button variant="text" theme="primary" icon={<Icon name="plus" size={16} />} onClick={add}>
        添加选项
      </Button>
      <p className="fine">改名会同时改变已选的客户;移除的选项不能再选,已有的客户会保留。</p>
    </div>
  );
}
