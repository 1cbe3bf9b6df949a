import { addDays } from '@zhike/shared/formulas/calendar';
import { dayOf, startOfDay } from '../../../../shared/format/time.ts';
import { DayRange } from '../../../components/day-range.tsx';
import { Field } from '../../../components/field.tsx';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { HoursInput } from '../../../components/hours-input.tsx';
import type { Problems } from './find-problems.ts';
import type { RuleForm } from './form.ts';
import { Optional } from './optional.tsx';
import { WholeNumber } from './whole-number.tsx';

interface LimitsSectionProps {
  form: RuleForm;
  change(part: Partial<RuleForm>): void;
  problems: Problems;
}

/** How often, from when to when, and beside which other rules. */
export function LimitsSection({ form, change, problems }: LimitsSectionProps) {
  return (
    <>
      <Field label="同一位客户多久执行一次" problem={problems.cooldown}>
        <div className="row">
          <FilterChips
            label="多久执行一次"
            value={form.cooldownHours === 0 ? 'always' : 'limited'}
            options={[
              { value: 'limited', label: '一段时间内最多一次' },
              { value: 'always', label: '每次都执行' },
            ]}
            onChange={(kind) => change({ cooldownHours: kind === 'always' ? 0 : 24 })}
          />
          {form.cooldownHours === 0 ? null : (
            <HoursInput
              label="冷却时间"
              value={form.cooldownHours}
              onChange={(cooldownHours) => change({ cooldownHours })}
            />
          )}
        </div>
      </Field>
      <Field label="有效期(可选)" problem={problems.window} hint="不填表示一直有效;两天都算在内。">
        <DayRange
          from={form.activeFrom === null ? undefined : dayOf(form.activeFrom)}
          to={form.activeTo === null ? undefined : dayOf(form.activeTo - 1)}
          onChange={(part) =>
            change({
              ...('from' in part ? { activeFrom: part.from ? startOfDay(part.from) : null } : {}),
              ...('to' in part ? { activeTo: part.to ? startOfDay(addDays(part.to, 1)) : null } : {}),
            })
          }
        />
      </Field>
      <Field label="和其他规则的关系" problem={problems.priority}>
        <span className="row">
          优先级
          <WholeNumber
            label="优先级"
            value={form.priority}
            min={0}
            max={1000}
            onChange={(priority) => change({ priority })}
          />
          <span className="fine">数字大的先执行,一般不用改</span>
        </span>
        <Optional
          label="这条规则执行后,优先级更低的不再处理同一件事"
          value={form.stopsOthers}
          onChange={(stopsOthers) => change({ stopsOthers })}
        />
      </Field>
    </>
  );
}
