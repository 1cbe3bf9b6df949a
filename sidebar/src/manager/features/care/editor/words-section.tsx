import { scriptVariables } from '@zhike/shared/formulas/script-text';
import { type ComponentType, useRef } from 'react';
import { Button } from '../../../components/button.tsx';
import { Field } from '../../../components/field.tsx';
import type { CareForm } from './form.ts';

export interface MaterialsInputProps {
  label: string;
  value: readonly string[];
  nameOf(id: string): string | undefined;
  onChange(picked: { id: string; name: string }[]): void;
}

interface WordsSectionProps {
  form: CareForm;
  change(part: Partial<CareForm>): void;
  problem?: string;
  materials: ComponentType<MaterialsInputProps>;
  onSuggest(): void;
}

/** What the rep sends: words that are filled in for each customer, and materials. */
export function WordsSection({ form, change, problem, materials: Materials, onSuggest }: WordsSectionProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (variable: string) => {
    const area = field.current;
    const [start, end] = area ? [area.selectionStart, area.selectionEnd] : [form.text.length, form.text.length];
    change({ text: `${form.text.slice(0, start)}{${variable}}${form.text.slice(end)}` });
    area?.focus();
  };
  return (
    <>
      <Field label="祝福语" problem={problem} hint="点变量插入到光标处。员工发送前可以再改几个字,更像本人说的话。">
        <textarea
          ref={field}
          className="native-input care-words"
          rows={5}
          aria-label="祝福语"
          value={form.text}
          onChange={({ target }) => change({ text: target.value })}
        />
        <div className="row" role="group" aria-label="插入变量">
          {scriptVariables.map((variable) => (
            <button key={variable} type="button" className="filter-chip" onClick={() => insert(variable)}>
              {variable}
            </button>
          ))}
          <Button variant="text" theme="primary" onClick={onSuggest}>
            {form.text.trim() ? '换成建议的祝福语' : '用建议的祝福语'}
          </Button>
        </div>
      </Field>
      <Field
        label="海报或其他素材(可不选)"
        hint="最多 9 份,跟在祝福语后面依次发出。海报上的客户称呼、员工名片和二维码按每位客户自动生成。"
      >
        <Materials
          label="素材"
          value={form.materialIds}
          nameOf={(id) => form.names[id]}
          onChange={(picked) =>
            change({
              materialIds: picked.slice(0, 9).map(({ id }) => id),
              names: { ...form.names, ...Object.fromEntries(picked.map(({ id, name }) => [id, name])) },
            })
          }
        />
      </Field>
    </>
  );
}
