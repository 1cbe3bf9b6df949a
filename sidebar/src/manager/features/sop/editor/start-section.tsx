import { Select } from 'tdesign-react/es/select';
import { Field } from '../../../components/field.tsx';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { Named } from '../../../components/named.tsx';
import type { Problems } from './find-problems.ts';
import { mayBeAuto, type SopForm, type StartKind } from './form.ts';
import type { SopPickers } from './pickers.ts';

export interface SectionProps {
  form: SopForm;
  change(part: Partial<SopForm>): void;
  problems: Problems;
  pickers: SopPickers;
  nameOf(id: string): string | undefined;
  remember(picked: readonly { id: string; name: string }[]): void;
}

const starts: { value: StartKind; label: string }[] = [
  { value: 'added', label: '添加好友' },
  { value: 'tagged', label: '打上标签' },
  { value: 'stage', label: '进入阶段' },
  { value: 'date', label: '生日等日期' },
  { value: 'enrolled', label: '加入 SOP 时' },
  { value: 'calendar', label: '固定日期' },
];

interface StartSectionProps extends SectionProps {
  /** Date fields in use. */
  fields: readonly { id: string; name: string }[];
}

/** What the steps count from, and who begins by herself. */
export function StartSection(props: StartSectionProps) {
  const { form, change, problems, pickers, nameOf, remember, fields } = props;
  const { tag: Tags, stage: Stages, filter: FilterBuilder } = pickers;
  const setStart = (start: StartKind) =>
    change({
      start,
      steps: form.steps.map((step) => {
        if (start === 'calendar') return { ...step, moment: 'on' };
        return step.moment === 'on' ? { ...step, moment: 'day' } : step;
      }),
    });
  return (
    <>
      <Field label="从什么时候算起" problem={problems.start}>
        <FilterChips label="从什么时候算起" value={form.start} options={starts} onChange={setStart} />
        {form.start === 'tagged' ? (
          <Tags
            label="标签"
            value={form.startTagIds}
            nameOf={nameOf}
            onChange={(picked) => {
              remember(picked);
              change({ startTagIds: picked.map(({ id }) => id) });
            }}
          />
        ) : null}
        {form.start === 'stage' ? (
          <Stages
            label="阶段"
            single
            value={form.startStageId ? [form.startStageId] : []}
            nameOf={nameOf}
            onChange={(picked) => {
              remember(picked);
              change({ startStageId: picked[0]?.id ?? '' });
            }}
          />
        ) : null}
        {form.start === 'date' ? (
          <>
            <Named label="日期字段">
              <Select
                className="rule-select"
                value={form.startFieldId}
                options={fields.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(fieldId) => typeof fieldId === 'string' && change({ startFieldId: fieldId })}
                placeholder="选择日期字段"
                empty="还没有日期字段,请先在「客户字段」里新建"
              />
            </Named>
            <FilterChips
              label="每年还是一次"
              value={form.yearly ? 'yearly' : 'once'}
              options={[
                { value: 'yearly', label: '每年的这一天' },
                { value: 'once', label: '只按这一天' },
              ]}
              onChange={(often) => change({ yearly: often === 'yearly' })}
            />
          </>
        ) : null}
      </Field>
      {mayBeAuto(form.start) ? (
        <Field label="谁加入" problem={problems.auto}>
          <FilterChips
            label="谁加入"
            value={form.autoOn ? (form.autoFilterOn ? 'some' : 'all') : 'hand'}
            options={[
              { value: 'all', label: '所有客户自动加入' },
              { value: 'some', label: '符合条件的自动加入' },
              { value: 'hand', label: '只手动加入' },
            ]}
            onChange={(who) => change({ autoOn: who !== 'hand', autoFilterOn: who === 'some' })}
          />
          {form.start === 'date' && form.autoOn ? (
            <p className="fine">
              有这个日期的客户在第一步的前一天自动加入{form.yearly ? ',每年一次' : ''};启用之前已经过去的日期不算。
            </p>
          ) : null}
          {form.autoOn && form.autoFilterOn ? (
            <FilterBuilder value={form.autoFilter} onChange={(autoFilter) => change({ autoFilter })} />
          ) : null}
        </Field>
      ) : (
        <p className="fine">这种 SOP 由员工在客户的侧边栏里加入,或在 SOP 详情里批量加入。</p>
      )}
    </>
  );
}
