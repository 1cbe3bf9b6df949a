import { Input } from 'tdesign-react/es/input';
import { Field } from '../../../components/field.tsx';
import type { SectionProps } from './section.ts';

export function AddressField({ form, change, problems, hint }: SectionProps & { hint: string }) {
  return (
    <Field label="网址" problem={problems.url} hint={hint}>
      <Input value={form.url} onChange={(url) => change({ url })} placeholder="https://" maxlength={2048} />
    </Field>
  );
}
