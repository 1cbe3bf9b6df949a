import type { SopView } from '@zhike/shared/contracts/sop';
import { useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { ApiError } from '../../../../shared/api/api-error.ts';
import { randomKey } from '../../../../shared/drafts/random-key.ts';
import { Button } from '../../../components/button.tsx';
import { ConflictNotice } from '../../../components/conflict-notice.tsx';
import { EditorFrame } from '../../../components/editor-frame.tsx';
import { Field } from '../../../components/field.tsx';
import { Icon } from '../../../components/icon.tsx';
import { notifyFailed } from '../../../components/notify.ts';
import { Card } from '../../../components/page.tsx';
import { showProblems } from '../../../components/show-problems.ts';
import { useFormDraft } from '../../../components/use-form-draft.ts';
import { readSop, useSaveSop } from '../api/sops.ts';
import { sopDraftName } from './draft-name.ts';
import { EndSection } from './end-section.tsx';
import { findProblems, problemsInStep, type Problems } from './find-problems.ts';
import { draftOf, emptyStep, formOf, inOrder, type SopForm, type StepForm } from './form.ts';
import type { SopPickers } from './pickers.ts';
import { PlanPreview } from './plan-preview.tsx';
import { problemsOf } from './server-problems.ts';
import { StartSection } from './start-section.tsx';
import { StepEditor } from './step-editor.tsx';
import './sop-editor.css';

interface SopEditorProps {
  /** Absent: a new SOP. */
  sop?: SopView;
  /** What a new one begins with. */
  start: SopForm;
  /** Whose draft this is. */
  ownerUserId: string;
  fields: readonly { id: string; name: string }[];
  pickers: SopPickers;
  onSaved(sop: SopView): void;
  onCancel(): void;
}

/** All of an SOP on one page: start, steps, end; beside them when it would all happen. */
export function SopEditor({ sop, start, ownerUserId, fields, pickers, onSaved, onCancel }: SopEditorProps) {
  const draft = useFormDraft<SopForm>(sopDraftName(ownerUserId, sop?.id), sop ? formOf(sop) : start);
  const { form, change } = draft;
  const save = useSaveSop(sop?.id);
  // Nobody is scolded before the first attempt to save.
  const [tried, setTried] = useState(false);
  const [conflicted, setConflicted] = useState(false);
  // What only the server knew; told until something is changed.
  const [refused, setRefused] = useState<{ form: SopForm; problems: Problems } | null>(null);
  const found = findProblems(form);
  const problems = { ...(tried ? found : {}), ...(refused?.form === form ? refused.problems : {}) };
  const isStale = sop !== undefined && form.seenVersion !== undefined && sop.version !== form.seenVersion;
  const saved = new Map(sop?.names.map(({ id, name, isUsable }) => [id, isUsable ? name : `${name}(已停用)`]));
  const nameOf = (id: string) => saved.get(id) ?? form.names[id];
  const remember = (picked: readonly { id: string; name: string }[]) =>
    change({ names: { ...form.names, ...Object.fromEntries(picked.map(({ id, name }) => [id, name])) } });
  const changeStep = (key: string, part: Partial<StepForm>) =>
    change({ steps: form.steps.map((step) => (step.key === key ? { ...step, ...part } : step)) });

  const submit = async (version = form.seenVersion) => {
    setTried(true);
    if (Object.keys(found).length > 0) return showProblems(found);
    try {
      const saved = await save.mutateAsync({ draft: draftOf(form), version });
      draft.forget();
      onSaved(saved);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'sop.changed_meanwhile') return setConflicted(true);
      const told = problemsOf(error, form);
      if (!told) return notifyFailed(error);
      setRefused({ form, problems: told });
      showProblems(told);
    }
  };
  const overwrite = async () => {
    try {
      const { version } = await readSop(sop!.id);
      change({ seenVersion: version });
      setConflicted(false);
      await submit(version);
    } catch (error) {
      notifyFailed(error);
    }
  };
  const section = { form, change, problems, pickers, nameOf, remember };

  return (
    <EditorFrame
      draft={draft}
      notice={
        sop && (conflicted || isStale) ? (
          <ConflictNotice
            href={`#/sops/${sop.id}`}
            isSaving={save.isPending}
            onOverwrite={() => void overwrite()}
            onGiveUp={() => (draft.forget(), onCancel())}
          >
            有同事在你修改期间保存了这个 SOP。
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
      sideLabel="预演"
      side={<PlanPreview draft={Object.keys(found).length === 0 ? draftOf(form) : null} customers={pickers.customer} />}
    >
      <Card>
        <Field label="SOP 名称" problem={problems.name}>
          <Input
            value={form.name}
            onChange={(name) => change({ name })}
            placeholder="例如:新客户 7 天跟进"
            maxlength={30}
            showLimitNumber
          />
        </Field>
        <Field label="说明(可不填)" problem={problems.description}>
          <Input
            value={form.description}
            onChange={(description) => change({ description })}
            placeholder="给同事看的:什么时候用它"
            maxlength={200}
          />
        </Field>
      </Card>
      <Card title="开始">
        <StartSection {...section} fields={fields} />
      </Card>
      <Card
        title="步骤"
        extra={
          <Button variant="text" theme="primary" onClick={() => change({ steps: inOrder(form.steps) })}>
            按时间排好
          </Button>
        }
      >
        <ol className="sop-steps">
          {form.steps.map((step, index) => (
            <StepEditor
              key={step.key}
              number={index + 1}
              step={step}
              isCalendar={form.start === 'calendar'}
              problems={problemsInStep(problems, step.key)}
              pickers={pickers}
              nameOf={nameOf}
              remember={remember}
              onChange={(part) => changeStep(step.key, part)}
              onRemove={
                form.steps.length > 1
                  ? () => change({ steps: form.steps.filter(({ key }) => key !== step.key) })
                  : undefined
              }
            />
          ))}
        </ol>
        {problems.steps ? (
          <p className="field-problem" role="alert">
            {problems.steps}
          </p>
        ) : null}
        <Button
          variant="outline"
          icon={<Icon name="plus" size={16} />}
          disabled={form.steps.length >= 60}
          onClick={() => change({ steps: [...form.steps, emptyStep(randomKey(), form.start)] })}
        >
          添加步骤
        </Button>
      </Card>
      <Card title="结束">
        <EndSection {...section} />
      </Card>
    </EditorFrame>
  );
}
