import type { RuleReach } from '@zhike/shared/contracts/automation';
import { Field } from '../../../components/field.tsx';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { sayReach } from '../say/say-reach.ts';
import type { Problems } from './find-problems.ts';
import type { RuleForm } from './form.ts';
import type { EditorKit } from './pickers.ts';

interface WhomSectionProps {
  form: RuleForm;
  change(part: Partial<RuleForm>): void;
  problems: Problems;
  kit: EditorKit;
  /** Whose customers the rule acts on now, where whoever saves it could make it act on more. */
  narrower: RuleReach | null;
}

/** Which customers are meant. Saving somebody's rule widens it only when that is chosen here. */
export function WhomSection({ form, change, problems, kit, narrower }: WhomSectionProps) {
  const FilterBuilder = kit.pickers.filter;
  return (
    <>
      <Field label="哪些客户" problem={problems.filter}>
        <FilterChips
          label="哪些客户"
          value={form.filterOn ? 'some' : 'all'}
          options={[
            { value: 'all', label: '所有客户' },
            { value: 'some', label: '符合条件的客户' },
          ]}
          onChange={(whom) => change({ filterOn: whom === 'some' })}
        />
        {form.filterOn ? <FilterBuilder value={form.filter} onChange={(filter) => change({ filter })} /> : null}
      </Field>
      {narrower ? (
        <Field label="谁的客户" hint="这条规则原来只作用于这个范围。除非在这里改选,保存不会扩大它。">
          <FilterChips
            label="谁的客户"
            value={form.isWidened ? 'all' : 'kept'}
            options={[
              { value: 'kept', label: `保持:${sayReach(narrower)}` },
              { value: 'all', label: '扩大到全公司' },
            ]}
            onChange={(reach) => change({ isWidened: reach === 'all' })}
          />
        </Field>
      ) : null}
    </>
  );
}
