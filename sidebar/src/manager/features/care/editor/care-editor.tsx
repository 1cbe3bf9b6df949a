import type { CarePlanView, FestivalView } from '@zhike/shared/contracts/care';
import type { Filter } from '@zhike/shared/contracts/filter';
import { MAX_CARE_DAYS_BEFORE } from '@zhike/shared/formulas/care-limits';
import { type ComponentType, useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { InputNumber } from 'tdesign-react/es/input-number';
import { ApiError } from '../../../../shared/api/api-error.ts';
import { Button } from '../../../components/button.tsx';
import { ConflictNotice } from '../../../components/conflict-notice.tsx';
import { EditorFrame } from '../../../components/editor-frame.tsx';
import { Field } from '../../../components/field.tsx';
import { FilterChips } from '../../../components/filter-chips.tsx';
import { notifyFailed } from '../../../components/notify.ts';
import { Card } from '../../../components/page.tsx';
import { showProblems } from '../../../components/show-problems.ts';
import { TimeOfDay } from '../../../components/time-of-day.tsx';
import { useFormDraft } from '../../../components/use-form-draft.ts';
import { readCarePlan, useSaveCarePlan } from '../api/care-plans.ts';
import { CareReach } from '../care-reach.tsx';
import { CarePreview } from './care-preview.tsx';
import { findProblems } from './find-problems.ts';
import { type CareForm, draftOf, emptyForm, formOf } from './form.ts';
import { OccasionSection } from './occasion-section.tsx';
import { suggest } from './suggest.ts';
import { type MaterialsInputProps, WordsSection } from './words-section.tsx';
import '../care.css';
import './care-editor.css';

interface CareEditorProps {
  /** Absent: a new plan. */
  plan?: CarePlanView;
  /** Whose draft this is. */
  ownerUserId: string;
  /** Date fields in use. */
  fields: readonly { id: string; name: string }[];
  festivals: readonly FestivalView[];
  materials: ComponentType<MaterialsInputProps>;
  filter: ComponentType<{ value: Filter | null; onChange(filter: Filter | null): void }>;
  onSaved(plan: CarePlanView): void;
  onCancel(): void;
}

const daysOff = [
  { value: 'as_is', label: '照常提醒' },
  { value: 'before', label: '提前到前一个工作日' },
] as const;
const whom = [
  { value: 'all', label: '所有客户' },
  { value: 'some', label: '符合条件的客户' },
] as const;

/** A plan on one page: the day, when, for whom, what; beside it what the rep and the customer will see, and how many it concerns. */
export function CareEditor(props: CareEditorProps) {
  const { plan, ownerUserId, fields, festivals, materials, filter: FilterBuilder, onSaved, onCancel } = props;
  // Where there is one date field it is the birthday, as a rule.
  const start = plan ? formOf(plan) : { ...emptyForm, fieldId: birthdayOf(fields)?.id ?? '' };
  const draft = useFormDraft<CareForm>(`care-draft:1:${ownerUserId}:${plan?.id ?? 'new'}`, start);
  const { form, change } = draft;
  const save = useSaveCarePlan(plan?.id);
  // Nobody is scolded before the first attempt to save.
  const [tried, setTried] = useState(false);
  const [conflicted, setConflicted] = useState(false);
  const found = findProblems(form);
  const problems = tried ? found : {};
  const isStale = plan !== undefined && form.seenVersion !== undefined && plan.version !== form.seenVersion;
  const festival = festivals.find(({ id }) => id === form.festivalId);
  const { title: _title, ...missing } = found;

  const submit = async (version = form.seenVersion) => {
    setTried(true);
    if (Object.keys(found).length > 0) return showProblems(found as Record<string, string>);
    try {
      const saved = await save.mutateAsync({ draft: draftOf(form), version });
      draft.forget();
      onSaved(saved);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'care.changed_meanwhile') return setConflicted(true);
      notifyFailed(error);
    }
  };
  const overwrite = async () => {
    try {
      const { version } = await readCarePlan(plan!.id);
      change({ seenVersion: version });
      setConflicted(false);
      await submit(version);
    } catch (error) {
      notifyFailed(error);
    }
  };
  const useSuggestion = () => {
    const { title, text } = suggest(form, festival?.name);
    change({ text, ...(form.title.trim() ? {} : { title }) });
  };

  return (
    <EditorFrame
      draft={draft}
      notice={
        plan && (conflicted || isStale) ? (
          <ConflictNotice
            isSaving={save.isPending}
            onOverwrite={() => void overwrite()}
            onGiveUp={() => (draft.forget(), onCancel())}
          >
            有同事在你修改期间保存了这个客情计划。
          </ConflictNotice>
        ) : null
      }
      isSaving={save.isPending}
      onLeave={onCancel}
      saves={
        <Button theme="primary" loading={save.isPending} onClick={() => void submit()}>
          保存
        </Button>
      }
      sideLabel="到时候的样子"
      side={
        <>
          <CarePreview form={form} festival={festival} />
          <Card title="会提醒多少人">
            <CareReach draft={Object.keys(missing).length === 0 ? draftOf(form) : null} />
          </Card>
        </>
      }
    >
      <Card title="什么日子">
        <OccasionSection
          form={form}
          change={change}
          problem={problems.occasion}
          fields={fields}
          festivals={festivals}
        />
      </Card>
      <Card title="什么时候提醒员工">
        <Field label="提醒时间" problem={problems.when} hint="提醒时产生一条待办;在当天的完成时限之前发出祝福。">
          <span className="care-inline">
            <label className="care-inline">
              提前
              <InputNumber
                theme="normal"
                className="care-number"
                min={0}
                max={MAX_CARE_DAYS_BEFORE}
                decimalPlaces={0}
                value={form.daysBefore ?? undefined}
                onChange={(days) => change({ daysBefore: typeof days === 'number' ? days : null })}
              />
              天的
            </label>
            <TimeOfDay label="提醒时间" value={form.time} onChange={(time) => change({ time })} />
            <span>提醒,当天</span>
            <TimeOfDay label="完成时限" value={form.dueTime} onChange={(dueTime) => change({ dueTime })} />
            <span>前完成</span>
          </span>
        </Field>
        <Field label="遇到休息日" hint="按「工作时间与提醒」里的工作日、法定节假日和单独设置的日子。">
          <FilterChips
            label="遇到休息日"
            value={form.daysOff}
            options={daysOff}
            onChange={(next) => change({ daysOff: next })}
          />
        </Field>
      </Card>
      <Card title="发什么">
        <WordsSection
          form={form}
          change={change}
          problem={problems.text}
          materials={materials}
          onSuggest={useSuggestion}
        />
      </Card>
      <Card title="提醒谁">
        <Field
          label="哪些客户"
          problem={problems.filter}
          hint="待办给客户的负责人;没有负责人的给最近添加客户的员工。已流失的客户不提醒。"
        >
          <FilterChips
            label="哪些客户"
            value={form.filterOn ? 'some' : 'all'}
            options={whom}
            onChange={(next) => change({ filterOn: next === 'some' })}
          />
          {form.filterOn ? <FilterBuilder value={form.filter} onChange={(filter) => change({ filter })} /> : null}
        </Field>
        <Field label="计划名称" problem={problems.title} hint="也是员工看到的待办标题。">
          <Input
            value={form.title}
            onChange={(title) => change({ title })}
            placeholder={suggest(form, festival?.name).title}
            maxlength={30}
            showLimitNumber
          />
        </Field>
      </Card>
    </EditorFrame>
  );
}

function birthdayOf(fields: CareEditorProps['fields']) {
  return (
    fields.find(({ name }) => name.includes('生日') || name.includes('出生')) ??
    (fields.length === 1 ? fields[0] : undefined)
  );
}
