import { Checkbox } from 'tdesign-react/es/checkbox';
import { Field } from '../../../components/field.tsx';
import { FilterChips } from '../../../components/filter-chips.tsx';
import type { SectionProps } from './start-section.tsx';

/** What ends it early, and what becomes of days off. */
export function EndSection({ form, change, problems, pickers, nameOf, remember }: SectionProps) {
  const { tag: Tags, stage: Stages } = pickers;
  return (
    <>
      <Field label="提前结束" problem={problems.stop} hint="满足任何一项就不再有后面的步骤;客户删除好友时总会结束。">
        <Checkbox checked={form.replied} onChange={(replied) => change({ replied })}>
          客户回复了消息(需要会话存档)
        </Checkbox>
        <div className="sop-step-line">
          <span>打上</span>
          <Tags
            label="结束的标签"
            value={form.stopTagIds}
            nameOf={nameOf}
            onChange={(picked) => {
              remember(picked);
              change({ stopTagIds: picked.map(({ id }) => id) });
            }}
          />
        </div>
        <div className="sop-step-line">
          <span>进入</span>
          <Stages
            label="结束的阶段"
            value={form.stopStageIds}
            nameOf={nameOf}
            onChange={(picked) => {
              remember(picked);
              change({ stopStageIds: picked.map(({ id }) => id) });
            }}
          />
        </div>
      </Field>
      <Field label="遇到休息日">
        <FilterChips
          label="遇到休息日"
          value={form.daysOff}
          options={[
            { value: 'after', label: '顺延到上班那天' },
            { value: 'before', label: '提前到上班那天' },
            { value: 'as_is', label: '照常' },
          ]}
          onChange={(daysOff) => change({ daysOff })}
        />
      </Field>
    </>
  );
}
