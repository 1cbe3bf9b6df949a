import type { RuleVersionView, RuleView } from '@zhike/shared/contracts/automation';
import { useState } from 'react';
import { Input } from 'tdesign-react/es/input';
import { ApiError } from '../../../../shared/api/api-error.ts';
import { Button } from '../../../components/button.tsx';
import { ConflictNotice } from '../../../components/conflict-notice.tsx';
import { EditorFrame, EditorNotice } from '../../../components/editor-frame.tsx';
import { Field } from '../../../components/field.tsx';
import { notifyFailed } from '../../../components/notify.ts';
import { Card } from '../../../components/page.tsx';
import { showProblems } from '../../../components/show-problems.ts';
import { useFormDraft } from '../../../components/use-form-draft.ts';
import { readRule, useSaveRule } from '../api/save-rule.ts';
import type { RuleParts } from '../rule-parts.ts';
import { nameOfList } from '../say/name-of.ts';
import { sayNextReach } from '../say/say-reach.ts';
import { ActionsSection } from './actions-section.tsx';
import { draftName } from './draft-name.ts';
import { findProblems, type Problems } from './find-problems.ts';
import { formOf, type RuleForm, settingsOf } from './form.ts';
import { LimitsSection } from './limits-section.tsx';
import type { EditorKit, RulePickers } from './pickers.ts';
import { problemsOf } from './server-problems.ts';
import { WhenSection } from './when-section.tsx';
import { WhomSection } from './whom-section.tsx';
import { RuleSummary } from './rule-summary.tsx';
import './rule-editor.css';

interface RuleEditorProps {
  /** Absent: a new rule. */
  rule?: RuleView;
  /** An older version of it, to begin with. */
  restored?: RuleVersionView;
  /** What a new rule begins with. */
  start: RuleForm;
  parts: RuleParts;
  /** Whose draft this is. */
  ownerUserId: string;
  /** Whether whoever edits sees everybody's customers. */
  seesAll: boolean;
  mayAddWebhooks: boolean;
  pickers: RulePickers;
  /** `next`: where the person wants to go on. */
  onSaved(rule: RuleView, next: 'rule' | 'trial'): void;
  onCancel(): void;
}

const contentOf = ({ name, definition, names }: RuleView | RuleVersionView) => ({ name, definition, names });

/** All of a rule on one page: left 当 · 如果 · 就 · 限制, right what they say. */
export function RuleEditor(props: RuleEditorProps) {
  const { rule, restored, parts, ownerUserId, seesAll, mayAddWebhooks, pickers, onSaved, onCancel } = props;
  const [start] = useState(() => (rule ? formOf({ ...rule, ...contentOf(restored ?? rule) }) : props.start));
  const draft = useFormDraft(draftName(ownerUserId, rule?.id, restored?.version), start);
  const { form, change } = draft;
  const save = useSaveRule(rule?.id);
  // Nobody is scolded before the first attempt to save.
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<{ form: RuleForm; problems: Problems } | null>(null);
  const [conflicted, setConflicted] = useState(false);
  const found = findProblems(form, parts.fields);
  // What the server said belongs to what was sent: a change takes it away.
  const problems = { ...(refused?.form === form ? refused.problems : {}), ...(tried ? found : {}) };
  const isStale = rule !== undefined && form.seenVersion !== undefined && rule.version !== form.seenVersion;
  const nameOf = nameOfList(form.names);
  const kit: EditorKit = {
    parts,
    pickers,
    nameOf,
    mayAddWebhooks,
    remember: (kind, picked) => {
      const rest = form.names.filter((one) => one.kind !== kind || !picked.some(({ id }) => id === one.id));
      change({ names: [...rest, ...picked.map(({ id, name }) => ({ kind, id, name }))] });
    },
  };
  const settings = settingsOf(form);

  const submit = async (next: 'rule' | 'trial', seenVersion = form.seenVersion) => {
    setTried(true);
    if (Object.keys(found).length > 0) return showProblems(found);
    try {
      const saved = await save.mutateAsync({ body: settings, seenVersion, reach: form.isWidened ? 'own' : 'kept' });
      draft.forget();
      onSaved(saved, next);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'automation.changed_meanwhile') return setConflicted(true);
      const wrong = problemsOf(error, form);
      if (!wrong) return notifyFailed(error);
      setRefused({ form, problems: wrong });
      showProblems(wrong);
    }
  };
  const overwrite = async () => {
    try {
      const { version } = await readRule(rule!.id);
      change({ seenVersion: version });
      setConflicted(false);
      await submit('rule', version);
    } catch (error) {
      notifyFailed(error);
    }
  };
  const FilterInWords = pickers.filterInWords;
  const section = { form, change, problems, kit };

  const notices = (
    <>
      {conflicted || isStale ? (
        <ConflictNotice
          href={`#/automation/${rule!.id}`}
          onOverwrite={() => void overwrite()}
          onGiveUp={() => (draft.forget(), onCancel())}
        >
          有同事在你修改期间保存了这条规则。
        </ConflictNotice>
      ) : null}
      {rule && restored ? (
        <EditorNotice role="status">
          下面是第 {restored.version} 版的内容。保存后成为新的版本;在那之前,第 {rule.version} 版照常生效。
        </EditorNotice>
      ) : null}
    </>
  );

  return (
    <EditorFrame
      draft={draft}
      notice={notices}
      isSaving={save.isPending}
      onLeave={onCancel}
      saves={
        <>
          <Button theme="primary" loading={save.isPending} onClick={() => void submit('rule')}>
            保存
          </Button>
          <Button theme="primary" variant="outline" disabled={save.isPending} onClick={() => void submit('trial')}>
            保存并试运行
          </Button>
        </>
      }
      sideLabel="规则的意思"
      side={
        <Card title="这条规则的意思">
          <FilterInWords filter={settings.filter}>
            {(sentence) => (
              <RuleSummary
                definition={settings}
                parts={parts}
                nameOf={nameOf}
                filter={sentence}
                reach={sayNextReach(rule?.reach, seesAll, form.isWidened)}
              />
            )}
          </FilterInWords>
        </Card>
      }
    >
      <Card>
        <Field label="规则名称" problem={problems.name}>
          <Input
            value={form.name}
            onChange={(name) => change({ name })}
            placeholder="例如:提到价格打标签"
            maxlength={40}
            showLimitNumber
          />
        </Field>
      </Card>
      <Card title="当">
        <WhenSection {...section} />
      </Card>
      <Card title="如果">
        <WhomSection {...section} narrower={seesAll && rule && rule.reach.kind !== 'all' ? rule.reach : null} />
      </Card>
      <Card title="就">
        <ActionsSection
          actions={form.actions}
          onChange={(actions) => change({ actions })}
          problems={problems}
          kit={kit}
        />
      </Card>
      <Card title="限制">
        <LimitsSection form={form} change={change} problems={problems} />
      </Card>
    </EditorFrame>
  );
}
